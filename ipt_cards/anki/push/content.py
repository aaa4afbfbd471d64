"""Which of a deck's notes Anki lacks or has in an older form, and a package of just these."""

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path, PurePosixPath

from ipt_cards.anki.fields import field_values, note_type_of
from ipt_cards.anki.identity import guid_of
from ipt_cards.anki.note_types import NoteType
from ipt_cards.anki.package import package
from ipt_cards.anki.push.snapshot import Snapshot
from ipt_cards.anki.reading.note_types import AnkiNoteType
from ipt_cards.anki.reading.rows import AnkiNote
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.markup import media_of
from ipt_cards.deck.media import MediaFolder, collected_name
from ipt_cards.deck.note import Note, texts_by_key
from ipt_cards.deck.text import first_control_character, normal_text


class Standing(StrEnum):
    """How a note of the deck stands in Anki."""

    NEW = "new"
    UPDATED = "updated"
    """The deck's is the newer."""
    UNCHANGED = "unchanged"
    EDITED = "edited"
    """The learner edited it in Anki after the deck's file was last written."""
    CONFLICTING = "conflicting"
    """In Anki it is of another note type, or the learner changed the note type's fields or cards:
    an import would leave it as it is."""


OUTGOING = frozenset({Standing.NEW, Standing.UPDATED})
"""Notes that stand so are to be imported."""


@dataclass(frozen=True)
class Content:
    """A deck as it is to be in Anki.

    edited: when each topic was last edited, by the topic's id, in seconds since the epoch.
    overwrite: whether the deck's text counts also where the learner edited a note in Anki since.
    """

    deck: Deck
    media: MediaFolder
    edited: Mapping[str, int]
    overwrite: bool = False

    @cached_property
    def guids(self) -> frozenset[str]:
        """The GUIDs of the deck's notes."""
        return frozenset(guid_of(self.deck, note) for note in self.deck.notes())

    @cached_property
    def media_names(self) -> frozenset[str]:
        """All names that the deck's media may have in Anki."""
        return frozenset(
            name for medium in self._media.values() for name in (medium.name, medium.renamed)
        )

    def standings(self, anki: Snapshot) -> dict[str, Standing]:
        """How each note stands, by its id."""
        return {
            note.id: self._standing(note, topic, anki)
            for topic in self.deck.topics
            for note in topic.notes
        }

    def package(self, anki: Snapshot, standings: Mapping[str, Standing]) -> bytes:
        """The package of the notes that are new or updated, later than what Anki has of them.

        The learner's own tags are in it, since Anki replaces a note's tags on import.
        """
        topics = []
        stamps = [0]
        for topic in self.deck.topics:
            notes = []
            for note in topic.notes:
                if standings[note.id] not in OUTGOING:
                    continue
                stamps.append(self.edited[topic.id])
                known = anki.notes.get(guid_of(self.deck, note))
                if known is None:
                    notes.append(note)
                else:
                    # Anki skips a note that isn't newer than its own.
                    stamps.append(known.modified + 1)
                    notes.append(replace(note, tags=(*note.tags, *_own_tags(note, known))))
            if notes:
                topics.append(replace(topic, notes=tuple(notes)))
        return package(replace(self.deck, topics=tuple(topics)), self.media, max(stamps))

    def _standing(self, note: Note, topic: Topic, anki: Snapshot) -> Standing:
        known = anki.notes.get(guid_of(self.deck, note))
        if known is None:
            return Standing.NEW
        ours, theirs = note_type_of(note), anki.note_types.get(known.note_type)
        if theirs is None or theirs.id != ours.id:
            return Standing.CONFLICTING
        if self._is_same(note, topic, known, theirs, anki):
            return Standing.UNCHANGED
        if not _has_same_form(ours, theirs):
            return Standing.CONFLICTING
        if known.modified > self.edited[topic.id] and not self.overwrite:
            return Standing.EDITED
        return Standing.UPDATED

    def _is_same(
        self, note: Note, topic: Topic, known: AnkiNote, theirs: AnkiNoteType, anki: Snapshot
    ) -> bool:
        if {tag.casefold() for tag in note.tags} - {tag.casefold() for tag in known.tags}:
            return False
        media = [
            self._media[written] for _, text in texts_by_key(note) for written in media_of(text)
        ]
        values = dict(zip(theirs.fields, known.fields, strict=False))
        own = field_values(note, topic, self.deck, lambda written: self._media[written].name)
        for name, value in zip(note_type_of(note).fields, own, strict=True):
            there = values.get(name)
            if there is None:
                return False
            for medium in media:
                there = there.replace(medium.renamed, medium.name)
            if there != unicodedata.normalize("NFC", value):
                return False
        return all(medium.is_in(anki, known) for medium in media)

    @cached_property
    def _media(self) -> dict[str, "_Medium"]:
        return {
            written: _Medium.of(collected_name(self.deck.id, written), self.media.locate(written))
            for note in self.deck.notes()
            for _, text in texts_by_key(note)
            for written in media_of(text)
        }


@dataclass(frozen=True, slots=True)
class _Medium:
    """A medium by its name in Anki, and the one that it gets where another of that name is."""

    name: str
    renamed: str
    sha1: str

    @classmethod
    def of(cls, name: str, path: Path) -> "_Medium":
        sha1 = hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest()
        written = PurePosixPath(name)
        return cls(name, f"{written.stem}-{sha1}{written.suffix}", sha1)

    def is_in(self, anki: Snapshot, note: AnkiNote) -> bool:
        """Whether the note in Anki shows the medium as it is in the deck."""
        name = self.renamed if any(self.renamed in field for field in note.fields) else self.name
        return anki.media.get(name) == self.sha1


def _has_same_form(ours: NoteType, theirs: AnkiNoteType) -> bool:
    templates = tuple(template.name for template in theirs.templates)
    return theirs.fields == ours.fields and templates == ours.templates


def _own_tags(note: Note, known: AnkiNote) -> Iterator[str]:
    """The tags of a note in Anki that aren't the deck's."""
    ours = {tag.casefold() for tag in note.tags}
    for tag in map(normal_text, known.tags):
        if tag and tag.casefold() not in ours and not first_control_character(tag):
            yield tag
