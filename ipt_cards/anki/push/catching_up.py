"""What a collection lacks of our log: reviews, the schedules that follow from them, suspensions.

Only where our log is ahead is anything written: a card whose reviews Anki has all keeps the
schedule that Anki's own scheduler gave it. A review that was taken back here goes from Anki, too,
unless something came after it there: then Anki's schedule follows from it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile

from ipt_cards.anki.identity import CardIdentity
from ipt_cards.anki.push.learning import Learning
from ipt_cards.anki.push.live_anki import NewSchedule
from ipt_cards.anki.push.snapshot import Snapshot
from ipt_cards.anki.reading.rows import AnkiCard, AnkiReview
from ipt_cards.anki.revlog import has_effect
from ipt_cards.anki.schedule import CardKind, CardQueue, anki_schedule
from ipt_cards.progress.duplicate_reviews import SAME_ANSWER_MS
from ipt_cards.progress.entries import Origin
from ipt_cards.progress.entry_id import instant_ms
from ipt_cards.scheduling.card_progress import UNSEEN
from ipt_cards.scheduling.day import Day


@dataclass(frozen=True, slots=True)
class MissingReview:
    """A review that Anki lacks. Its row's id may be as late as `latest_id` and still be known."""

    row: AnkiReview
    latest_id: int


@dataclass(frozen=True, slots=True)
class Arrears:
    """What one card in Anki, ours by its key, lacks.

    undone: the ids of rows that were taken back here and are the card's last in Anki; moved_on:
    whether others were taken back that something came after.
    schedule: None where Anki's stays. suspended: what it is to become, which the schedule, where
    there is one, says too; None where it is so already. visiting: whether the card is in a filtered
    deck, which would undo what is written to it.
    """

    card: int
    key: str
    reviews: tuple[MissingReview, ...]
    undone: tuple[int, ...]
    moved_on: bool
    schedule: NewSchedule | None
    suspended: bool | None
    visiting: bool

    @property
    def is_change(self) -> bool:
        """Whether anything is to be written."""
        return bool(self.reviews or self.undone or self.schedule) or self.suspended is not None


def arrears(
    anki: Snapshot, keys: Mapping[CardIdentity, str], learned: Learning
) -> Iterator[Arrears]:
    """What each card lacks, of those that lack anything.

    keys: our cards by what Anki knows them by.
    """
    for identity, card in anki.cards.items():
        key = keys.get(identity)
        if key is None:
            continue
        rows = anki.reviews[card.id]
        missing = tuple(_missing(learned, key, card.id, rows))
        undone = list(_undone(learned, key, rows))
        last = tuple(takewhile(undone.__contains__, reversed(rows)))
        is_suspended = card.queue == CardQueue.SUSPENDED
        # A card that was never touched since its import has the time stamp of its note.
        changed_s = 0 if card.modified == anki.notes[identity[0]].modified else card.modified
        suspended = _is_to_be_suspended(learned, key, changed_s, is_suspended=is_suspended)
        schedule = None
        is_behind = any(review.row.ease_factor for review in missing) or _is_put_back(
            card, learned, key, rows
        )
        if is_behind or any(map(has_effect, last)):
            schedule = _schedule(card, learned, key, anki.first_day, suspended=suspended)
            if not is_behind and _is_set(card, schedule):
                schedule = None
        if missing or undone or schedule or suspended != is_suspended:
            yield Arrears(
                card=card.id,
                key=key,
                reviews=missing,
                undone=tuple(row.id for row in last),
                moved_on=len(last) < len(undone),
                schedule=schedule,
                suspended=suspended if suspended != is_suspended else None,
                visiting=card.filtered_deck != 0,
            )


def _missing(
    learned: Learning, key: str, card: int, known: list[AnkiReview]
) -> Iterator[MissingReview]:
    there = [row.id for row in known]
    instants = [review.at_ms for review in learned.reviews.get(key, ())]
    for row in learned.rows.get(key, ()):
        at_ms = instants[bisect_right(instants, row.id) - 1]
        latest_id = at_ms + SAME_ANSWER_MS
        place = bisect_left(there, at_ms)
        if place < len(there) and there[place] <= latest_id:
            continue
        yield MissingReview(row.on(card), latest_id)


def _undone(learned: Learning, key: str, rows: list[AnkiReview]) -> Iterator[AnkiReview]:
    """The rows that are reviews that were taken back here, and none that stand."""
    gone = learned.undone.get(key)
    if gone:
        told = [review.at_ms for review in learned.reviews.get(key, ())]
        yield from (row for row in rows if _tells(gone, row.id) and not _tells(told, row.id))


def _is_put_back(card: AnkiCard, learned: Learning, key: str, rows: list[AnkiReview]) -> bool:
    """Whether a card lacks the effect of a review that Anki has.

    So it is with one that was taken back, stayed in Anki's history, and stands again.
    """
    redone = learned.redone.get(key)
    if not redone:
        return False
    counted = sum(review.origin != Origin.CRAM for review in learned.reviews.get(key, ()))
    return card.reviews < counted and any(_tells(redone, row.id) for row in rows)


def _tells(instants: list[int], row: int) -> bool:
    place = bisect_left(instants, row - SAME_ANSWER_MS)
    return place < len(instants) and instants[place] <= row


def _is_to_be_suspended(learned: Learning, key: str, changed_s: int, *, is_suspended: bool) -> bool:
    """What the later says of the two: our log, or the card as it was last changed in Anki."""
    ours = learned.suspensions.get(key)
    if ours is None or instant_ms(ours.id) // 1000 < changed_s:
        return is_suspended
    return ours.suspended


def _schedule(
    card: AnkiCard, learned: Learning, key: str, first_day: Day, *, suspended: bool
) -> NewSchedule:
    reviews = learned.reviews.get(key, [])
    schedule = anki_schedule(learned.progress.get(key, UNSEEN), reviews)
    is_new = schedule.due is None
    queue: int = CardQueue.NEW if is_new else CardQueue.REVIEW
    if suspended:
        queue = CardQueue.SUSPENDED
    elif card.queue < CardQueue.SUSPENDED:
        queue = card.queue  # Buried until Anki's day turns.
    return NewSchedule(
        card=card.id,
        kind=schedule.kind,
        queue=queue,
        due=0 if schedule.due is None else schedule.due - first_day,
        interval=schedule.interval,
        ease_factor=schedule.ease_factor,
        reviews=schedule.reviews,
        lapses=schedule.lapses,
        reviewed=None if is_new else reviews[-1].at_ms // 1000,
    )


def _is_set(card: AnkiCard, schedule: NewSchedule) -> bool:
    """Whether a card has the schedule. Where a new one stands among the new is the learner's."""
    due = card.due if schedule.kind == CardKind.NEW else schedule.due
    return card == replace(
        card,
        kind=schedule.kind,
        queue=schedule.queue,
        due=due,
        interval=schedule.interval,
        ease_factor=schedule.ease_factor,
        reviews=schedule.reviews,
        lapses=schedule.lapses,
    )
