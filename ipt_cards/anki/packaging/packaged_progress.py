"""Progress in a package: each card's schedule and reviews, written where Anki looks for them."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo

from ipt_cards.anki.identity import CardIdentity
from ipt_cards.anki.reading.days import first_day_of
from ipt_cards.anki.revlog import REVLOG_COLUMNS, RevlogRow, revlog_of, revlog_values
from ipt_cards.anki.schedule import DEFAULT_EXPONENT, AnkiSchedule, anki_schedule
from ipt_cards.progress.entries import Review
from ipt_cards.scheduling.card_progress import UNSEEN, CardProgress
from ipt_cards.scheduling.day import DAY_MS
from ipt_cards.scheduling.scheduler import Scheduler, with_a_curve

_CURRENT_SCHEDULER = 2
"""Anki takes a package that doesn't say so for one of its first scheduler, which had three buttons,
and shifts the answers."""


@dataclass(frozen=True, slots=True)
class CarriedCard:
    """What a package tells of a card that has any progress."""

    schedule: AnkiSchedule
    rows: tuple[RevlogRow, ...]


@dataclass(frozen=True, slots=True)
class PackagedProgress:
    """The progress of a deck's cards by key.

    zone: the learner's, in which Anki counts the days.
    """

    cards: Mapping[str, CarriedCard]
    zone: tzinfo

    @property
    def reviews(self) -> int:
        """How many reviews there are in all."""
        return sum(len(card.rows) for card in self.cards.values())


def packaged_progress(  # noqa: PLR0913, PLR0917 - all that a schedule depends on
    cards: Collection[str],
    progress: Mapping[str, CardProgress],
    reviews: Iterable[Review],
    zone: tzinfo,
    scheduler: Scheduler,
    now_ms: int,
) -> PackagedProgress:
    """What a package is to carry of some cards, told by their keys.

    progress, reviews: the log's, also of other cards; reviews that stand, oldest first.
    scheduler: which the progress was made with.

    Reviews that lie more than a day after `now_ms`, made when a clock was wrong, count for the
    schedule but aren't carried: Anki would put them at the instant of the import, and they would
    come home as others.
    """
    of_card: dict[str, list[Review]] = {card: [] for card in cards}
    ours = [review for review in reviews if review.card in of_card]
    for review in ours:
        of_card[review.card].append(review)
    credible = (review for review in ours if review.at_ms <= now_ms + DAY_MS)
    rows = revlog_of(credible, scheduler)
    fsrs = with_a_curve(scheduler)
    exponent = fsrs.exponent if fsrs else DEFAULT_EXPONENT
    return PackagedProgress(
        {
            card: CarriedCard(
                anki_schedule(progress.get(card, UNSEEN), of_card[card], exponent),
                tuple(rows.get(card, ())),
            )
            for card in cards
            if of_card[card] or progress.get(card, UNSEEN).suspended
        },
        zone,
    )


def write_progress(
    connection: sqlite3.Connection, progress: PackagedProgress, keys: Mapping[CardIdentity, str]
) -> None:
    """Put the progress into a package's collection, which holds the cards as new ones.

    keys: the cards' keys by what Anki knows them by.
    """
    [configuration] = connection.execute("SELECT conf FROM col").fetchone()
    told = json.loads(configuration) | {"schedVer": _CURRENT_SCHEDULER}
    connection.execute("UPDATE col SET conf = ?", (json.dumps(told),))
    first_day = first_day_of(connection, progress.zone)
    cards = connection.execute(
        "SELECT cards.id, guid, ord FROM cards JOIN notes ON nid = notes.id ORDER BY cards.id"
    ).fetchall()
    carried = [
        (identifier, progress.cards[key])
        for identifier, guid, ordinal in cards
        if (key := keys[guid, ordinal]) in progress.cards
    ]
    connection.executemany(
        "UPDATE cards SET type = ?, queue = ?, due = coalesce(?, due), ivl = ?, factor = ?,"
        " reps = ?, lapses = ?, data = ? WHERE id = ?",
        ((*_columns(card.schedule, first_day), identifier) for identifier, card in carried),
    )
    rows = (revlog_values(row.on(identifier)) for identifier, card in carried for row in card.rows)
    connection.executemany(
        f"INSERT INTO revlog VALUES ({', '.join('?' * len(REVLOG_COLUMNS))})", rows
    )


def _columns(schedule: AnkiSchedule, first_day: int) -> tuple[int | str | None, ...]:
    return (
        schedule.kind,
        schedule.queue,
        None if schedule.due is None else schedule.due - first_day,
        schedule.interval,
        schedule.ease_factor,
        schedule.reviews,
        schedule.lapses,
        schedule.data,
    )
