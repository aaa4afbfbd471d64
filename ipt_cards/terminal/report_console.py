"""The console that reports are printed on."""

from rich.console import Console
from rich.theme import Theme

from ipt_cards.terminal.theme import STYLES


def report_console() -> Console:
    """A console on standard output: as wide as the terminal, plain and 80 wide where there's none.

    Colours are the terminal's own sixteen, so that they suit its theme; NO_COLOR turns them off.
    """
    return Console(theme=Theme(STYLES), highlight=False, markup=False, emoji=False)
