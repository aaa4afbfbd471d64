"""Reviews as rows of Anki's review log, and back."""

from collections.abc import Iterable
from dataclasses import dataclass

from ipt_cards.anki.reading.rows import AnkiReview, ReviewKind
from ipt_cards.anki.schedule import EASE_UNIT
from ipt_cards.progress.duplicate_reviews import SAME_ANSWER_MS
from ipt_cards.progress.entries import LONGEST_MS, Origin, Review
from ipt_cards.progress.entry_id import END_OF_TIME_MS, imported_id
from ipt_cards.scheduling.day import Calendar, Day
from ipt_cards.scheduling.grade import BUTTONS, Grade
from ipt_cards.scheduling.scheduler import Scheduler
from ipt_cards.scheduling.sm2 import NEW, CardState

_BUTTON = {
    Grade.BLACKOUT: 1,
    Grade.AGAIN: 1,
    Grade.ALMOST: 1,
    Grade.HARD: 2,
    Grade.GOOD: 3,
    Grade.EASY: 4,
}
_LONGEST_IN_ANKI_MS = 2**32 - 1
_LAST_INSTANT_MS = END_OF_TIME_MS - 2
"""Later than it, taking the review back would lie beyond the end of time."""


@dataclass(frozen=True, slots=True)
class RevlogRow:
    """A row that Anki is to have of one of our reviews: columns of its table `revlog`.

    id: UTC milliseconds, unique among all cards. interval, last_interval: days; 0 for a new card.
    ease_factor: in thousandths, 0 where the answer had no effect on the schedule.
    """

    id: int
    button: int
    interval: int
    last_interval: int
    ease_factor: int
    duration_ms: int
    kind: ReviewKind

    def on(self, card: int) -> AnkiReview:
        """The row as Anki has it, on the card that has this id there."""
        return AnkiReview(
            id=self.id,
            card=card,
            button=self.button,
            interval=self.interval,
            last_interval=self.last_interval,
            ease_factor=self.ease_factor,
            duration_ms=self.duration_ms,
            kind=self.kind,
        )


REVLOG_COLUMNS = ("id", "cid", "usn", "ease", "ivl", "lastIvl", "factor", "time", "type")

_TO_BE_SYNCED = -1


def revlog_values(review: AnkiReview) -> tuple[int, ...]:
    """A review's values of REVLOG_COLUMNS, as a row that AnkiWeb doesn't have yet."""
    return (
        review.id,
        review.card,
        _TO_BE_SYNCED,
        review.button,
        review.interval,
        review.last_interval,
        review.ease_factor,
        review.duration_ms,
        review.kind,
    )


def revlog_of(reviews: Iterable[Review], scheduler: Scheduler) -> dict[str, list[RevlogRow]]:
    """The rows of each card's reviews, oldest first.

    reviews: all that stand of all cards concerned, oldest first.

    A row's id is its review's instant, or as few milliseconds later as it takes to be unique. One
    that would come so late that it couldn't be told whose it is has no row; only a program that
    logs a crowd of answers in one instant can make such.
    """
    rows: dict[str, list[RevlogRow]] = {}
    states: dict[str, CardState] = {}
    introduced: dict[str, Day] = {}
    last_id = -1
    for review in reviews:
        day = review.day
        before = states.get(review.card, NEW)
        after = before
        if review.origin != Origin.CRAM:
            after = states[review.card] = scheduler(before, review.grade, day)
            introduced.setdefault(review.card, day)
        identifier = max(review.at_ms, last_id + 1)
        if identifier - review.at_ms > SAME_ANSWER_MS:
            continue
        last_id = identifier
        rows.setdefault(review.card, []).append(
            RevlogRow(
                id=identifier,
                button=_BUTTON[review.grade],
                interval=after.interval,
                last_interval=before.interval,
                ease_factor=0 if review.origin == Origin.CRAM else after.ease * EASE_UNIT,
                duration_ms=min(review.duration_ms, _LONGEST_IN_ANKI_MS),
                kind=_kind(review, before, day, introduced.get(review.card)),
            )
        )
    return rows


def _kind(review: Review, before: CardState, day: Day, introduced: Day | None) -> ReviewKind:
    if review.origin == Origin.CRAM:
        return ReviewKind.FILTERED
    if day == introduced:
        return ReviewKind.LEARNING
    is_drill = day <= before.reviewed
    return ReviewKind.RELEARNING if is_drill else ReviewKind.REVIEW


def is_answer(row: AnkiReview) -> bool:
    """Whether a row of Anki's tells of an answer, rather than of a change that was made by hand."""
    return row.kind in _ANSWERS and row.button != 0


def is_possible(row: AnkiReview) -> bool:
    """Whether an answer has a button and an instant that our log can hold."""
    return 1 <= row.button <= len(BUTTONS) and 0 <= row.id <= _LAST_INSTANT_MS


def has_effect(row: AnkiReview) -> bool:
    """Whether an answer changed the card's schedule."""
    return row.kind != ReviewKind.FILTERED or row.ease_factor != 0


def review_of(row: AnkiReview, guid: str, ordinal: int, card: str, calendar: Calendar) -> Review:
    """The review that an answer in Anki is: with the same id in every import, on every machine.

    guid, ordinal: what Anki knows the card by. card: its key here.
    calendar: whose day it was, with the collection's own rollover hour.
    """
    return Review(
        id=imported_id(row.id, "anki", guid, str(ordinal)),
        card=card,
        grade=BUTTONS[row.button - 1],
        duration_ms=row.duration_ms if 0 <= row.duration_ms < LONGEST_MS else 0,
        origin=Origin.ANKI if has_effect(row) else Origin.CRAM,
        day=calendar.day(row.id),
    )


_ANSWERS = frozenset(ReviewKind) - {ReviewKind.MANUAL, ReviewKind.RESCHEDULED}
