"""Areas of a picture: what an occlusion note hides, and texts that it sets upon the picture.

Lengths are percent of the picture's width or height, from its upper left corner, and kept to
`DECIMALS` places: a hundredth of a pixel in a picture of 10,000.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

DECIMALS = 4

LARGEST = 1000.0
"""What a mask that is turned may have in width or height: a picture may be ten times as high as
wide."""

_ROWS = ("upper", "", "lower")
_COLUMNS = ("left", "", "right")
_ALONE = {"upper": "top", "lower": "bottom", "": "middle"}


class Hiding(StrEnum):
    """Which masks are on the picture while one card's are asked."""

    ALL = "all"
    ONE = "one"


class Point(NamedTuple):
    """A place on a picture, in percent of its width and of its height."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, or the ellipse that fills it, turned clockwise about its upper left corner.

    angle: in degrees; Anki keeps it to a ten-thousandth of a turn.
    """

    x: float
    y: float
    w: float
    h: float
    angle: float = 0.0
    is_ellipse: bool = False


@dataclass(frozen=True, slots=True)
class Polygon:
    """An area by its corners, three or more."""

    points: tuple[Point, ...]


Shape = Box | Polygon


@dataclass(frozen=True, slots=True)
class Mask:
    """An area that is hidden, and what is there.

    number: of the card that asks for it; masks that share one are asked together.
    label: the answer, Markdown; "" where the picture itself is the answer.
    colour: `#rrggbb`, while another mask is asked; "" for the usual one.
    """

    number: int
    shape: Shape
    label: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Caption:
    """A text upon the picture, never hidden. `size`: its height in percent of the picture's."""

    text: str
    x: float
    y: float
    size: float
    colour: str = ""


def bounds(shape: Shape) -> tuple[Point, Point]:
    """The upper left and the lower right corner of the shape, before it is turned."""
    if isinstance(shape, Box):
        return Point(shape.x, shape.y), Point(shape.x + shape.w, shape.y + shape.h)
    xs, ys = zip(*shape.points, strict=True)
    return Point(min(xs), min(ys)), Point(max(xs), max(ys))


def has_area(points: Sequence[Point]) -> bool:
    """Whether some corners don't all lie on a line."""
    first, *others = points
    return any(
        round((a.x - first.x) * (b.y - first.y) - (a.y - first.y) * (b.x - first.x), 2 * DECIMALS)
        for a, b in pairwise(others)
    )


def middle_of(masks: Sequence[Mask]) -> Point:
    """The middle of the smallest rectangle around some masks, before they are turned."""
    corners = [bounds(mask.shape) for mask in masks]
    return Point(
        (min(low.x for low, _ in corners) + max(high.x for _, high in corners)) / 2,
        (min(low.y for low, _ in corners) + max(high.y for _, high in corners)) / 2,
    )


def place_of(masks: Sequence[Mask]) -> str:
    """Where on the picture some masks are, in words: "upper left", "middle", "bottom"."""
    x, y = middle_of(masks)
    row, column = _ROWS[_part(y)], _COLUMNS[_part(x)]
    if row and column:
        return f"{row} {column}"
    return column or _ALONE[row]


def _part(percent: float) -> int:
    return (percent >= 40) + (percent > 60)
