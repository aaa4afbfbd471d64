"""The pictures of a deck as a terminal shows them, each decoded once."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from rich.segment import Segment

from ipt_cards.deck.media import MediaError, MediaFolder
from ipt_cards.terminal.pictures.decoding import PictureError, decoded
from ipt_cards.terminal.pictures.half_blocks import half_blocks
from ipt_cards.terminal.pictures.picture import Paint
from ipt_cards.terminal.pictures.size import USUAL_CELL, Extent, fitted

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_KEPT = 8
"""Pictures that are kept decoded, each some megabytes."""

_T = TypeVar("_T")


class DeckPictures:
    """Draws the pictures of a deck.

    cell: a cell of the terminal in pixels.
    """

    def __init__(self, media: MediaFolder, cell: Extent = USUAL_CELL) -> None:
        self._media = media
        self._cell = cell
        self._decoded: OrderedDict[Hashable, Image | PictureError] = OrderedDict()
        self._drawn: OrderedDict[Hashable, list[list[Segment]]] = OrderedDict()

    def draw(self, name: str, paint: Paint | None, most: Extent) -> list[list[Segment]]:
        """A picture in as many cells as there is room for. Raises PictureError."""
        key, image = self._image(name, paint)
        # A pixel may become a cell's half, but no more than that.
        size = fitted(Extent(*image.size), self._cell, most, largest=self._cell.width)
        return _kept(self._drawn, (key, size), lambda: half_blocks(image, size))

    def _image(self, name: str, paint: Paint | None) -> "tuple[Hashable, Image]":
        try:
            path = self._media.locate(name)
            status = path.stat()
        except (MediaError, OSError):
            raise PictureError("the file is missing or damaged") from None
        key = (path, status.st_mtime_ns, status.st_size, paint)

        def decode() -> "Image | PictureError":
            try:
                image = decoded(path)
            except PictureError as error:
                return error
            return image if paint is None else paint(image)

        image = _kept(self._decoded, key, decode)
        if isinstance(image, PictureError):
            raise image
        return key, image


@dataclass(frozen=True, slots=True)
class DeckCanvas:
    """A console's canvas for a deck's pictures, each at most so many rows high."""

    pictures: DeckPictures
    most_rows: int

    def draw(self, name: str, paint: Paint | None, most_columns: int) -> list[list[Segment]]:
        """The picture as lines of segments. Raises PictureError where it can't be drawn."""
        return self.pictures.draw(name, paint, Extent(most_columns, self.most_rows))


def _kept(kept: "OrderedDict[Hashable, _T]", key: Hashable, make: Callable[[], _T]) -> _T:
    if key not in kept:
        kept[key] = make()
        if len(kept) > _MOST_KEPT:
            kept.popitem(last=False)
    kept.move_to_end(key)
    return kept[key]
