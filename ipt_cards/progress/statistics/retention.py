"""Retention: the part of the reviews in which the learner still knew the card.

Only the first answer of a day to a card answered before counts (Anki's "true retention"): the first
answer ever tests no memory, a drill one of minutes, and a cram is asked out of its time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import add
from typing import NamedTuple

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


def in_all(parts: Iterable[RetentionByMaturity]) -> RetentionByMaturity:
    """The retention of parts together."""
    counts = [0, 0, 0, 0]
    for part in parts:
        counts = [*map(add, counts, (*part.young, *part.mature))]
    return RetentionByMaturity(Retention(*counts[:2]), Retention(*counts[2:]))


def every_week(
    weeks: Mapping[Day, RetentionByMaturity], today: Day
) -> list[tuple[Day, RetentionByMaturity]]:
    """Each week's Monday with its retention, from the first review's week to this one.

    weeks: those with any review, by their Mondays.
    """
    if not weeks:
        return []
    last = max(*weeks, monday_of(today))
    none = RetentionByMaturity(Retention(), Retention())
    return [
        (Day(monday), weeks.get(Day(monday), none)) for monday in range(min(weeks), last + 1, 7)
    ]
