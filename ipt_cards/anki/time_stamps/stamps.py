"""When each note last changed, so that an update in Anki touches only what did.

Anki updates a note only from a package with a later time stamp, and sends each that it updates
through its sync. So a note keeps the stamp of an earlier package that says the same of it.
"""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ipt_cards.anki.packaged_content import PackagedContent, digest_of
from ipt_cards.anki.reading.errors import AnkiFileError
from ipt_cards.deck.deck import Topic
from ipt_cards.deck.note import Note

ChangedAt = Callable[[Note, Topic], int]
"""When a note was last changed in its file, in seconds since the epoch."""

MediumSign = tuple[int, int]
"""What tells a medium from an edited one: its size and its CRC-32."""


@dataclass(frozen=True, slots=True)
class EarlierPackage:
    """What an earlier package of a deck says.

    time_stamp: what its ids were counted from. notes: by GUID, the time stamp and the digest of
    what the note says. note_types: the same by id. media: their signs by name.
    """

    time_stamp: int
    notes: Mapping[str, tuple[int, str]]
    note_types: Mapping[int, tuple[int, str]]
    media: Mapping[str, MediumSign]


def note_type_digest(note_type: Mapping[str, object]) -> str:
    """The same of a note type, as the JSON of a package has it."""
    said = {key: value for key, value in note_type.items() if key not in ("mod", "did")}
    return hashlib.blake2b(json.dumps(said, sort_keys=True).encode(), digest_size=16).hexdigest()


def medium_sign(path: Path) -> MediumSign:
    """The sign of a file. Raises OSError where it can't be read."""
    content = path.read_bytes()
    return len(content), zlib.crc32(content)


def read_earlier(path: Path) -> EarlierPackage:
    """An earlier package. Raises AnkiFileError for a file that is none of ours, OSError."""
    from ipt_cards.anki.reading.collection import (  # noqa: PLC0415 - seldom: one of ours is known
        open_collection,
    )

    with open_collection(path) as collection:
        notes = list(collection.notes())
        models = collection.connection.execute("SELECT models FROM col").fetchone()[0]
        by_guid = {
            note.guid: (note.modified, digest_of(note.note_type, note.tags, note.fields))
            for note in notes
        }
        first = notes[0].id // 1000 if notes else 0
    try:
        note_types = {
            int(identifier): (int(said["mod"]), note_type_digest(said))
            for identifier, said in (json.loads(models) if models else {}).items()
        }
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise AnkiFileError(f"{path} is damaged: its note types can't be read.") from error
    return EarlierPackage(first, by_guid, note_types, _media_signs(path))


def _media_signs(path: Path) -> dict[str, MediumSign]:
    """The signs of a package's media; none where it has them in another form than ours."""
    with zipfile.ZipFile(path) as archive:
        try:
            named = json.loads(archive.read("media"))
            infos = {name: archive.getinfo(member) for member, name in named.items()}
        except (KeyError, ValueError, AttributeError, RuntimeError):
            return {}
    return {name: (info.file_size, info.CRC) for name, info in infos.items()}


@dataclass(slots=True)
class Stamps:
    """Gives the notes of a package their time stamps.

    changed_at: tells when a note changed that an earlier package doesn't say, or says otherwise.
    media: the signs of the deck's media by their names in Anki.
    """

    changed_at: ChangedAt
    earlier: EarlierPackage | None = None
    media: Mapping[str, MediumSign] = field(default_factory=dict)

    def of(
        self, note: Callable[[], Note], topic: Topic, content: PackagedContent, floor: int = 0
    ) -> int:
        """The time stamp of a note, later than that of an earlier package if it says otherwise.

        note: gives it, where an earlier package doesn't tell.
        floor: what the stamp is later than, whatever the earlier package says.
        """
        known = self.earlier.notes.get(content.guid) if self.earlier else None
        if known is None:
            return max(self.changed_at(note(), topic), floor + 1)
        modified, before = known
        if before == content.digest and modified > floor and self._has_all(content.media):
            return modified
        return max(self.changed_at(note(), topic), modified + 1, floor + 1)

    def _has_all(self, names: Iterable[str]) -> bool:
        assert self.earlier is not None  # noqa: S101 - it knows the note
        return all(self.earlier.media.get(name) == self.media.get(name) for name in names)

    def of_note_type(self, said: Mapping[str, object], time_stamp: int) -> int:
        """The time stamp of a note type, given as the JSON of a package."""
        identifier = int(str(said["id"]))
        known = self.earlier.note_types.get(identifier) if self.earlier else None
        if known is None:
            return time_stamp
        modified, before = known
        return modified if before == note_type_digest(said) else max(time_stamp, modified + 1)
