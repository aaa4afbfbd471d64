"""The way from text to what a terminal is sent."""

import io
import re

from rich.console import Console, Group, RenderableType
from rich.style import StyleType
from rich.text import Text
from rich.theme import Theme

from ipt_cards.terminal.theme import STYLES, Colours, styles

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def text(content: str, style: StyleType = "") -> Text:
    """Text from a deck or a learner, without anything that a terminal would obey.

    Decks hold no control characters, for their reader refuses them; this holds for other texts.
    """
    return Text(_CONTROL.sub("", content).replace("\t", "    "), style)


def console(width: int, colours: Colours) -> Console:
    """A console that keeps what is printed, for `lines_of`."""
    return Console(
        file=io.StringIO(),
        width=width,
        height=1000,
        force_terminal=True,
        color_system="standard",
        no_color=colours is Colours.NONE,
        legacy_windows=False,
        theme=Theme(styles(colours)),
        highlight=False,
        emoji=False,
        markup=False,
    )


def lines_of(renderable: RenderableType, width: int, colours: Colours) -> list[str]:
    """What a renderable looks like at a width: lines with ANSI codes for styles and no others."""
    on = console(width, colours)
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
