"""The card-state table: the fold of the log, kept up to date so that no command has to fold it all.

Every function here runs inside a transaction that its caller began.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from ipt_cards.progress.entries import Burial, Entry, Origin, Review, Suspension
from ipt_cards.progress.entry_id import instant_ms
from ipt_cards.progress.fold import (
    FOLD_VERSION,
    ReviewRow,
    current_names,
    progress_of,
    taken_back,
)
from ipt_cards.progress.storage import tables
from ipt_cards.scheduling.card_progress import UNSEEN, CardProgress
from ipt_cards.scheduling.day import Calendar, Day
from ipt_cards.scheduling.scheduler import Scheduler, identity
from ipt_cards.scheduling.sm2 import CardState

MANY_CARDS = 500
"""From here on, one scan of the whole log is cheaper than looking each card's reviews up."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the fold depends on besides the entries."""

    calendar: Calendar
    scheduler: Scheduler

    @property
    def settings(self) -> tuple[int, str, str, int]:
        """The rules as the cache remembers them."""
        return (
            FOLD_VERSION,
            identity(self.scheduler),
            getattr(self.calendar.zone, "key", None) or str(self.calendar.zone),
            self.calendar.rollover_hour,
        )


def is_current(connection: sqlite3.Connection, rules: Rules) -> bool:
    """Whether the cache was made under these rules."""
    row = connection.execute(
        "SELECT fold_version, scheduler, zone, rollover_hour FROM card_state_settings"
    ).fetchone()
    return bool(row == rules.settings)


def rebuild(connection: sqlite3.Connection, rules: Rules) -> None:
    """Make the cache anew from the entries."""
    progress = folded(connection, rules)
    connection.execute("DELETE FROM card_state")
    _write(connection, progress.items())
    connection.execute(
        "INSERT OR REPLACE INTO card_state_settings VALUES (1, ?, ?, ?, ?)", rules.settings
    )


def folded(connection: sqlite3.Connection, rules: Rules) -> dict[str, CardProgress]:
    """The fold of all entries, without the cache."""
    gone = taken_back(connection.execute("SELECT id, target FROM retraction"))
    names = current_names(tables.standing_moves(connection))
    reviews: Iterable[ReviewRow] = connection.execute(
        "SELECT id, card, grade FROM review WHERE origin <> 'cram' ORDER BY id"
    )
    if gone or names:
        reviews = ((i, names.get(c, c), grade) for i, c, grade in reviews if i not in gone)
    rests: Iterable[Suspension | Burial] = chain(
        tables.all_of(connection, Suspension), tables.all_of(connection, Burial)
    )
    return progress_of(
        reviews,
        ((names.get(e.card, e.card), e) for e in rests if e.id not in gone),
        rules.calendar,
        rules.scheduler,
    )


def read(connection: sqlite3.Connection) -> dict[str, CardProgress]:
    """The progress of every card that has any."""
    return dict(map(_progress_of_row, connection.execute("SELECT * FROM card_state")))


def read_card(connection: sqlite3.Connection, card: str) -> CardProgress:
    """The progress of one card."""
    row = connection.execute("SELECT * FROM card_state WHERE card = ?", (card,)).fetchone()
    return UNSEEN if row is None else _progress_of_row(row)[1]


def refold(connection: sqlite3.Connection, rules: Rules, cards: Collection[str]) -> None:
    """Make the cache anew for some cards, by their current names."""
    if len(cards) >= MANY_CARDS:
        rebuild(connection, rules)
        return
    names = current_names(tables.standing_moves(connection))
    for card in cards:
        connection.execute("DELETE FROM card_state WHERE card = ?", (card,))
        _write(connection, _folded_card(connection, rules, card, names).items())


def step(connection: sqlite3.Connection, rules: Rules, review: Review) -> None:
    """Bring the cache up to date after a review later than any other of its card."""
    day = rules.calendar.day(instant_ms(review.id))
    known = read_card(connection, review.card)
    _write(
        connection,
        [
            (
                review.card,
                known._replace(
                    state=rules.scheduler(known.state, review.grade, day),
                    introduced=known.introduced or day,
                ),
            )
        ],
    )


def _folded_card(
    connection: sqlite3.Connection, rules: Rules, card: str, names: dict[str, str]
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
        ((r.id, card, r.grade) for r in reviews if r.id not in gone),
        ((card, rest) for rest in rests if rest.id not in gone),
        rules.calendar,
        rules.scheduler,
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
