"""A zip archive from a stranger: read without trusting what it claims to be."""

import re
import zipfile
import zlib
from io import BytesIO

from ipt_cards.formats.found import FormatError, NoTextError, Source

ZIP = b"PK\x03\x04"
LARGEST_MEMBER = 1 << 27
"""Bytes: more than any medium that a card may have."""
LARGEST_ARCHIVE = 1 << 30
"""Bytes of all members that are read, unpacked."""
_HIGHEST_RATIO = 200
"""Text packs ten to one, a bomb a thousand to one."""
_HARMLESS = 1 << 24
_PIECE = 1 << 18


class Archive:
    """An open archive, of which nothing is ever written.

    Raises FormatError for a damaged one, and for one that reaches outside of itself.
    """

    def __init__(self, source: Source) -> None:
        self.name = source.name
        try:
            self._zip = zipfile.ZipFile(BytesIO(source.content))
            self.names = frozenset(self._zip.namelist())
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
            raise self.error(f"this is a damaged zip archive: {error}") from error
        for name in sorted(self.names):
            if _leads_outside(name):
                raise self.error(
                    f"it holds a file `{name}`, which would be written outside of a folder that it "
                    "is unpacked to: nothing of it is read"
                )
        self._read = 0

    def error(self, message: str) -> FormatError:
        """What is wrong with the archive."""
        return NoTextError(self.name, message)

    def content(self, name: str) -> bytes:
        """The bytes of a member; none for one that isn't there. Raises FormatError."""
        if name not in self.names:
            return b""
        info = self._zip.getinfo(name)
        if info.flag_bits & 1:
            raise self.error(f"`{name}` in it is encrypted: save it without a password")
        parts: list[bytes] = []
        size = 0
        try:
            with self._zip.open(info) as member:
                while piece := member.read(_PIECE):
                    size += len(piece)
                    self._read += len(piece)
                    is_bomb = size > _HARMLESS and size > _HIGHEST_RATIO * info.compress_size
                    if size > LARGEST_MEMBER or self._read > LARGEST_ARCHIVE or is_bomb:
                        raise self.error(f"`{name}` in it is too large to be what it should be")
                    parts.append(piece)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
            raise self.error(f"`{name}` in it can't be unpacked: {error}") from error
        return b"".join(parts)


def names_in(source: Source) -> frozenset[str]:
    """The names of an archive's members; empty for what is no archive that can be opened."""
    if not source.content.startswith(ZIP):
        return frozenset()
    try:
        with zipfile.ZipFile(BytesIO(source.content)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
        return frozenset()


def _leads_outside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or bool(re.match(r"[A-Za-z]:", name))
