"""The way from text to what a terminal is sent."""

import io
import re
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.style import StyleType
from rich.text import Text
from rich.theme import Theme

from ipt_cards.study.configuration.settings import Colours
from ipt_cards.terminal.screen.theme import STYLES, styles
from ipt_cards.terminal.screen.width import terminal_width

if TYPE_CHECKING:
    from ipt_cards.deck.media_files.media import MediaFolder
    from ipt_cards.terminal.pictures.picture import Canvas

REPORT_PICTURE = 12
"""Lines of a picture in a report, which scrolls by."""

_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that reorder the line they stand in."""


def text(content: str, style: StyleType = "") -> Text:
    """Text from a deck or a learner, without anything that a terminal would obey."""
    return Text(_OBEYED.sub("", content).replace("\t", "    "), style)


class CardConsole(Console):
    """A console that cards are printed on. canvas: what their pictures are drawn on, if any."""

    canvas: "Canvas | None" = None


def console(width: int, colours: Colours, canvas: "Canvas | None" = None) -> CardConsole:
    """A console that keeps what is printed, for `lines_of`."""
    made = CardConsole(
        file=io.StringIO(),
        width=width,
        height=1000,
        force_terminal=True,
        # Only pictures have other colours than the standard ones.
        color_system="standard" if canvas is None else "truecolor",
        no_color=colours is Colours.NONE,
        legacy_windows=False,
        theme=Theme(styles(colours)),
        highlight=False,
        emoji=False,
        markup=False,
    )
    made.canvas = canvas
    return made


def lines_of(
    renderable: RenderableType, width: int, colours: Colours, canvas: "Canvas | None" = None
) -> list[str]:
    """What a renderable looks like at a width: lines with ANSI codes for styles and no others.

    canvas: what pictures are drawn on; None for their descriptions.
    """
    on = console(width, colours, canvas)
    with on.capture() as capture:
        on.print(Group(renderable))  # a bare Text would lose its justification
    return capture.get().rstrip("\n").split("\n")


def plain_of(renderable: RenderableType, width: int) -> str:
    """What a renderable looks like without any styles: lines, each ended."""
    on = Console(
        file=io.StringIO(),
        width=width,
        color_system=None,
        force_terminal=False,
        legacy_windows=False,
        theme=Theme(STYLES),
        highlight=False,
        emoji=False,
        markup=False,
    )
    with on.capture() as capture:
        on.print(renderable)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().split("\n")[:-1])


def report_console(colours: Colours, media: "MediaFolder | None" = None) -> CardConsole:
    """A console on standard output: as wide as the terminal, plain and 80 wide where there's none.

    A terminal, or a COLUMNS, of less than `LEAST_WIDTH` breaks the lines as it can. NO_COLOR turns
    colours off whatever is wanted. media: of the deck whose cards are printed; a terminal of many
    colours has their pictures in half blocks.
    """
    made = CardConsole(
        width=terminal_width(),
        theme=Theme(styles(colours)),
        no_color=True if colours is Colours.NONE else None,
        highlight=False,
        markup=False,
        emoji=False,
    )
    many = made.color_system in ("truecolor", "256") and not made.no_color
    if media is not None and many and made.is_terminal:
        from ipt_cards.terminal.pictures.deck_pictures import (  # noqa: PLC0415 - few print cards
            DeckCanvas,
            DeckPictures,
        )

        made.canvas = DeckCanvas(DeckPictures(media), REPORT_PICTURE)
    return made
