"""Members of a zip archive from a stranger, unpacked without trusting what they claim to be.

Members are only ever read by the names that Anki gives them, and written to paths of our own: a
name with `../` in it leads nowhere.
"""

import errno
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import zstandard

from ipt_cards.anki.reading.errors import AnkiFileError

LARGEST_COLLECTION = 1 << 31
"""Bytes: fifty times a collection of 100,000 notes."""

LARGEST_MEDIUM = 1 << 28
"""Bytes: more than Anki itself allows a medium (100 MB)."""

_HIGHEST_RATIO = 200
"""Text packs ten to one, an emptied collection a hundred to one; a bomb a thousand to one."""
_HARMLESS = 1 << 26
_PIECE = 1 << 18

_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    zstandard.ZstdError,
    EOFError,
    NotImplementedError,
    ValueError,
)


class Archive:
    """An open zip archive. Every method raises AnkiFileError when the archive is damaged."""

    def __init__(self, file: IO[bytes], path: Path) -> None:
        self._path = path
        with _explained(f"{path} is damaged: its list of contents can't be read"):
            self._zip = zipfile.ZipFile(file)
        self.names = frozenset(self._zip.namelist())

    def read(self, name: str, largest: int, *, zstd: bool = False) -> bytes:
        """A small member's bytes."""
        return b"".join(self.pieces(name, largest, zstd=zstd))

    def pieces(self, name: str, largest: int, *, zstd: bool = False) -> Iterator[bytes]:
        """A member's bytes in pieces of a bounded size, `largest` bytes at most in all.

        zstd: whether the member is packed in that way, inside what the zip archive does.
        """
        with _explained(f"{self._path} is damaged: {name} in it can't be unpacked"):
            info = self._zip.getinfo(name)
            if info.flag_bits & 1:
                raise AnkiFileError(f"{self._path}: {name} is encrypted, which Anki never does.")
            size = 0
            with self._zip.open(info) as packed:
                stream = zstandard.ZstdDecompressor().stream_reader(packed) if zstd else packed
                while piece := stream.read(_PIECE):
                    size += len(piece)
                    self._require_plausible(name, size, largest, info.compress_size)
                    yield piece

    def unpack(self, name: str, target: Path, largest: int, *, zstd: bool = False) -> None:
        """Write a member to a file of ours."""
        with target.open("wb") as file:
            for piece in self.pieces(name, largest, zstd=zstd):
                file.write(piece)

    def _require_plausible(self, name: str, size: int, largest: int, packed: int) -> None:
        if size > largest or (size > _HARMLESS and size > _HIGHEST_RATIO * packed):
            raise AnkiFileError(
                f"{self._path}: {name} unpacks to more than {size >> 20} MB from "
                f"{packed >> 10} kB, which no collection does. Nothing was taken from it."
            )


@contextmanager
def _explained(what: str) -> Iterator[None]:
    try:
        yield
    except (*_UNREADABLE, OSError) as error:
        # A place before the file's beginning is the archive's fault, all else the disk's.
        if isinstance(error, OSError) and error.errno != errno.EINVAL:
            raise
        raise AnkiFileError(
            f"{what} ({error}). Export it from Anki again, or copy it again."
        ) from error
