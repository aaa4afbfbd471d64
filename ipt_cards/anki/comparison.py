"""What differs between two states of a deck, as Anki would have their notes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ipt_cards.anki.adopted import require_origin
from ipt_cards.anki.note_types import NOTE_TYPES_BY_ID, Field
from ipt_cards.anki.occlusion import occlusion_of
from ipt_cards.anki.origin import NO_WORDS
from ipt_cards.anki.origin_file import read_origin
from ipt_cards.anki.packaging.package import names_of_media
from ipt_cards.anki.packaging.packaged_note import Packer
from ipt_cards.anki.reading.collection import AnkiCollection
from ipt_cards.anki.reading.note_types import AnkiNoteType
from ipt_cards.anki.time_stamps.stamps import Stamps
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.from_html.markdown import to_markdown
from ipt_cards.deck.markup.plain import to_plain

NEAR_IDENTICAL = 90
"""The similarity, in percent, from which a note that came is one that went, with another id."""

_OPTION = re.compile(r'(?=<li class="option )')
_MASKS = "::image-occlusion:"


@dataclass(frozen=True, slots=True)
class NoteContent:
    """A note as Anki would have it. id: in its YAML; "" for one of a package. fields: HTML."""

    id: str
    tags: tuple[str, ...]
    fields: Mapping[str, str]

    @property
    def text(self) -> str:
        """What tells the note to a person: its first field as plain text.

        Of an image occlusion it is what stands above the picture, or the picture's name.
        """
        first, *others = self.fields.values() or [""]
        if _MASKS not in first:
            return plain_text(first)
        return plain_text(self.fields.get(Field.HEADER, "") or next(iter(others), ""))


@dataclass(frozen=True, slots=True)
class ChangedNote:
    """A note that says something else. changes: plain texts before and after, by field."""

    before: NoteContent
    after: NoteContent
    changes: Mapping[str, tuple[str, str]]

    @property
    def id(self) -> str:
        """The note's id, as far as either state tells it."""
        return self.after.id or self.before.id


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of a deck's notes.

    renamed: a note before and after its id changed, which Anki takes for two notes.
    decks: the two decks' ids where they differ, so that no note of one is in Anki one of the other.
    """

    added: tuple[NoteContent, ...]
    removed: tuple[NoteContent, ...]
    changed: tuple[ChangedNote, ...]
    renamed: tuple[tuple[NoteContent, NoteContent], ...]
    decks: tuple[str, str] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.removed or self.changed or self.renamed)


@dataclass(frozen=True, slots=True)
class Contents:
    """The notes of a deck, by GUID.

    deck: its id, "" for a package's, which doesn't tell. media: the paths of media in the deck's
    folder by their names in Anki.
    """

    notes: Mapping[str, NoteContent]
    deck: str = ""
    media: Mapping[str, str] = field(default_factory=dict)


def contents_of_folder(deck: Deck, folder: Path) -> Contents:
    """The notes of the deck in a folder.

    Raises OriginError for a deck that was taken over from Anki and lacks its origin.
    """
    origin = require_origin(deck, read_origin(folder), str(folder))
    names = names_of_media(deck, origin)
    packer = Packer(deck, replace(origin, words=NO_WORDS), names, Stamps(lambda *_: 0))
    found: dict[str, NoteContent] = {}
    for topic in deck.topics:
        for note in topic.notes:
            packed = packer.packed(note, topic)
            if packed is not None:
                named = _field_names(packed.content.note_type, origin.note_types)
                fields = dict(zip(named, packed.content.fields, strict=True))
                found[packed.content.guid] = NoteContent(
                    note.id, tuple(packed.content.tags), fields
                )
    return Contents(found, deck.id, {name: written for written, name in names.items()})


def contents_of_collection(collection: AnkiCollection) -> Contents:
    """The notes of a package or a collection, without what learners wrote in fields of their own.

    Raises AnkiFileError for a damaged one.
    """
    note_types = collection.note_types()
    found: dict[str, NoteContent] = {}
    for note in collection.notes():
        names = _field_names(note.note_type, note_types)
        fields = dict(zip(names, note.fields, strict=False))
        if note.note_type in NOTE_TYPES_BY_ID:
            fields.pop(Field.NOTES, None)
        found[note.guid] = NoteContent("", note.tags, fields)
    return Contents(found)


def compare(before: Contents, after: Contents) -> Comparison:
    """What differs in the notes, in the order of the new state, then of the old one.

    Notes are the same by their GUIDs, or by their ids where decks of different ids share no GUID.
    """
    apart = before.deck and after.deck and before.deck != after.deck
    if not apart or before.notes.keys() & after.notes.keys():
        return _compared(before.notes, after.notes)
    found = _compared(_by_id(before), _by_id(after))
    return replace(found, decks=(before.deck, after.deck))


def _by_id(contents: Contents) -> Mapping[str, NoteContent]:
    """The notes by their ids, with media named as in the deck's folder: in Anki decks part them."""
    names = "|".join(map(re.escape, sorted(contents.media, reverse=True)))
    named = re.compile(rf"(?<![\w.-])(?:{names})(?![\w.-])") if names else None

    def as_written(html: str) -> str:
        return named.sub(lambda found: contents.media[found[0]], html) if named else html

    return {
        note.id: replace(
            note, fields={name: as_written(html) for name, html in note.fields.items()}
        )
        for note in contents.notes.values()
    }


def _compared(old: Mapping[str, NoteContent], new: Mapping[str, NoteContent]) -> Comparison:
    gone = {guid: note for guid, note in old.items() if guid not in new}
    came = {guid: note for guid, note in new.items() if guid not in old}
    pairs = dict(_renamed(gone, came))
    changed = (
        ChangedNote(old[guid], note, changes)
        for guid, note in new.items()
        if guid in old and (changes := dict(_changes(old[guid], note)))
    )
    was = set(pairs.values())
    return Comparison(
        added=tuple(note for guid, note in came.items() if guid not in pairs),
        removed=tuple(note for guid, note in gone.items() if guid not in was),
        changed=tuple(changed),
        renamed=tuple((old[before], new[after]) for after, before in pairs.items()),
    )


def plain_text(html: str) -> str:
    """A field as a person reads it, on one line."""
    return " ".join(to_plain(to_markdown(html, {}).text).split())


def _changes(before: NoteContent, after: NoteContent) -> Iterator[tuple[str, tuple[str, str]]]:
    for name in dict.fromkeys((*before.fields, *after.fields)):
        was, now = before.fields.get(name, ""), after.fields.get(name, "")
        if was == now:
            continue
        if _MASKS in was or _MASKS in now:
            yield name, _changed_masks(was, now)
            continue
        was_options, now_options = _options(was), _options(now)
        if was_options and now_options:
            # Their order is drawn by the note's id, and tells nothing.
            here, there = set(was_options), set(now_options)
            changes = (
                " · ".join(plain_text(each) for each in was_options if each not in there),
                " · ".join(plain_text(each) for each in now_options if each not in here),
            )
            if any(changes):
                yield name, changes
        else:
            yield name, (plain_text(was), plain_text(now))
    if sorted(before.tags) != sorted(after.tags):
        yield "Tags", (" ".join(sorted(before.tags)), " ".join(sorted(after.tags)))


def _options(html: str) -> list[str]:
    """The options of a field as we write it, those with a place by that; none of another field."""
    _, *options = _OPTION.split(html)
    return sorted((each.removesuffix("</ol>") for each in options), key=_place)


def _place(option: str) -> int:
    found = re.match(r'<li class="option place-(\d{1,9})"', option)
    return int(found[1]) if found else 0


def _changed_masks(before: str, after: str) -> tuple[str, str]:
    was, now = (_masks(field) for field in (before, after))
    return was, (now if was != now else f"{now}, placed or drawn otherwise")


def _masks(html: str) -> str:
    found = occlusion_of(html)
    count = len(found.masks) if found else html.count(_MASKS)
    return f"{count:,} {'mask' if count == 1 else 'masks'}"


def _renamed(
    gone: Mapping[str, NoteContent], came: Mapping[str, NoteContent]
) -> Iterator[tuple[str, str]]:
    """The GUIDs of notes that came, each with that of the note that went which says the same."""
    if not gone or not came:
        return
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - rarely needed, and slow to import

    left = {guid: note.text for guid, note in gone.items()}
    for guid, note in came.items():
        found = process.extractOne(note.text, left, scorer=fuzz.ratio, score_cutoff=NEAR_IDENTICAL)
        if found is not None:
            del left[found[2]]
            yield guid, found[2]


def _field_names(note_type: int, known: Mapping[int, AnkiNoteType]) -> tuple[str, ...]:
    if note_type in known:
        return known[note_type].fields
    ours = NOTE_TYPES_BY_ID[note_type]
    return tuple(map(str, ours.fields))
