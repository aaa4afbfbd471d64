"""What a collection lacks of our log: reviews, the schedules that follow from them, suspensions.

Only where our log is ahead is anything written: a card whose reviews Anki has all keeps the
schedule that Anki's own scheduler gave it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ipt_cards.anki.identity import CardIdentity
from ipt_cards.anki.push.learning import Learning
from ipt_cards.anki.push.live_anki import NewSchedule
from ipt_cards.anki.push.snapshot import Snapshot
from ipt_cards.anki.reading.rows import AnkiCard, AnkiReview
from ipt_cards.anki.schedule import CardQueue, anki_schedule
from ipt_cards.progress.duplicate_reviews import SAME_ANSWER_MS
from ipt_cards.progress.entry_id import instant_ms
from ipt_cards.scheduling.day import Day


@dataclass(frozen=True, slots=True)
class MissingReview:
    """A review that Anki lacks. Its row's id may be as late as `latest_id` and still be known."""

    row: AnkiReview
    latest_id: int


@dataclass(frozen=True, slots=True)
class Arrears:
    """What one card in Anki lacks.

    schedule: None where Anki's stays. suspended: what it is to become, which the schedule, where
    there is one, says too; None where it is so already. visiting: whether the card is in a filtered
    deck, which would undo what is written to it.
    """

    card: int
    reviews: tuple[MissingReview, ...]
    schedule: NewSchedule | None
    suspended: bool | None
    visiting: bool


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
        missing = tuple(_missing(learned, key, card.id, anki.reviews[card.id]))
        is_suspended = card.queue == CardQueue.SUSPENDED
        # A card that was never touched since its import has the time stamp of its note.
        changed_s = 0 if card.modified == anki.notes[identity[0]].modified else card.modified
        suspended = _is_to_be_suspended(learned, key, changed_s, is_suspended=is_suspended)
        schedule = None
        if any(review.row.ease_factor for review in missing):
            schedule = _schedule(card, learned, key, anki.first_day, suspended=suspended)
        if missing or suspended != is_suspended:
            change = suspended if suspended != is_suspended else None
            yield Arrears(card.id, missing, schedule, change, card.filtered_deck != 0)


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


def _is_to_be_suspended(learned: Learning, key: str, changed_s: int, *, is_suspended: bool) -> bool:
    """What the later says of the two: our log, or the card as it was last changed in Anki."""
    ours = learned.suspensions.get(key)
    if ours is None or instant_ms(ours.id) // 1000 < changed_s:
        return is_suspended
    return ours.suspended


def _schedule(
    card: AnkiCard, learned: Learning, key: str, first_day: Day, *, suspended: bool
) -> NewSchedule:
    reviews = learned.reviews[key]
    schedule = anki_schedule(learned.progress[key], reviews)
    assert schedule.due is not None  # noqa: S101 - a review has had its effect
    queue: int = CardQueue.REVIEW
    if suspended:
        queue = CardQueue.SUSPENDED
    elif card.queue < CardQueue.SUSPENDED:
        queue = card.queue  # Buried until Anki's day turns.
    return NewSchedule(
        card=card.id,
        kind=schedule.kind,
        queue=queue,
        due=schedule.due - first_day,
        interval=schedule.interval,
        ease_factor=schedule.ease_factor,
        reviews=schedule.reviews,
        lapses=schedule.lapses,
        reviewed=reviews[-1].at_ms // 1000,
    )
