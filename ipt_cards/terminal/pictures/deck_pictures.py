"""The pictures of a deck as a terminal shows them, each decoded once."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from rich.segment import Segment

from ipt_cards.deck.media_files.media import MediaError, MediaFolder
from ipt_cards.terminal.pictures.decoding import PictureError, decoded
from ipt_cards.terminal.pictures.display import HALF_BLOCKS, Display, Way
from ipt_cards.terminal.pictures.marks import Shown, marked
from ipt_cards.terminal.pictures.picture import Paint
from ipt_cards.terminal.pictures.size import USUAL_CELL, Extent, fitted

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_KEPT = 8
"""Pictures that are kept decoded, each some megabytes."""
_MOST_SHOWN = 64
"""Pictures, or parts and sizes of them, that can be on one screen."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Sized:
    # A picture in its size, which tells it from all others.
    number: int
    image: "Image"
    cells: Extent
    cell: Extent


class DeckPictures:
    """Draws the pictures of a deck.

    display: how the terminal shows them; it may change, and what is drawn from then on with it.
    is_asked_for: whether any picture was ever to be drawn.
    """

    def __init__(self, media: MediaFolder, display: Display = HALF_BLOCKS) -> None:
        self.display = display
        self.is_asked_for = False
        self._media = media
        self._decoded: OrderedDict[Hashable, Image | PictureError] = OrderedDict()
        self._blocks: OrderedDict[Hashable, list[list[Segment]]] = OrderedDict()
        self._sized: OrderedDict[Hashable, _Sized] = OrderedDict()
        self._orders: OrderedDict[Hashable, str] = OrderedDict()
        self._count = 0

    def draw(self, name: str, paint: Paint | None, most: Extent) -> list[list[Segment]]:
        """A picture in as many cells as there is room for. Raises PictureError.

        Where pixels are shown these are blank cells, marked; `order` fills them.
        """
        self.is_asked_for = True
        way, cell = self.display.way, self.display.cell
        if way is Way.DESCRIPTION:
            raise PictureError("")
        key, image = self._image(name, paint)
        picture = Extent(*image.size)
        if way is Way.HALF_BLOCKS:
            from ipt_cards.terminal.pictures.half_blocks import half_blocks  # noqa: PLC0415

            # A pixel may become a cell's half, but no more than that.
            size = fitted(picture, cell, most, largest=cell.width)
            return _kept(self._blocks, (key, size), lambda: half_blocks(image, size))
        # On a fine screen a picture's pixel is several of the screen's, as in a browser.
        size = fitted(picture, cell, most, largest=max(1.0, cell.height / USUAL_CELL.height))
        sized = _kept(
            self._sized, (key, size, cell), lambda: self._numbered(image, size, cell), _MOST_SHOWN
        )
        return marked(sized.number, size)

    def order(self, shown: Shown) -> str:
        """What the terminal is told at the cursor for a marked picture to be shown there."""
        sized = next(each for each in self._sized.values() if each.number == shown.number)
        return _kept(
            self._orders,
            (shown.number, shown.first, shown.rows, self.display),
            lambda: _order(self.display.way, sized, shown),
        )

    def _numbered(self, image: "Image", cells: Extent, cell: Extent) -> _Sized:
        self._count += 1
        return _Sized(self._count, image, cells, cell)

    def _image(self, name: str, paint: Paint | None) -> "tuple[Hashable, Image]":
        try:
            path = self._media.locate(name)
            status = path.stat()
        except (MediaError, OSError):  # since the deck was read
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


@dataclass(slots=True)
class DeckCanvas:
    """A console's canvas for a deck's pictures, each at most so many rows high.

    is_drawn_on: whether any was drawn.
    """

    pictures: DeckPictures
    most_rows: int
    is_drawn_on: bool = False

    def draw(self, name: str, paint: Paint | None, most_columns: int) -> list[list[Segment]]:
        """The picture as lines of segments. Raises PictureError where it can't be drawn."""
        lines = self.pictures.draw(name, paint, Extent(most_columns, self.most_rows))
        self.is_drawn_on = True
        return lines


def _order(way: Way, sized: _Sized, shown: Shown) -> str:
    # As Pillow, all of this is needed only where there are pictures.
    from PIL import Image as Pillow  # noqa: PLC0415

    from ipt_cards.terminal.pictures import iterm2, kitty, sixel  # noqa: PLC0415
    from ipt_cards.terminal.pictures.half_blocks import on_white  # noqa: PLC0415

    room = Extent(sized.cells.width * sized.cell.width, sized.cells.height * sized.cell.height)
    scale = min(room.width / sized.image.width, room.height / sized.image.height)
    size = tuple(max(1, round(side * scale)) for side in sized.image.size)
    # What is left of the last cells stays blank, for the proportions to be the picture's.
    filled = Pillow.new("RGBA", room)
    filled.paste(on_white(sized.image).resize((size[0], size[1]), Pillow.Resampling.LANCZOS))
    top = shown.first * sized.cell.height
    part = filled.crop((0, top, room.width, top + shown.rows * sized.cell.height))
    cells = Extent(sized.cells.width, shown.rows)
    match way:
        case Way.KITTY:
            return kitty.show(part, cells)
        case Way.ITERM2:
            return iterm2.show(part, cells)
        case _:
            return sixel.show(part)


def _kept(
    kept: "OrderedDict[Hashable, _T]", key: Hashable, make: Callable[[], _T], most: int = _MOST_KEPT
) -> _T:
    if key not in kept:
        kept[key] = make()
        if len(kept) > most:
            kept.popitem(last=False)
    kept.move_to_end(key)
    return kept[key]
