"""A deck written and read again, and what of its notes has to be the same then."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from ipt_cards.deck.deck import Deck
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.note import BasicNote, ClozeNote, Note
from ipt_cards.deck.note_texts import with_texts
from ipt_cards.deck.spelling import USUAL
from ipt_cards.formats.exported import Exported
from ipt_cards.formats.found import Found, Source

Write = Callable[[Deck, MediaFolder], Exported]
Read = Callable[[Source], Found]

NOTHING = MediaFolder(Path("nowhere"))

_IN_OTHER_WORDS = ("hint of", "its unit, which", "gaps are one text", "which of its gaps")
"""What is listed of notes that are said in another way, which the tests of each bank describe."""


def there_and_back(write: Write, read: Read, deck: Deck) -> tuple[Exported, Found]:
    exported = write(deck, NOTHING)
    [(name, content)] = exported.files.items()
    return exported, read(Source(name, content))


def listed(exported: Exported, note: Note) -> list[str]:
    return [loss.what for loss in exported.losses if loss.note and loss.note.id == note.id]


def assert_the_same_but_for_what_is_listed(
    deck: Deck, exported: Exported, found: Found, unsaid: Mapping[str, Callable[[Note], Note]] = {}
) -> None:
    """unsaid: how a note is without what is listed of it, for what one bank alone lists."""
    again = {each.key: each for each in found.notes}
    topics = {note.id: topic.name for topic in deck.topics for note in topic.notes}
    for note in deck.notes():
        whats = listed(exported, note)
        if any(what.startswith("the whole note") for what in whats):
            assert note.id not in again
            continue
        if any(part in what for what in whats for part in _IN_OTHER_WORDS):
            continue
        assert again[note.id].note.id == note.id
        there, here = again[note.id].note, note
        for what in whats:
            without = {**_WITHOUT, **unsaid}[what]
            there, here = without(there), without(here)
        assert shown(there) == shown(here)
        if len(set(topics.values())) > 1:
            assert again[note.id].topic in (" ".join(topics[note.id].split()), "")


def shown(note: Note) -> Note:
    """The note as its readers see it, whatever it is called."""
    seen = replace(with_texts(note, lambda _, text: to_plain(text)), id="note")
    if not isinstance(seen, BasicNote):
        return seen
    # An answer that is accepted twice is accepted.
    return replace(seen, accept=tuple(dict.fromkeys((seen.back, *seen.accept)))[1:])


def _untyped(note: Note) -> Note:
    return replace(note, typed=True, spelling=USUAL) if isinstance(note, ClozeNote) else note


def _one_way(note: Note) -> Note:
    return replace(note, reversed=False) if isinstance(note, BasicNote) else note


def _as_it_is(note: Note) -> Note:
    return note


_WITHOUT: dict[str, Callable[[Note], Note]] = {
    "what it asks of a learner": lambda note: replace(note, level=None),
    "what it comes after": lambda note: replace(note, after=()),
    "which facts it asks for": lambda note: replace(note, facts=()),
    "which rules of style its author breaks, and why": lambda note: replace(note, allow=()),
    "its sources": lambda note: replace(note, sources=()),
    "that it is asked in both directions": _one_way,
    "that its gaps aren't typed": _untyped,
    "the formats of its answer": _as_it_is,
    "the formats of its right sides": _as_it_is,
}
