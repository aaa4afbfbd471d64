"""The log as a history: each answer with what it meant and what it did to its card."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from ipt_cards.progress.entries import Origin, Review
from ipt_cards.scheduling import sm2
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.scheduler import Scheduler
from ipt_cards.scheduling.sm2 import NEW, CardState


class AnswerKind(StrEnum):
    """What an answer was to the schedule."""

    NEW = "new"
    """The card's first answer ever."""
    REVIEW = "review"
    """The first answer of its day to a card answered before: what retention is measured on."""
    DRILL = "drill"
    """A further answer on the day of the card's last review (SM-2, step 7)."""
    CRAM = "cram"
    """Without effect on the schedule."""


class Answer(NamedTuple):
    """A review in its place. `day` is the learner's; a cram leaves `after` the same as `before`."""

    card: str
    at_ms: int
    day: Day
    grade: Grade
    duration_ms: int
    origin: Origin
    kind: AnswerKind
    before: CardState
    after: CardState


def answers_of(reviews: Iterable[Review], scheduler: Scheduler = sm2.review) -> list[Answer]:
    """The history that the reviews make, which have to stand and come in the order of their ids."""
    states: dict[str, CardState] = {}
    found = []
    for review in reviews:
        day = review.day
        before = states.get(review.card, NEW)
        if review.origin is Origin.CRAM:
            kind, after = AnswerKind.CRAM, before
        else:
            kind = kind_of(before, day)
            after = states[review.card] = scheduler(before, review.grade, day)
        found.append(
            Answer(
                review.card,
                review.at_ms,
                day,
                review.grade,
                review.duration_ms,
                review.origin,
                kind,
                before,
                after,
            )
        )
    return found


def kind_of(before: CardState, day: Day) -> AnswerKind:
    """What an answer on a day is to a card in that state, if it isn't crammed."""
    if before.is_new:
        return AnswerKind.NEW
    return AnswerKind.REVIEW if day > before.reviewed else AnswerKind.DRILL
