"""What our schedule of a card is in Anki's terms."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from ipt_cards.progress.entries import Origin, Review
from ipt_cards.scheduling.card_progress import CardProgress
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.sm2 import CardState

EASE_UNIT = 10
"""Our ease factor is in hundredths, Anki's in thousandths."""

FSRS_RETENTION = 0.9
DEFAULT_EXPONENT = 0.1542
"""FSRS-6's default w20. Without any, Anki takes the forgetting curve of FSRS-5."""


class CardKind(IntEnum):
    """How far a card has come (`cards.type`)."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


class CardQueue(IntEnum):
    """Where a card waits (`cards.queue`)."""

    SUSPENDED = -1
    NEW = 0
    REVIEW = 2


@dataclass(frozen=True, slots=True)
class AnkiSchedule:
    """What Anki's scheduler is to know of a card: columns of its table `cards`.

    due: the date; None for a new card, which keeps its place among the new. Each collection counts
        its days from another one, so that the number for `cards.due` depends on the collection.
    interval: in days. ease_factor: in thousandths, 0 for a new card.
    data: JSON, FSRS's memory of the card where that is the learner's scheduler.
    """

    kind: CardKind
    queue: CardQueue
    due: Day | None
    interval: int
    ease_factor: int
    reviews: int
    lapses: int
    data: str


def anki_schedule(
    progress: CardProgress, reviews: Sequence[Review], exponent: float = DEFAULT_EXPONENT
) -> AnkiSchedule:
    """A card's schedule in Anki: due the same day, with the same interval and ease factor.

    reviews: those of the card that stand, oldest first.
    exponent: of the forgetting curve of the learner's FSRS; of no use under another scheduler.

    A burial isn't carried over: Anki ends its own when the day turns. Nor is a drill that is left
    from today: in Anki the card has been answered.
    """
    state = progress.state
    if state.is_new:
        queue = CardQueue.SUSPENDED if progress.suspended else CardQueue.NEW
        return AnkiSchedule(CardKind.NEW, queue, None, 0, 0, 0, 0, "{}")
    return AnkiSchedule(
        kind=CardKind.REVIEW,
        queue=CardQueue.SUSPENDED if progress.suspended else CardQueue.REVIEW,
        due=state.due,
        interval=state.interval,
        ease_factor=state.ease * EASE_UNIT,
        reviews=sum(review.origin != Origin.CRAM for review in reviews),
        lapses=state.lapses,
        data=_data(state, reviews, exponent),
    )


def _data(state: CardState, reviews: Sequence[Review], exponent: float) -> str:
    if not state.stability:
        return "{}"
    last = max(review.at_ms for review in reviews if review.origin != Origin.CRAM)
    memory = {
        "s": state.stability,
        "d": state.difficulty,
        "dr": FSRS_RETENTION,
        "decay": exponent,
        "lrt": last // 1000,
    }
    return json.dumps(memory, separators=(",", ":"))
