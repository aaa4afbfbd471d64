"""What matters most of a report stays in sight."""

from collections.abc import Callable

from rich.console import Console


def print_in_sight(
    console: Console, what_matters: Callable[[], None], rest: Callable[[], None]
) -> None:
    """Print what matters most, a blank line, and the rest.

    On a terminal too low for both, what matters most comes last instead: what scrolled away is not
    read. Both print on `console`, more than once where there is a terminal.
    """
    parts = (what_matters, rest)
    if console.is_terminal:
        with console.capture() as captured:
            what_matters()
            rest()
        # Below them stand a blank line between and the shell's prompt.
        if captured.get().count("\n") + 2 > console.height:
            parts = (rest, what_matters)
    first, second = parts
    first()
    console.print()
    second()
