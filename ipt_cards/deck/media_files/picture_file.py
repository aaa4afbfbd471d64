"""What the first bytes of a picture's file tell: whether it is one, how large, and whether whole.

Nothing is decoded, so that hundreds of pictures cost a moment and a decompression bomb nothing.
"""

import os
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

MOST_PIXELS = 64_000_000
"""As many as good cameras have. Four times as many bytes is what any program needs to show them."""

_MOST_PARTS = 10_000
"""Of a file that is walked through: a stranger's may have millions, each a few bytes long."""

_HEAD = 64
_AVIF_META = 1 << 16
_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_END = b"\xff\xd9"


class PixelSize(NamedTuple):
    """A picture's width and height, as it is stored: a photo may be shown turned by a quarter."""

    width: int
    height: int


def pixel_size(path: Path) -> PixelSize | None:
    """The size of a PNG, JPEG, GIF, WebP or AVIF picture, whatever its file is called.

    None for a file that is none of them. Raises OSError.
    """
    with path.open("rb") as file:
        return _size(file, file.read(_HEAD))


def fault_of(path: Path) -> str | None:
    """What is wrong with a picture's file, if anything is, to be read after its name.

    Raises OSError.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if _size(file, head) is None:
            return "is no picture, whatever its name says"
        try:
            is_whole = _is_whole(file, head, os.fstat(file.fileno()).st_size)
        except struct.error:
            is_whole = False
    return None if is_whole else "is cut off in the middle"


def _size(file: BinaryIO, head: bytes) -> PixelSize | None:
    try:
        size = _told_size(file, head)
    except (struct.error, IndexError):
        return None
    return PixelSize(*size) if size and all(size) else None


def _told_size(file: BinaryIO, head: bytes) -> tuple[int, int] | None:
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return struct.unpack(">II", head[16:24]) if head[12:16] == b"IHDR" else None
    if head.startswith(b"\xff\xd8\xff"):
        return _jpeg_size(file)
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return struct.unpack("<HH", head[6:10])
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return _webp_size(head)
    if _is_avif(head):
        file.seek(0)
        found = re.finditer(rb"ispe\0\0\0\0(.{4})(.{4})", file.read(_AVIF_META), re.DOTALL)
        sizes = [struct.unpack(">II", part[1] + part[2]) for part in found]
        # Beside the picture's own there are those of its tiles and of its transparency.
        return max(sizes, key=lambda size: size[0] * size[1], default=None)
    return None


def _is_avif(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and re.search(b"avi[fs]|mif1", head[8:]) is not None


def _is_whole(file: BinaryIO, head: bytes, length: int) -> bool:
    """Whether a picture's file goes on to the picture's end, as far as that is told."""
    if head.startswith(b"\x89PNG"):
        return _png_is_whole(file, length)
    if head.startswith(b"\xff\xd8"):
        return _jpeg_is_whole(file, length)
    if head.startswith(b"RIFF"):
        return int(struct.unpack("<I", head[4:8])[0]) + 8 <= length
    if _is_avif(head):
        return _boxes_are_whole(file, length)
    file.seek(max(0, length - 64))
    return b";" in file.read()  # a GIF's last sign


def _png_is_whole(file: BinaryIO, length: int) -> bool:
    file.seek(max(0, length - 12))
    if file.read(8)[4:] == b"IEND":
        return True
    place = 8
    for _ in range(_MOST_PARTS):  # something stands behind the end, or there is none
        file.seek(place)
        chunk = file.read(8)
        if len(chunk) < 8:
            return False
        if chunk[4:] == b"IEND":
            return True
        place += 12 + int(struct.unpack(">I", chunk[:4])[0])
    return True


def _jpeg_size(file: BinaryIO) -> tuple[int, int] | None:
    for marker, _ in _jpeg_segments(file):
        if marker in _JPEG_SIZES:
            height, width = struct.unpack(">HH", file.read(5)[1:])
            return width, height
        if marker == 0xDA:  # pixels, before any size
            break
    return None


def _jpeg_segments(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """Each segment's marker and length, the file being at its content."""
    place = 2
    for _ in range(_MOST_PARTS):
        file.seek(place)
        sign, marker, length = struct.unpack(">BBH", file.read(4))
        if sign != 0xFF:
            return
        if marker == 0xFF:  # a filling
            place += 1
            continue
        yield marker, length
        place += 2 + length


def _jpeg_is_whole(file: BinaryIO, length: int) -> bool:
    file.seek(max(0, length - 2))
    if file.read() == _JPEG_END:
        return True
    # Something stands behind the end, or there is none; one before the pixels is a thumbnail's.
    starts = (file.tell() for marker, _ in _jpeg_segments(file) if marker == 0xDA)
    file.seek(next(starts, length))
    return _JPEG_END in file.read()


def _webp_size(head: bytes) -> tuple[int, int] | None:
    match head[12:16]:
        case b"VP8 ":
            width, height = struct.unpack("<HH", head[26:30])
            return width & 0x3FFF, height & 0x3FFF
        case b"VP8L":
            bits = struct.unpack("<I", head[21:25])[0]
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X":
            width, _, height = struct.unpack("<HBH", head[24:29])
            return (width | head[26] << 16) + 1, (height | head[29] << 16) + 1
    return None


def _boxes_are_whole(file: BinaryIO, length: int) -> bool:
    place = 0
    for _ in range(_MOST_PARTS):
        if place >= length:
            return place == length
        file.seek(place)
        size = struct.unpack(">I", file.read(4))[0]
        if size == 0:  # up to the file's end
            return True
        if size == 1:
            file.seek(place + 8)
            size = struct.unpack(">Q", file.read(8))[0]
        place += max(8, size)
    return True
