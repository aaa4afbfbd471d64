"""The notes of a package: those of ours, and those that came from Anki and go back."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from ipt_cards.anki.adopted import is_unedited, returned, siblings_by_guid
from ipt_cards.anki.fields import field_values, note_type_of
from ipt_cards.anki.identity import guid_of, ordinal_of
from ipt_cards.anki.origin import AdoptedNote, Origin
from ipt_cards.anki.packaged_content import PackagedContent, TopicOverview, digest_of
from ipt_cards.anki.packaging.content_cache import ContentCache
from ipt_cards.anki.time_stamps.stamps import Stamps
from ipt_cards.deck.card import cards_of
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.media_files.media import media_in
from ipt_cards.deck.note import Note, kind_of


class PackagedNote(NamedTuple):
    """A note as a package holds it. `modified` is in seconds since the epoch."""

    content: PackagedContent
    modified: int

    @property
    def guid(self) -> str:
        """What Anki knows it by."""
        return self.content.guid

    @property
    def note_type(self) -> int:
        """The id of its note type."""
        return self.content.note_type

    @property
    def tags(self) -> Sequence[str]:
        """Its tags."""
        return self.content.tags

    @property
    def fields(self) -> Sequence[str]:
        """Its fields, HTML."""
        return self.content.fields


@dataclass(slots=True)
class Packer:
    """Makes a deck's notes ready for a package.

    names: the media's names in Anki by their paths. stamps: gives each its time stamp.
    edited: the GUIDs of adopted notes that are to be newer than they were in Anki, changed or not.
    known: spares making what was made before.
    """

    deck: Deck
    origin: Origin
    names: Mapping[str, str]
    stamps: Stamps
    edited: Collection[str] = ()
    known: ContentCache | None = None
    _siblings: dict[str, list[Note]] = field(init=False)

    def __post_init__(self) -> None:
        self._siblings = siblings_by_guid(self.deck)

    def packed_in(self, topic: Topic, overview: TopicOverview) -> Iterator[PackagedNote]:
        """The notes of a topic, but for siblings that stand for the same note in Anki.

        overview: what `overview_of` tells of the topic, to be kept with what is made.
        """
        if topic.has_adopted_notes:
            yield from filter(None, (self.packed(note, topic) for note in topic.notes))
            return
        contents = self.known.find(self.deck, topic) if self.known else None
        if contents is None:
            contents = [self._content(note, topic) for note in topic.notes]
            if self.known:
                self.known.keep(self.deck, topic, overview, contents)
        for place, content in enumerate(contents):
            note = partial(topic.notes.__getitem__, place)
            yield PackagedNote(content, self.stamps.of(note, topic, content))

    def overview_of(self, topic: Topic) -> TopicOverview:
        """What the package says of a topic as a whole."""
        if self.known and (kept := self.known.overview(self.deck, topic)):
            return kept
        records = self.origin.notes
        adopted = {records[note.guid].note_type for note in topic.notes if note.guid}
        ours = dict.fromkeys(
            note_type_of(note).id
            for note in topic.notes
            if not note.guid or not records[note.guid].fields
        )
        kinds: Counter[str] = Counter()
        for note in topic.notes:
            kinds[kind_of(note)] += len(cards_of(note))
        known = sorted(adopted & self.origin.note_types.keys())
        return TopicOverview(known, tuple(ours), kinds, len(topic.notes))

    def packed(self, note: Note, topic: Topic) -> PackagedNote | None:
        """A note; None if a sibling before it stands for the same note in Anki."""
        record = self.origin.notes.get(note.guid)
        if record is not None and record.fields:
            return self._returned(note, topic, record)
        content = self._content(note, topic)
        if record is None:
            return PackagedNote(content, self.stamps.of(lambda: note, topic, content))
        # One of ours that was adopted and not edited leaves Anki's alone.
        floor = record.modified
        if is_unedited(record, note):
            return PackagedNote(content, floor)
        return PackagedNote(content, self.stamps.of(lambda: note, topic, content, floor))

    def _content(self, note: Note, topic: Topic) -> PackagedContent:
        guid, kind = guid_of(self.deck, note), note_type_of(note).id
        fields = field_values(note, topic, self.deck, self.names.__getitem__)
        words = self.origin.words
        if kind in words.note_types:
            fields.append(words.texts.get(guid, ""))
        return self._said(guid, kind, fields, [note])

    def _returned(self, note: Note, topic: Topic, record: AdoptedNote) -> PackagedNote | None:
        siblings = self._siblings[note.guid]
        if siblings[0] is not note:
            return None
        back = returned(record, siblings, self.names.__getitem__)
        content = self._said(note.guid, record.note_type, back.fields, siblings)
        modified = record.modified
        # Anki skips what isn't newer than its own: an unedited note leaves hers alone, unless an
        # earlier package has edited it.
        earlier = self.stamps.earlier
        known = earlier.notes.get(note.guid) if earlier else None
        if back.is_edited or note.guid in self.edited or (known and known[0] > modified):
            modified = self.stamps.of(lambda: note, topic, content, floor=modified)
        return PackagedNote(content, modified)

    def _said(
        self, guid: str, note_type: int, fields: Sequence[str], notes: Sequence[Note]
    ) -> PackagedContent:
        """What notes that stand for the same one in Anki are there."""
        tags = notes[0].tags
        shown = media_in(notes) if self.names else ()
        return PackagedContent(
            notes[0].id,
            guid,
            note_type,
            tags,
            tuple(fields),
            tuple(ordinal_of(card) for note in notes for card in cards_of(note)),
            tuple(self.names[written] for written in shown),
            digest_of(note_type, tags, fields),
        )
