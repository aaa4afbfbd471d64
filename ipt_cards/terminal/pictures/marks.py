"""Where on a screen's lines pictures of pixels stand: blank cells, marked as only a link can be.

A deck's text holds no escapes, so that no text can be taken for a mark.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from ipt_cards.terminal.pictures.size import Extent

_MARK = re.compile(
    r"\x1b\]8;id=[^;]*;picture:(\d+)/(\d+)\x1b\\((?:\x1b\[[0-9;]*m)? +(?:\x1b\[0m)?)\x1b\]8;;\x1b\\"
)
_STYLES = re.compile(r"\x1b\[[0-9;]*m")


class Shown(NamedTuple):
    """A picture, or the part of it that isn't scrolled away, on a screen.

    number: which one. row, column: of the screen, from 0, where it begins.
    first, rows: which of the picture's own rows are there.
    """

    number: int
    row: int
    column: int
    first: int
    rows: int


def marked(number: int, size: Extent) -> list[list[Segment]]:
    """Blank lines that keep the room for a picture."""
    return [
        [Segment(" " * size.width, Style(link=f"picture:{number}/{row}"))]
        for row in range(size.height)
    ]


def unmarked(lines: Sequence[str]) -> tuple[tuple[str, ...], tuple[Shown, ...]]:
    """Lines without marks, and the pictures that stand there."""
    if not any("\x1b]8;" in line for line in lines):
        return tuple(lines), ()
    plain = []
    shown: list[Shown] = []
    open_: dict[tuple[int, int], int] = {}
    for row, line in enumerate(lines):
        while found := _MARK.search(line):
            number, own = int(found[1]), int(found[2])
            column = cell_len(_STYLES.sub("", line[: found.start()]))
            line = line[: found.start()] + found[3] + line[found.end() :]  # noqa: PLW2901
            at = open_.get((number, column))
            if at is not None and shown[at].first + shown[at].rows == own:
                shown[at] = shown[at]._replace(rows=shown[at].rows + 1)
            else:
                open_[number, column] = len(shown)
                shown.append(Shown(number, row, column, own, 1))
        plain.append(line)
    return tuple(plain), tuple(shown)
