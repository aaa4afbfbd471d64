"""A picture as a part of a card, drawn where the console can draw, else told by its description."""

from collections.abc import Hashable
from typing import TYPE_CHECKING, Protocol

from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.segment import Segment
from rich.text import Text

from ipt_cards.terminal.pictures.decoding import PictureError

if TYPE_CHECKING:
    from PIL.Image import Image


class Paint(Hashable, Protocol):
    """What is painted over a picture; two equal ones paint the same."""

    def __call__(self, image: "Image") -> "Image":
        """The picture with the paint on it. The image is RGB or RGBA, and may be painted on."""


class Canvas(Protocol):
    """What pictures are drawn on. A console that has one has it as its `canvas`."""

    def draw(self, name: str, paint: Paint | None, most_columns: int) -> list[list[Segment]]:
        """The picture as lines of segments. Raises PictureError where it can't be drawn."""


class Picture:
    """A picture of the deck, to be put among the parts of a card.

    On a console with a canvas it is drawn, as wide and high as there is room. Elsewhere, and where
    the file can't be drawn, its description stands in its place.

    Put it into a group or a panel and print that on a console that `screen.console.lines_of` makes
    with a canvas (`DeckCanvas`).

    name: the path as the note has it. description: with what stands for the picture in a text.
    paint: what is painted over it, as an image occlusion's masks; None for nothing.
    """

    def __init__(self, name: str, description: Text, paint: Paint | None = None) -> None:
        self.name = name
        self.description = description
        self._paint = paint

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        try:
            lines = self.lines(console, options.max_width)
        except PictureError as error:
            yield told(self.description, error)
            return
        if lines is None:
            yield self.description
            return
        for line in lines:
            yield from line
            yield Segment.line()

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        least = Measurement.get(console, options, self.description)
        return Measurement(least.minimum, options.max_width)

    def lines(self, console: Console, most_columns: int) -> list[list[Segment]] | None:
        """The drawing; None where the console has no canvas. Raises PictureError."""
        canvas: Canvas | None = getattr(console, "canvas", None)
        return None if canvas is None else canvas.draw(self.name, self._paint, most_columns)


def told(description: Text, error: PictureError) -> Text:
    """A description such as `[a map (image)]` with why there is no picture of it."""
    if not error.reason:
        return description
    bracket = description.plain.endswith("]")
    before, after = description.divide([len(description) - bracket])
    return before.append(f": {error.reason}").append_text(after)
