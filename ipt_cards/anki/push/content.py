"""Which of a deck's notes Anki lacks or has in an older form, and a package of just these."""

import hashlib
import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path, PurePosixPath

from ipt_cards.anki.identity import guid_of
from ipt_cards.anki.note_types import NOTE_TYPES_BY_ID
from ipt_cards.anki.origin import NO_ORIGIN, NO_WORDS, Origin
from ipt_cards.anki.packaging.package import names_of_media, package
from ipt_cards.anki.packaging.packaged_note import PackagedNote, Packer
from ipt_cards.anki.push.live_anki import NewForm
from ipt_cards.anki.push.own_words import forms_to_set, has_field, words_in
from ipt_cards.anki.push.snapshot import Snapshot, sha1_of
from ipt_cards.anki.reading.note_types import AnkiNoteType
from ipt_cards.anki.reading.rows import AnkiNote
from ipt_cards.anki.time_stamps.stamps import ChangedAt, Stamps
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.media_files.media import MediaFolder, media_in
from ipt_cards.deck.note import Note
from ipt_cards.deck.text import first_control_character, normal_text
from ipt_cards.scheduling.day import Day


class Standing(StrEnum):
    """How a note of the deck stands in Anki."""

    NEW = "new"
    UPDATED = "updated"
    """The deck's is the newer."""
    UNCHANGED = "unchanged"
    EDITED = "edited"
    """The learner edited it in Anki, and the deck has nothing newer."""
    DELETED = "deleted"
    """The learner deleted it in Anki, where an earlier push had brought it."""
    CONFLICTING = "conflicting"
    """In Anki it is of another note type, or the learner changed the note type's fields or cards:
    an import would leave it as it is."""


_DIGITS = 16

OUTGOING = frozenset({Standing.NEW, Standing.UPDATED})
"""Notes that stand so are to be imported."""


@dataclass(frozen=True)
class Content:
    """A deck as it is to be in Anki.

    changed_at: tells when a note last changed in the deck.
    origin: what the deck's notes were in Anki, of a deck that was taken over from there.
    pushed: what each note said when it was last pushed, as `said` tells it, by the first day of the
        collection that it was pushed to.
    overwrite: whether the deck's text counts also where the learner edited a note in Anki since.
    restore: whether notes that the learner deleted in Anki are to be there again.
    notes_field: whether our note types are to have the field for the learner's own words.
    """

    deck: Deck
    media: MediaFolder
    changed_at: ChangedAt
    origin: Origin = NO_ORIGIN
    pushed: Mapping[Day, Mapping[str, str]] = field(default_factory=dict)
    overwrite: bool = False
    restore: bool = False
    notes_field: bool = False

    @cached_property
    def guids(self) -> frozenset[str]:
        """The GUIDs of the deck's notes."""
        return frozenset(guid_of(self.deck, note) for note in self.deck.notes())

    @cached_property
    def note_types(self) -> frozenset[int]:
        """The ids of the note types that the deck's notes may have in Anki."""
        adopted = {record.note_type for record in self.origin.notes.values()}
        return frozenset(NOTE_TYPES_BY_ID.keys() | adopted)

    @cached_property
    def decks(self) -> frozenset[str]:
        """The names of the decks in Anki that the deck's notes go to."""
        return frozenset({self.deck.name, *self.origin.decks.values()})

    @cached_property
    def media_names(self) -> frozenset[str]:
        """All names that the deck's media may have in Anki."""
        return frozenset(
            name for medium in self._media.values() for name in (medium.name, medium.renamed)
        )

    @cached_property
    def said(self) -> Mapping[str, str]:
        """A digest of what each note is to be in Anki, by its GUID."""
        return {packed.guid: _digest(packed) for _, packed in self._packed() if packed is not None}

    def standings(self, anki: Snapshot) -> dict[str, Standing]:
        """How each note stands, by its id."""
        found: dict[str, Standing] = {}
        by_guid: dict[str, Standing] = {}
        for note, packed in self._packed():
            if packed is not None:
                by_guid[packed.guid] = self._standing(note, packed, anki)
            # A note without one of its own shares a sibling's in Anki.
            found[note.id] = by_guid[guid_of(self.deck, note)]
        return found

    def forms(self, anki: Snapshot) -> list[NewForm]:
        """What is to become of the note types that are there."""
        used = {packed.note_type for _, packed in self._packed() if packed is not None}
        return list(forms_to_set(anki, used, wanted=self.notes_field))

    def package(self, anki: Snapshot, standings: Mapping[str, Standing]) -> bytes:
        """The package of the notes that are new or updated, later than what Anki has of them.

        The learner's own tags and words are in it, since Anki replaces all that a note has.
        """
        topics = []
        stamps = [0]
        for topic in self.deck.topics:
            notes = []
            for note in topic.notes:
                if standings[note.id] not in OUTGOING:
                    continue
                stamps.append(self.changed_at(note, topic))
                known = anki.notes.get(guid_of(self.deck, note))
                if known is None:
                    notes.append(note)
                else:
                    # Anki skips a note that isn't newer than its own.
                    stamps.append(known.modified + 1)
                    notes.append(replace(note, tags=(*note.tags, *_own_tags(note, known))))
            if notes:
                topics.append(replace(topic, notes=tuple(notes)))
        words = words_in(anki, self.origin.words, wanted=self.notes_field)
        return package(
            replace(self.deck, topics=tuple(topics)),
            self.media,
            max(stamps),
            origin=replace(self.origin, words=words),
            edited=self.guids,
        )

    def _packed(self) -> Iterator[tuple[Note, PackagedNote | None]]:
        names = {written: medium.name for written, medium in self._media.items()}
        stamps = Stamps(self.changed_at)
        packer = Packer(self.deck, replace(self.origin, words=NO_WORDS), names, stamps)
        for topic in self.deck.topics:
            for note in topic.notes:
                yield note, packer.packed(note, topic)

    def _standing(self, note: Note, packed: PackagedNote, anki: Snapshot) -> Standing:
        known = anki.notes.get(packed.guid)
        if known is None:
            was_there = packed.guid in self.pushed.get(anki.first_day, {})
            return Standing.DELETED if was_there and not self.restore else Standing.NEW
        theirs = anki.note_types.get(known.note_type)
        if theirs is None or packed.note_type not in (theirs.id, theirs.original):
            return Standing.CONFLICTING
        if theirs.id != packed.note_type:
            # An import took the note type for another one, and this one's makes them one again.
            return Standing.UPDATED
        fields, templates = self._form(packed.note_type)
        if self._is_same(note, dict(zip(fields, packed.fields, strict=True)), known, theirs, anki):
            return Standing.UNCHANGED
        if has_field(theirs):
            fields = theirs.fields
        if (theirs.fields, tuple(each.name for each in theirs.templates)) != (fields, templates):
            return Standing.CONFLICTING
        is_edited = self._is_as_it_was(packed, anki) or (
            known.modified > packed.modified and not self._is_as_pushed(known, theirs, anki)
        )
        return Standing.EDITED if is_edited and not self.overwrite else Standing.UPDATED

    def _is_as_it_was(self, packed: PackagedNote, anki: Snapshot) -> bool:
        """Whether the deck says of a note what it said when Anki last had it from there.

        The times of changes don't tell: a new installation, for one, renews those of all files.
        """
        adopted = self.origin.notes.get(packed.guid)
        if adopted is not None and packed.modified == adopted.modified:
            return True
        pushed = self.pushed.get(anki.first_day, {}).get(packed.guid, "")
        return pushed[:_DIGITS] == _digest(packed)[:_DIGITS]

    def _is_as_pushed(self, known: AnkiNote, theirs: AnkiNoteType, anki: Snapshot) -> bool:
        """Whether Anki says of a note what was last pushed, whenever it was changed there.

        The learner's own words change a note, and so does another field of its note type.
        """
        names, _ = self._form(theirs.id)
        values = dict(zip(theirs.fields, known.fields, strict=False))
        said = _digest_of([values.get(name, "") for name in names])
        return self.pushed.get(anki.first_day, {}).get(known.guid, "")[_DIGITS:] == said

    def _form(self, note_type: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The names of a note type's fields and templates."""
        adopted = self.origin.note_types.get(note_type)
        if adopted is not None:
            return adopted.fields, tuple(each.name for each in adopted.templates)
        ours = NOTE_TYPES_BY_ID[note_type]
        return ours.fields, ours.templates

    def _is_same(
        self,
        note: Note,
        own: Mapping[str, str],
        known: AnkiNote,
        theirs: AnkiNoteType,
        anki: Snapshot,
    ) -> bool:
        if {tag.casefold() for tag in note.tags} - {tag.casefold() for tag in known.tags}:
            return False
        media = [self._media[written] for written in media_in([note])]
        values = dict(zip(theirs.fields, known.fields, strict=False))
        for name, value in own.items():
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
            written: _Medium.of(name, self.media.locate(written))
            for written, name in names_of_media(self.deck, self.origin).items()
        }


@dataclass(frozen=True, slots=True)
class _Medium:
    """A medium by its name in Anki, and the one that it gets where another of that name is."""

    name: str
    renamed: str
    sha1: str

    @classmethod
    def of(cls, name: str, path: Path) -> "_Medium":
        sha1 = sha1_of(path)
        written = PurePosixPath(name)
        return cls(name, f"{written.stem}-{sha1}{written.suffix}", sha1)

    def is_in(self, anki: Snapshot, note: AnkiNote) -> bool:
        """Whether the note in Anki shows the medium as it is in the deck."""
        name = self.renamed if any(self.renamed in field for field in note.fields) else self.name
        return anki.media.get(name) == self.sha1


def _digest(packed: PackagedNote) -> str:
    """What tells a note from one that says something else, and then the same of its fields alone.

    What earlier versions remember of a push has only the first.
    """
    whole = _digest_of([packed.fields, sorted(packed.tags)])
    return whole + _digest_of([unicodedata.normalize("NFC", each) for each in packed.fields])


def _digest_of(said: object) -> str:
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:_DIGITS]


def _own_tags(note: Note, known: AnkiNote) -> Iterator[str]:
    """The tags of a note in Anki that aren't the deck's."""
    ours = {tag.casefold() for tag in note.tags}
    for tag in map(normal_text, known.tags):
        if tag and tag.casefold() not in ours and not first_control_character(tag):
            yield tag
