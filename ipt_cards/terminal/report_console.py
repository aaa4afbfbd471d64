"""The console that reports are printed on."""

from rich.console import Console
from rich.theme import Theme

from ipt_cards.terminal.theme import Colours, styles


def report_console(colours: Colours) -> Console:
    """A console on standard output: as wide as the terminal, plain and 80 wide where there's none.

    NO_COLOR turns colours off whatever is wanted.
    """
    return Console(
        theme=Theme(styles(colours)),
        no_color=True if colours is Colours.NONE else None,
        highlight=False,
        markup=False,
        emoji=False,
    )
