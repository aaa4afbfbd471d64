"""What Anki keeps of notes, cards and answers, as it stands in its tables."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

_FIELD_SEPARATOR = "\x1f"


class ReviewKind(IntEnum):
    """What an answer was given to (`revlog.type`)."""

    LEARNING = 0
    REVIEW = 1
    RELEARNING = 2
    FILTERED = 3
    """In a filtered deck, ahead of time; with an ease factor of 0 if it left the schedule alone."""
    MANUAL = 4
    """No answer: the learner set a due date, or forgot the card."""
    RESCHEDULED = 5
    """No answer: Anki moved the card."""


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """A note. `modified` is in seconds since the epoch; `fields` hold HTML."""

    id: int
    guid: str
    note_type: int
    modified: int
    tags: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnkiCard:
    """A card. `deck` is the one it belongs to, also while it visits a filtered deck.

    ordinal: from 0, the template's place, or the cloze number less one.
    kind: 0 new, 1 learning, 2 review, 3 relearning. queue: -1 suspended, -2 and -3 buried.
    due: depends on the kind: a place among the new, an instant in seconds, or a day counted from
        the collection's creation. ease_factor: in thousandths; interval: in days.
    modified: in seconds since the epoch. filtered_deck: the one that it visits; 0 for none.
    """

    id: int
    note: int
    deck: int
    ordinal: int
    kind: int
    queue: int
    due: int
    interval: int
    ease_factor: int
    reviews: int
    lapses: int
    modified: int
    filtered_deck: int


@dataclass(frozen=True, slots=True)
class AnkiReview:
    """An answer, or a change without one. `id` is its instant in UTC milliseconds.

    button: 1 Again to 4 Easy, 0 where there was no answer. interval, last_interval: days, or
    seconds if negative. ease_factor: in thousandths. kind: a ReviewKind, or one not known yet.
    """

    id: int
    card: int
    button: int
    interval: int
    last_interval: int
    ease_factor: int
    duration_ms: int
    kind: int


def notes_of(connection: sqlite3.Connection, holding: str = "") -> Iterator[AnkiNote]:
    """The notes in the order of their ids. Raises ValueError for what Anki never writes.

    holding: only those with this in a field, in whichever case.
    """
    rows = connection.execute(
        "SELECT id, guid, mid, mod, tags, flds FROM notes WHERE flds LIKE ? ORDER BY id",
        (f"%{holding}%",),
    )
    for row in rows:
        identifier, guid, note_type, modified, tags, fields = row
        yield AnkiNote(
            _whole(identifier),
            _text(guid),
            _whole(note_type),
            _whole(modified),
            tuple(_text(tags).split()),
            tuple(_text(fields).split(_FIELD_SEPARATOR)),
        )


def cards_of(connection: sqlite3.Connection) -> Iterator[AnkiCard]:
    """The cards in the order of their ids. Raises ValueError for what Anki never writes."""
    rows = connection.execute(
        "SELECT id, nid, iif(odid = 0, did, odid), ord, type, queue, iif(odid = 0, due, odue),"
        " ivl, factor, reps, lapses, mod, iif(odid = 0, 0, did) FROM cards ORDER BY id"
    )
    for row in rows:
        yield AnkiCard(*map(_whole, row))


def reviews_of(connection: sqlite3.Connection) -> Iterator[AnkiReview]:
    """The review log in the order of time. Raises ValueError for what Anki never writes."""
    rows = connection.execute(
        "SELECT id, cid, ease, ivl, lastIvl, factor, time, type FROM revlog ORDER BY id"
    )
    for row in rows:
        yield AnkiReview(*map(_whole, row))


def _whole(value: object) -> int:
    if type(value) is int:  # as nearly all are
        return value
    # Anki's own tables hold a fraction here and there, left by add-ons.
    if isinstance(value, float) and value.is_integer():
        return int(value)
    raise ValueError(f"{value!r} stands where a whole number should")


def _text(value: object) -> str:
    if type(value) is str:  # as nearly all are
        return value
    # A field that looks like a number may come back as one.
    if isinstance(value, int | float):
        return str(value)
    raise ValueError(f"{value!r} stands where a text should")
