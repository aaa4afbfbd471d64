"""The media of a deck as its cards show them in a browser: their addresses, and pictures' sizes."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from ipt_cards.deck.media_files.media import MediaError, MediaFolder
from ipt_cards.deck.media_files.picture_file import PixelSize, pixel_size

_ORIENTATION = 0x0112
"""What says in EXIF how a photo is turned."""


@dataclass(frozen=True, slots=True)
class DeckMedia:
    """The media of an open deck; called with a medium's path in the deck, it gives its address."""

    deck_id: str
    folder: Path

    def __call__(self, written: str) -> str:
        """The address that a medium is shown from."""
        return f"/decks/{self.deck_id}/media/{quote(written.replace(chr(92), '/'))}"

    def size(self, written: str) -> PixelSize | None:
        """How large a picture is shown if there is room; None where its first bytes don't tell."""
        try:
            path = MediaFolder(self.folder).locate(written)
            size = pixel_size(path)
            if size is not None and _is_turned(path):
                size = PixelSize(size.height, size.width)
        except (MediaError, OSError):
            return None
        return size


def _is_turned(path: Path) -> bool:
    """Whether a photo lies on its side, and browsers raise it."""
    with path.open("rb") as file:
        if file.read(3) != b"\xff\xd8\xff":
            return False
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - only decks with photos need it

    try:
        with Image.open(path, formats=("JPEG", "MPO")) as photo:
            return photo.getexif().get(_ORIENTATION) in (5, 6, 7, 8)
    except (UnidentifiedImageError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
