"""The notes of a package: those of ours, and those that came from Anki and go back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from ipt_cards.anki.adopted import returned, siblings_by_guid
from ipt_cards.anki.fields import field_values, note_type_of
from ipt_cards.anki.identity import guid_of
from ipt_cards.anki.origin import Origin
from ipt_cards.deck.card import Card, cards_of
from ipt_cards.deck.deck import Deck, Topic
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
    """Makes a deck's notes ready for a package with a time stamp.

    names: the media's names in Anki by their paths. edited: the GUIDs of adopted notes that an
    earlier build has changed in Anki, so that going back to how they were is an edit, too.
    """

    deck: Deck
    origin: Origin
    names: Mapping[str, str]
    time_stamp: int
    edited: Collection[str] = ()
    _siblings: dict[str, list[Note]] = field(init=False)

    def __post_init__(self) -> None:
        self._siblings = siblings_by_guid(self.deck)

    def packed(self, note: Note, topic: Topic) -> PackagedNote | None:
        """The note; None if a sibling before it stands for the same note in Anki."""
        record = self.origin.notes.get(note.guid)
        if record is None or not record.fields:
            return PackagedNote(
                guid_of(self.deck, note),
                note_type_of(note).id,
                self.time_stamp,
                note.tags,
                tuple(field_values(note, topic, self.deck, self.names.__getitem__)),
                cards_of(note),
            )
        siblings = self._siblings[note.guid]
        if siblings[0] is not note:
            return None
        back = returned(record, siblings, self.names.__getitem__)
        modified = record.modified
        # Anki skips what isn't newer than its own: an unedited note leaves hers alone.
        if back.is_edited or note.guid in self.edited:
            modified = max(self.time_stamp, modified + 1)
        cards = tuple(card for sibling in siblings for card in cards_of(sibling))
        return PackagedNote(note.guid, record.note_type, modified, note.tags, back.fields, cards)
