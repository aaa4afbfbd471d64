"""How a whole screen is laid out: something in the middle, what can be pressed at the bottom."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.console import RenderableType
from rich.text import Text

from ipt_cards.study.settings import Colours
from ipt_cards.terminal.screen.console import READABLE_WIDTH, lines_of

LEAST_ROOM = 3
"""Lines of the middle, however low the terminal is."""


@dataclass(frozen=True, slots=True)
class ScreenLines:
    """A screen's lines with ANSI styles: where an answer is typed, there is a gap of one line.

    above, below: the lines before and after that gap.
    indent: the columns before the typed text. first: which of the middle's lines stands on top.
    """

    above: tuple[str, ...]
    below: tuple[str, ...]
    indent: int
    first: int


@dataclass(frozen=True, slots=True)
class Size:
    """A terminal's columns and lines, and the colours to be used."""

    width: int
    height: int
    colours: Colours

    def lines(self, shown: RenderableType) -> list[str]:
        """What is shown as lines of this width."""
        return lines_of(shown, self.width, self.colours)


def laid_out(  # noqa: PLR0913 - what a screen is made of
    size: Size,
    middle: Callable[[bool], RenderableType],
    bottom: RenderableType,
    *,
    head: Sequence[str] = (),
    typing: bool,
    highest: int,
    scroll: int,
) -> ScreenLines:
    """The screen at a size.

    middle: called with whether there is room for it to be airy.
    typing: whether there is a gap to type an answer in.
    highest: the most lines left blank above the middle. scroll: its line to stand on top where it
        is longer than the room.
    """
    below = size.lines(bottom)
    below = below[-max(0, size.height - typing - len(head) - LEAST_ROOM) :]
    room = max(1, size.height - typing - len(head) - len(below))
    body = size.lines(middle(True))
    if len(body) > room:
        body = size.lines(middle(False))
    indent = max(0, (size.width - READABLE_WIDTH) // 2) + 3
    free = room - len(body)
    if free >= 0:
        top = min(free, highest)
        return ScreenLines(
            (*head, *[""] * top, *body), (*[""] * (free - top), *below), indent, first=0
        )
    first = min(max(0, scroll), -free)
    below[0] = _hidden(first, -free - first, size)
    return ScreenLines((*head, *body[first : first + room]), tuple(below), indent, first)


def _hidden(above: int, under: int, size: Size) -> str:
    parts = (f"↑ {above}" if above else "", f"↓ {under}" if under else "")
    told = Text(" · ".join(filter(None, parts)), "status", justify="center")
    return size.lines(told)[0]  # the rest has no room where it is narrow
