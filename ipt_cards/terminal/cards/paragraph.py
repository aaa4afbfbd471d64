"""A paragraph with pictures in it: one line of text, or text and pictures one below the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.measure import Measurement
from rich.segment import Segment, SegmentLines
from rich.text import Text

from ipt_cards.terminal.pictures.decoding import PictureError
from ipt_cards.terminal.pictures.picture import Picture, told


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture that a paragraph shows. start, end: where its description stands in the text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text in which pictures stand, told by their descriptions where they aren't drawn."""

    text: Text
    pictures: Sequence[PlacedPicture]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        parts: list[RenderableType] = []
        flowing, done = Text(), 0
        for placed in self.pictures:
            before, description = (
                self.text[done : placed.start],
                self.text[placed.start : placed.end],
            )
            flowing.append_text(before)
            done = placed.end
            try:
                lines = Picture(placed.name, description).lines(console, options.max_width)
            except PictureError as error:
                description, lines = told(description, error), None
            if lines is None:
                flowing.append_text(description)
            else:
                parts += [flowing, _drawn(lines)]
                flowing = Text()
        parts.append(flowing.append_text(self.text[done:]))
        if len(parts) == 1:
            yield flowing
            return
        for part in parts:
            if not isinstance(part, Text):
                yield part
            elif part.plain.strip():
                yield _stripped(part)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        least = Measurement.get(console, options, self.text)
        return Measurement(least.minimum, options.max_width)


def _drawn(lines: list[list[Segment]]) -> SegmentLines:
    return SegmentLines(lines, new_lines=True)


def _stripped(text: Text) -> Text:
    plain = text.plain
    start = len(plain) - len(plain.lstrip())
    return text[start : len(plain.rstrip())]
