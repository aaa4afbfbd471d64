"""The card-state table: the fold of the log, kept up to date so that no command has to fold it all.

Every function here runs inside a transaction that its caller began.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from ipt_cards.progress.entries import Burial, Entry, Origin, Review, Suspension
from ipt_cards.progress.fold import (
    FOLD_VERSION,
    ReviewRow,
    current_names,
    progress_of,
    taken_back,
)
from ipt_cards.progress.storage import tables
from ipt_cards.scheduling.card_progress import UNSEEN, CardProgress
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.scheduler import Scheduler, identity
from ipt_cards.scheduling.sm2 import CardState

MANY_CARDS = 500
"""From here on, one scan of the whole log is cheaper than looking each card's reviews up."""


def is_current(connection: sqlite3.Connection, scheduler: Scheduler) -> bool:
    """Whether the cache was made by this fold with this scheduler."""
    row = connection.execute("SELECT fold_version, scheduler FROM card_state_settings").fetchone()
    return bool(row == (FOLD_VERSION, identity(scheduler)))


def rebuild(connection: sqlite3.Connection, scheduler: Scheduler) -> None:
    """Make the cache anew from the entries."""
    progress = folded(connection, scheduler)
    connection.execute("DELETE FROM card_state")
    _write(connection, progress.items())
    connection.execute(
        "INSERT OR REPLACE INTO card_state_settings VALUES (1, ?, ?)",
        (FOLD_VERSION, identity(scheduler)),
    )


def folded(connection: sqlite3.Connection, scheduler: Scheduler) -> dict[str, CardProgress]:
    """The fold of all entries, without the cache."""
    gone = taken_back(connection.execute("SELECT id, target FROM retraction"))
    names = current_names(tables.standing_moves(connection))
    reviews: Iterable[ReviewRow] = connection.execute(
        "SELECT card, grade, day FROM review WHERE origin <> 'cram' ORDER BY id"
    )
    if gone or names:
        reviews = (
            (names.get(card, card), grade, day)
            for identifier, card, grade, day in connection.execute(
                "SELECT id, card, grade, day FROM review WHERE origin <> 'cram' ORDER BY id"
            )
            if identifier not in gone
        )
    rests: Iterable[Suspension | Burial] = chain(
        tables.all_of(connection, Suspension), tables.all_of(connection, Burial)
    )
    return progress_of(
        reviews,
        ((names.get(e.card, e.card), e) for e in rests if e.id not in gone),
        scheduler,
    )


def read(connection: sqlite3.Connection) -> dict[str, CardProgress]:
    """The progress of every card that has any."""
    return dict(map(_progress_of_row, connection.execute("SELECT * FROM card_state")))


def read_card(connection: sqlite3.Connection, card: str) -> CardProgress:
    """The progress of one card."""
    row = connection.execute("SELECT * FROM card_state WHERE card = ?", (card,)).fetchone()
    return UNSEEN if row is None else _progress_of_row(row)[1]


def read_suspended(connection: sqlite3.Connection) -> frozenset[str]:
    """The keys of the suspended cards."""
    return frozenset(
        card for (card,) in connection.execute("SELECT card FROM card_state WHERE suspended = 1")
    )


def refold(connection: sqlite3.Connection, scheduler: Scheduler, cards: Collection[str]) -> None:
    """Make the cache anew for some cards, by their current names."""
    if len(cards) >= MANY_CARDS:
        rebuild(connection, scheduler)
        return
    names = current_names(tables.standing_moves(connection))
    for card in cards:
        connection.execute("DELETE FROM card_state WHERE card = ?", (card,))
        _write(connection, _folded_card(connection, scheduler, card, names).items())


def step(connection: sqlite3.Connection, scheduler: Scheduler, review: Review) -> None:
    """Bring the cache up to date after a review later than any other of its card."""
    known = read_card(connection, review.card)
    _write(
        connection,
        [
            (
                review.card,
                known._replace(
                    state=scheduler(known.state, review.grade, review.day),
                    introduced=known.introduced or review.day,
                ),
            )
        ],
    )


def _folded_card(
    connection: sqlite3.Connection, scheduler: Scheduler, card: str, names: dict[str, str]
) -> dict[str, CardProgress]:
    keys = {key for key, name in names.items() if name == card}
    if names.get(card, card) == card:
        keys.add(card)
    reviews = [r for r in tables.of_cards(connection, Review, keys) if r.origin != Origin.CRAM]
    rests: list[Suspension | Burial] = [
        *tables.of_cards(connection, Suspension, keys),
        *tables.of_cards(connection, Burial, keys),
    ]
    stated: list[Entry] = [*reviews, *rests]
    gone = tables.all_taken_back(connection, [entry.id for entry in stated])
    return progress_of(
        ((card, r.grade, r.day) for r in reviews if r.id not in gone),
        ((card, rest) for rest in rests if rest.id not in gone),
        scheduler,
    )


def _progress_of_row(
    row: tuple[str, int, int, int, Day, Day, int, int, float, float, Day, int, Day],
) -> tuple[str, CardProgress]:
    (
        card,
        repetitions,
        ease,
        interval,
        due,
        reviewed,
        lapses,
        drilling,
        stability,
        difficulty,
        introduced,
        suspended,
        buried_until,
    ) = row
    # As `CardState(…)` makes it, but in half the time: a quiz waits for thousands of these.
    state = tuple.__new__(
        CardState,
        (repetitions, ease, interval, due, reviewed, lapses, drilling == 1, stability, difficulty),
    )
    return card, tuple.__new__(CardProgress, (state, introduced, suspended == 1, buried_until))


def _write(connection: sqlite3.Connection, progress: Iterable[tuple[str, CardProgress]]) -> None:
    connection.executemany(
        f"INSERT OR REPLACE INTO card_state VALUES ({', '.join('?' * 13)})",
        _rows(progress),
    )


def _rows(progress: Iterable[tuple[str, CardProgress]]) -> Iterator[tuple[str | float, ...]]:
    for card, (state, introduced, suspended, buried_until) in progress:
        yield (card, *state, introduced, suspended, buried_until)
