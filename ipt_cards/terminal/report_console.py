"""The console that reports are printed on."""

from rich.console import Console


def report_console() -> Console:
    """A console on standard output: as wide as the terminal, plain and 80 wide where there's none.

    Colours are the terminal's own sixteen, so that they suit its theme; NO_COLOR turns them off.
    """
    return Console(highlight=False, markup=False, emoji=False)
