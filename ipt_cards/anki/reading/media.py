"""The media of a package: numbered members, and an index that tells their names."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from ipt_cards.anki.reading import wire
from ipt_cards.anki.reading.archive import LARGEST_MEDIUM, Archive
from ipt_cards.anki.reading.errors import AnkiFileError

_LARGEST_INDEX = 1 << 26
_ENTRIES, _NAME, _MEMBER = 1, 1, 255


@dataclass(frozen=True, slots=True)
class PackageMedia:
    """The media in a package, by the names that notes call them by."""

    archive: Archive
    zstd: bool
    members: dict[str, str] = field(default_factory=dict)

    def unpack(self, name: str, target: Path) -> None:
        """Write a medium to a file of ours. Raises AnkiFileError, and KeyError for no such name."""
        self.archive.unpack(self.members[name], target, LARGEST_MEDIUM, zstd=self.zstd)


def media_in(archive: Archive, path: Path, *, zstd: bool) -> PackageMedia:
    """The media of the package at `path`; a listed one whose bytes are missing is left out.

    Raises AnkiFileError when the index is damaged.
    """
    if "media" not in archive.names:
        return PackageMedia(archive, zstd)
    index = archive.read("media", _LARGEST_INDEX, zstd=zstd)
    try:
        members = _entries(index) if zstd else _json_index(index)
    except (ValueError, RecursionError) as error:
        raise AnkiFileError(f"{path} is damaged: its list of media can't be read ({error}).") from (
            error
        )
    present = {name: member for name, member in members.items() if member in archive.names}
    return PackageMedia(archive, zstd, present)


def _json_index(index: bytes) -> dict[str, str]:
    names = json.loads(index)
    if not isinstance(names, dict) or not all(isinstance(name, str) for name in names.values()):
        raise ValueError("it isn't a table of names")
    return {name: member for member, name in names.items()}


def _entries(index: bytes) -> dict[str, str]:
    members = {}
    entries = [value for number, value in wire.fields_of(index) if number == _ENTRIES]
    for position, entry in enumerate(entries):
        if not isinstance(entry, bytes):
            raise ValueError("it isn't a list of entries")  # noqa: TRY004 - bytes from a stranger
        # Only a package made from a selection of media names its members.
        members[wire.text(entry, _NAME)] = str(wire.whole(entry, _MEMBER) or position)
    return members
