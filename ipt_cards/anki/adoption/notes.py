"""From one note of Anki's to the notes that say the same here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ipt_cards.anki.adoption.change import Change, Reason
from ipt_cards.anki.adoption.foreign_notes import ForeignNote
from ipt_cards.anki.adoption.own_notes import is_own, own_note
from ipt_cards.anki.note_types import Field
from ipt_cards.anki.origin import AdoptedNote, Mapped, digest, said_in_own
from ipt_cards.anki.reading.note_types import AnkiNoteType
from ipt_cards.anki.reading.rows import AnkiNote
from ipt_cards.deck.adding.new_ids import NewIds, first_text
from ipt_cards.deck.from_html.markdown import to_markdown
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.note import BasicNote, Note
from ipt_cards.deck.text import normal_text, without_control_characters


class NotTakenError(Exception):
    """A note that no note here can say."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(slots=True)
class Adopter:
    """Takes over notes one by one, and keeps what is needed to bring them back.

    media: the path in the deck of each medium by its name in Anki. citations: the sources that
    notes of ours name, by text, with the ids given to them. with_words: which of our note types
    have the field `Notes`; words: what stands in it, by GUID. ruby: as `to_markdown` has it.
    """

    note_types: Mapping[int, AnkiNoteType]
    media: Mapping[str, str]
    ruby: bool = False
    changes: list[Change] = field(default_factory=list)
    records: dict[str, AdoptedNote] = field(default_factory=dict)
    citations: dict[str, str] = field(default_factory=dict)
    with_words: set[int] = field(default_factory=set)
    words: dict[str, str] = field(default_factory=dict)
    _ids: NewIds = field(default_factory=NewIds)
    _cited: NewIds = field(default_factory=NewIds)

    def adopt(self, note: AnkiNote, ordinals: Sequence[int]) -> tuple[Note, ...]:
        """The notes that one with these cards becomes; none, told in `changes`, if it can't be."""
        try:
            return self._adopt(note, ordinals)
        except NotTakenError as error:
            shown = to_plain(to_markdown(" ".join(note.fields)[:300], {}).text)
            self.changes.append(Change(error.reason, shown[:60] or note.guid))
            return ()

    def cite(self, source: str) -> str:
        """The id of a source that a note of ours names."""
        if source not in self.citations:
            self.citations[source] = self._cited.take(source, "source")
        return self.citations[source]

    def _adopt(self, note: AnkiNote, ordinals: Sequence[int]) -> tuple[Note, ...]:
        note_type = self.note_types.get(note.note_type)
        if not ordinals or note_type is None or len(note.fields) != len(note_type.fields):
            raise NotTakenError(Reason.NO_CARDS)
        known_by = normal_text(without_control_characters(note.guid))
        if not note.guid or known_by != note.guid or note.guid in self.records:
            raise NotTakenError(Reason.NO_IDENTITY)
        tags = tuple(normal_text(without_control_characters(" ".join(note.tags))).split())
        if is_own(note_type):
            values = dict(zip(note_type.fields, note.fields, strict=True))
            own = own_note(values, note_type, ordinals, self.media, self.cite, ruby=self.ruby)
            if own is None:
                raise NotTakenError(Reason.NO_QUESTION)
            found = replace(own, tags=tags, guid=note.guid, id=self._id_of(own))
            said = {key: Mapped(None, digest(text)) for key, text in said_in_own(found).items()}
            self.records[note.guid] = AdoptedNote(
                note.note_type, note.modified, note.tags, texts={1: said}
            )
            if Field.NOTES in values:
                self.with_words.add(note.note_type)
            if values.get(Field.NOTES):
                self.words[note.guid] = values[Field.NOTES]
            return (found,)
        reading = ForeignNote(note, note_type, self.media, tags, self.ruby)
        drafts = reading.drafts(ordinals)
        if not drafts:
            raise NotTakenError(reading.trouble)
        taken: list[Note] = []
        texts: dict[int, Mapping[str, Mapped]] = {}
        for draft, mapped in drafts:
            named = replace(draft, id=self._id_of(draft))
            texts[named.template if isinstance(named, BasicNote) else 1] = mapped
            taken.append(named)
        for reason, detail in dict.fromkeys(reading.found):
            self.changes.append(Change(reason, taken[0].id, detail))
        self.records[note.guid] = AdoptedNote(
            note.note_type, note.modified, note.tags, note.fields, texts
        )
        return tuple(taken)

    def _id_of(self, note: Note) -> str:
        return self._ids.take(first_text(note), "note")
