"""The notes of a package: those of ours, and those that came from Anki and go back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from ipt_cards.anki.adopted import is_unedited, returned, siblings_by_guid
from ipt_cards.anki.fields import field_values, note_type_of
from ipt_cards.anki.identity import guid_of
from ipt_cards.anki.origin import Origin
from ipt_cards.anki.time_stamps.stamps import NoteContent, Stamps, digest_of
from ipt_cards.deck.card import Card, cards_of
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.media_files.media import media_in
from ipt_cards.deck.note import Note


@dataclass(frozen=True, slots=True)
class PackagedNote:
    """A note as a package holds it. `note_type` is an id; `modified` in seconds since the epoch."""

    guid: str
    note_type: int
    modified: int
    tags: tuple[str, ...]
    fields: tuple[str, ...]
    cards: tuple[Card, ...]


@dataclass(slots=True)
class Packer:
    """Makes a deck's notes ready for a package.

    names: the media's names in Anki by their paths. stamps: gives each its time stamp.
    edited: the GUIDs of adopted notes that are to be newer than they were in Anki, changed or not.
    """

    deck: Deck
    origin: Origin
    names: Mapping[str, str]
    stamps: Stamps
    edited: Collection[str] = ()
    _siblings: dict[str, list[Note]] = field(init=False)

    def __post_init__(self) -> None:
        self._siblings = siblings_by_guid(self.deck)

    def packed(self, note: Note, topic: Topic) -> PackagedNote | None:
        """The note; None if a sibling before it stands for the same note in Anki."""
        record = self.origin.notes.get(note.guid)
        if record is None or not record.fields:
            guid, kind = guid_of(self.deck, note), note_type_of(note).id
            fields = tuple(field_values(note, topic, self.deck, self.names.__getitem__))
            words = self.origin.words
            if kind in words.note_types:
                fields += (words.texts.get(guid, ""),)
            content = self._content(guid, kind, fields, [note])
            # One of ours that was adopted and not edited leaves Anki's alone.
            floor = record.modified if record else 0
            is_as_adopted = record is not None and is_unedited(record, note)
            modified = floor if is_as_adopted else self.stamps.of(note, topic, content, floor)
            return PackagedNote(guid, kind, modified, note.tags, fields, cards_of(note))
        siblings = self._siblings[note.guid]
        if siblings[0] is not note:
            return None
        back = returned(record, siblings, self.names.__getitem__)
        modified = record.modified
        # Anki skips what isn't newer than its own: an unedited note leaves hers alone, unless an
        # earlier package has edited it.
        earlier = self.stamps.earlier
        known = earlier.notes.get(note.guid) if earlier else None
        if back.is_edited or note.guid in self.edited or (known and known[0] > modified):
            content = self._content(note.guid, record.note_type, back.fields, siblings)
            modified = self.stamps.of(note, topic, content, floor=modified)
        cards = tuple(card for sibling in siblings for card in cards_of(sibling))
        return PackagedNote(note.guid, record.note_type, modified, note.tags, back.fields, cards)

    def _content(
        self, guid: str, note_type: int, fields: Sequence[str], notes: Sequence[Note]
    ) -> NoteContent:
        shown = tuple(self.names[written] for written in media_in(notes))
        return NoteContent(guid, digest_of(note_type, notes[0].tags, fields), shown)
