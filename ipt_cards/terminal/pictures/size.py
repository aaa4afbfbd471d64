"""How large a picture is drawn, in cells."""

from typing import NamedTuple


class Extent(NamedTuple):
    """A width and a height: of a picture or a cell in pixels, of a drawing in cells."""

    width: int
    height: int


USUAL_CELL = Extent(10, 20)
"""A cell in pixels where the terminal tells nothing of it: nearly all are twice as high as wide."""


def fitted(picture: Extent, cell: Extent, most: Extent, largest: float = 1.0) -> Extent:
    """The cells that a picture takes: as many as there is room for, its proportions kept.

    picture, cell: in pixels. most: the room, in cells. largest: how many times its own size a
    picture may have at most, so that a small one isn't blown up.
    """
    scale = min(
        most.width * cell.width / picture.width,
        most.height * cell.height / picture.height,
        largest,
    )
    return Extent(
        min(most.width, max(1, round(picture.width * scale / cell.width))),
        min(most.height, max(1, round(picture.height * scale / cell.height))),
    )
