"""From a stranger's file to pixels, within bounds of time and memory."""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from ipt_cards.deck.media_files.picture_file import MOST_PIXELS

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_PIXELS_OF = {"WEBP": 16_000_000, "AVIF": 16_000_000}
"""Their decoders hold a picture several times over."""

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")
_MOST_SCANS = 100
"""Of a JPEG: each goes over the whole picture, and a handful is what programs write."""

_LONGEST_SIDE = 1600
"""Pixels that are kept: no terminal's card is wider."""

_BAND = 256
"""Rows that are converted at a time, for a picture's copy to be small."""


class PictureError(ValueError):
    """A picture that can't be drawn. `reason` says why, in a few words; "" where none ever can."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def decoded(path: Path) -> "Image":
    """The pixels of a picture's file, upright, RGB or RGBA, made smaller where it is very large.

    Of an animation it is the first picture. Raises PictureError.
    """
    if path.suffix.lower() == ".svg":
        raise PictureError("")
    try:
        return _decoded(path)
    except PictureError:
        raise
    except Exception as error:  # noqa: BLE001 - decoders fail in any way on a damaged file
        raise PictureError(_reason(error)) from None


def _reason(error: Exception) -> str:
    from PIL import Image as Pillow  # noqa: PLC0415 - only decks with pictures need it
    from PIL import UnidentifiedImageError  # noqa: PLC0415

    match error:
        case Pillow.DecompressionBombError() | MemoryError():
            return "too many pixels to be drawn here"
        case FileNotFoundError() | PermissionError():
            return "the file can't be read"
        case UnidentifiedImageError():
            return "no picture, whatever its name says"
        case _:
            return "the file is damaged"


def _decoded(path: Path) -> "Image":
    from PIL import Image as Pillow  # noqa: PLC0415 - as above
    from PIL import ImageOps  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is too large is told below
        opened = Pillow.open(path, formats=_FORMATS)
    with opened as image:
        pixels = image.width * image.height
        if pixels > _MOST_PIXELS_OF.get(image.format or "", MOST_PIXELS):
            raise PictureError("too many pixels to be drawn here")
        if image.format == "JPEG":
            if path.read_bytes().count(b"\xff\xda") > _MOST_SCANS:
                raise PictureError("too slow to be drawn here")
            image.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
        image.load()
        turned = image.getexif()
        small = _made_smaller(image)
    # The turn is told by the file, not by the copy that was made of it.
    small.getexif().update({0x0112: turned.get(0x0112, 1)})
    return ImageOps.exif_transpose(small)


def _made_smaller(image: "Image") -> "Image":
    from PIL import Image as Pillow  # noqa: PLC0415 - as above

    mode = "RGBA" if image.has_transparency_data else "RGB"
    factor = max(1, max(image.size) // _LONGEST_SIDE)
    width = -(-image.width // factor)
    small = Pillow.new(mode, (width, -(-image.height // factor)))
    step = _BAND * factor
    for top in range(0, image.height, step):
        band = image.crop((0, top, image.width, min(top + step, image.height)))
        small.paste(band.convert(mode).reduce(factor), (0, top // factor))
    return small
