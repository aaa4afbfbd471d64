"""Entries to and from their tables: a table a kind, a column a field, in the fields' order."""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import fields
from typing import Any, TypeVar

from ipt_cards.progress.duplicate_reviews import ToldReview
from ipt_cards.progress.entries import (
    KINDS,
    Burial,
    Entry,
    Move,
    Origin,
    Retraction,
    Review,
    Suspension,
)
from ipt_cards.progress.fold import taken_back
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade

Row = tuple[str | int, ...]
E = TypeVar("E", bound=Entry)

_INSERT = {
    kind: f"INSERT INTO {kind.kind} VALUES ({', '.join('?' * len(fields(kind)))}) "
    "ON CONFLICT (id) DO NOTHING"
    for kind in KINDS
}
_FIELD_TYPES: dict[type, tuple[Callable[[Any], Any], ...]] = {
    Review: (str, str, Grade, int, Origin, Day),
    Retraction: (str, str),
    Suspension: (str, str, bool),
    Burial: (str, str, Day),
    Move: (str, str, str),
}


_GRADES = {int(grade): grade for grade in Grade}
_ORIGINS = {origin.value: origin for origin in Origin}


def row_of(entry: Entry) -> Row:
    """An entry's row."""
    match entry:
        case Review():
            grade, origin = int(entry.grade), entry.origin.value
            return (entry.id, entry.card, grade, entry.duration_ms, origin, entry.day)
        case Retraction():
            return (entry.id, entry.target)
        case Suspension():
            return (entry.id, entry.card, int(entry.suspended))
        case Burial():
            return (entry.id, entry.card, entry.until)
        case Move():
            return (entry.id, entry.card, entry.to)


def entry_of(kind: type[E], row: Row) -> E:
    """The entry a row is. Raises ValueError for a row that no entry made."""
    types = _FIELD_TYPES[kind]
    return kind(*(made(value) for made, value in zip(types, row, strict=True)))


def insert(connection: sqlite3.Connection, entry: Entry) -> bool:
    """Add an entry, unless there is one of its kind and id. Returns whether it was added."""
    return connection.execute(_INSERT[type(entry)], row_of(entry)).rowcount == 1


def replace(connection: sqlite3.Connection, entry: Entry) -> None:
    """Put an entry in place of the one that has its kind and id but other content."""
    connection.execute(f"DELETE FROM {entry.kind} WHERE id = ?", (entry.id,))
    insert(connection, entry)


def find(connection: sqlite3.Connection, kind: type[E], identifier: str) -> E | None:
    """The entry of that kind and id, if there is one."""
    row = connection.execute(f"SELECT * FROM {kind.kind} WHERE id = ?", (identifier,)).fetchone()
    return None if row is None else entry_of(kind, row)


def all_of(connection: sqlite3.Connection, kind: type[E], from_id: str = "") -> Iterator[E]:
    """The entries of one kind, from an id on, in the order of their ids."""
    rows = connection.execute(f"SELECT * FROM {kind.kind} WHERE id >= ? ORDER BY id", (from_id,))
    return (entry_of(kind, row) for row in rows)


def has_origin(connection: sqlite3.Connection, origin: Origin, from_id: str, to_id: str) -> bool:
    """Whether a review of that origin lies from an id on and before another."""
    row = connection.execute(
        "SELECT 1 FROM review WHERE id >= ? AND id < ? AND origin = ? LIMIT 1",
        (from_id, to_id, origin.value),
    ).fetchone()
    return row is not None


def told_reviews(connection: sqlite3.Connection, from_id: str, to_id: str) -> Iterator[ToldReview]:
    """Reviews from an id on and before another, in the order of their ids, without their types."""
    return connection.execute(
        "SELECT id, card, origin FROM review WHERE id >= ? AND id < ? ORDER BY id",
        (from_id, to_id),
    )


def reviews_of(
    connection: sqlite3.Connection, from_id: str, latest: int | None = None, on: Day | None = None
) -> list[Review]:
    """The reviews from an id on, only so many of the latest or those of a day, in their order.

    Raises ValueError for a row that no review made.
    """
    rows = connection.execute(
        "SELECT * FROM review WHERE id >= ?1 AND (?3 IS NULL OR day = ?3) "
        "ORDER BY id DESC LIMIT ?2",
        (from_id, -1 if latest is None else latest, on),
    )
    try:  # as entry_of does, but for a hundred thousand rows
        return [
            Review(identifier, card, _GRADES[grade], duration, _ORIGINS[origin], day)
            for identifier, card, grade, duration, origin, day in rows
        ][::-1]
    except KeyError as error:
        raise ValueError(f"{error} is neither a grade nor an origin") from error


def answer_rows(
    connection: sqlite3.Connection, latest: int | None = None
) -> Iterable[tuple[str, str, int, int, int]]:
    """The reviews but for crammed ones: id, card, day, grade, duration, in the order of the ids.

    latest: only so many of the latest.
    """
    rows = "SELECT id, card, day, grade, duration_ms FROM review WHERE origin <> 'cram' ORDER BY id"
    if latest is None:
        return connection.execute(rows)
    return connection.execute(f"{rows} DESC LIMIT ?", (latest,)).fetchall()[::-1]


def of_cards(connection: sqlite3.Connection, kind: type[E], cards: Collection[str]) -> list[E]:
    """The entries of one kind that name one of these cards, in the order of their ids."""
    rows = connection.execute(
        f"SELECT * FROM {kind.kind} WHERE card IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(sorted(cards)),),
    )
    return [entry_of(kind, row) for row in rows]


def standing_moves(connection: sqlite3.Connection) -> list[Move]:
    """The moves that were not taken back, in the order of their ids."""
    moves = list(all_of(connection, Move))
    gone = all_taken_back(connection, [move.id for move in moves])
    return [move for move in moves if move.id not in gone]


def all_taken_back(connection: sqlite3.Connection, ids: Collection[str]) -> set[str]:
    """Which of these entries are taken back, and which of the retractions involved."""
    retractions: set[tuple[str, str]] = set()
    frontier = set(ids)
    while frontier:
        found = set(
            connection.execute(
                "SELECT id, target FROM retraction "
                "WHERE target IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(frontier)),),
            )
        )
        frontier = {identifier for identifier, _ in found - retractions}
        retractions |= found
    return taken_back(retractions)


def concerned(connection: sqlite3.Connection, retraction: Retraction) -> Iterator[Entry]:
    """What a retraction, also through those that it takes back, may be about.

    Entries of several kinds where logs that contradict each other gave them one id.
    """
    kinds: tuple[type[Review], type[Suspension], type[Burial], type[Move]]
    kinds = (Review, Suspension, Burial, Move)
    while True:
        for kind in kinds:
            if (entry := find(connection, kind, retraction.target)) is not None:
                yield entry
        earlier = find(connection, Retraction, retraction.target)
        if earlier is None or earlier.id >= retraction.id:
            return
        retraction = earlier
