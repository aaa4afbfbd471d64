"""How a whole screen is laid out: something in the middle, what can be pressed at the bottom."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.console import RenderableType
from rich.text import Text

from ipt_cards.study.configuration.settings import Colours
from ipt_cards.terminal.pictures.deck_pictures import DeckCanvas, DeckPictures
from ipt_cards.terminal.pictures.marks import Shown, unmarked
from ipt_cards.terminal.screen.console import lines_of
from ipt_cards.terminal.screen.width import READABLE_WIDTH

LEAST_ROOM = 3
"""Lines of the middle, however low the terminal is."""

LEAST_PICTURE = 8
"""Lines that a picture is given at least, where it has as many: else nothing is seen on it."""


@dataclass(frozen=True, slots=True)
class ScreenLines:
    """A screen's lines with ANSI styles: where an answer is typed, there is a gap of one line.

    above, below: the lines before and after that gap.
    indent: the columns before the typed text. first: which of the middle's lines stands on top.
    pictures: those of pixels, to be drawn over the lines, blank where they stand.
    """

    above: tuple[str, ...]
    below: tuple[str, ...]
    indent: int
    first: int
    pictures: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Size:
    """A terminal's columns and lines, the colours to be used, and what draws pictures, if any."""

    width: int
    height: int
    colours: Colours
    pictures: DeckPictures | None = None

    def lines(self, shown: RenderableType) -> list[str]:
        """What is shown as lines of this width, pictures as their descriptions."""
        return lines_of(shown, self.width, self.colours)

    def drawn(self, shown: RenderableType, most_rows: int) -> tuple[list[str], bool]:
        """The lines with pictures at most so many rows high; whether there are any."""
        if self.pictures is None:
            return self.lines(shown), False
        canvas = DeckCanvas(self.pictures, most_rows)
        return lines_of(shown, self.width, self.colours, canvas), canvas.is_drawn_on


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
    body = _body(size, middle, room)
    indent = max(0, (size.width - READABLE_WIDTH) // 2) + 3
    free = room - len(body)
    if free >= 0:
        top = min(free, highest)
        above, pictures = unmarked((*head, *[""] * top, *body))
        return ScreenLines(above, (*[""] * (free - top), *below), indent, 0, pictures)
    first = min(max(0, scroll), -free)
    below[0] = _hidden(first, -free - first, size)
    above, pictures = unmarked((*head, *body[first : first + room]))
    return ScreenLines(above, tuple(below), indent, first, pictures)


def _body(size: Size, middle: Callable[[bool], RenderableType], room: int) -> list[str]:
    """The middle, in the room if it fits there with pictures that are still worth a look."""
    # Some room is left for the answer to come without the picture changing its size.
    most = max(LEAST_PICTURE, room * 3 // 5)
    body, has_pictures = size.drawn(middle(True), most)
    if len(body) > room:
        body, has_pictures = size.drawn(middle(False), most)
    if not has_pictures or len(body) <= room:
        return body
    shown = middle(False)
    least = LEAST_PICTURE
    body, _ = size.drawn(shown, least)
    while len(body) <= room and most - least > 1:
        tried, _ = size.drawn(shown, between := (least + most) // 2)
        if len(tried) <= room:
            body, least = tried, between
        else:
            most = between
    return body


def _hidden(above: int, under: int, size: Size) -> str:
    parts = (f"↑ {above}" if above else "", f"↓ {under}" if under else "")
    told = Text(" · ".join(filter(None, parts)), "status", justify="center")
    return size.lines(told)[0]  # the rest has no room where it is narrow
