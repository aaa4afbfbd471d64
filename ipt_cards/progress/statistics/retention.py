"""Retention: the part of the reviews in which the learner still knew the card.

Only the first answer of a day to a card answered before counts (Anki's "true retention"): the first
answer ever tests no memory, a drill one of minutes, and a cram is asked out of its time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ipt_cards.progress.statistics.answers import Answer, AnswerKind
from ipt_cards.progress.statistics.card_states import MATURE_INTERVAL
from ipt_cards.progress.statistics.days import monday_of
from ipt_cards.scheduling.day import Day


class Retention(NamedTuple):
    """How many reviews there were, and how many were passed (Hard or better)."""

    passed: int = 0
    reviews: int = 0

    @property
    def rate(self) -> float | None:
        """From 0 to 1; None where nothing was reviewed."""
        return self.passed / self.reviews if self.reviews else None


@dataclass(frozen=True, slots=True)
class RetentionByMaturity:
    """Retention of the cards that were young, and mature, when they were asked."""

    young: Retention
    mature: Retention

    @property
    def all(self) -> Retention:
        """Both together."""
        return Retention(
            self.young.passed + self.mature.passed, self.young.reviews + self.mature.reviews
        )


def retention(answers: Iterable[Answer]) -> RetentionByMaturity:
    """The retention in a history, or a part of one."""
    # Four counts, for a hundred thousand answers.
    young = young_passed = mature = mature_passed = 0
    for answer in answers:
        if answer.kind is not AnswerKind.REVIEW:
            continue
        if answer.before.interval < MATURE_INTERVAL:
            young += 1
            young_passed += answer.grade.passed
        else:
            mature += 1
            mature_passed += answer.grade.passed
    return RetentionByMaturity(Retention(young_passed, young), Retention(mature_passed, mature))


def retention_by_week(
    answers: Iterable[Answer], today: Day
) -> list[tuple[Day, RetentionByMaturity]]:
    """Each week's Monday with its retention, from the first review's week to this one."""
    weeks: dict[Day, list[Answer]] = {}
    for answer in answers:
        if answer.kind is AnswerKind.REVIEW:
            weeks.setdefault(monday_of(answer.day), []).append(answer)
    if not weeks:
        return []
    last = max(*weeks, monday_of(today))
    return [
        (Day(monday), retention(weeks.get(Day(monday), ())))
        for monday in range(min(weeks), last + 1, 7)
    ]
