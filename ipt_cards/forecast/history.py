"""A log as the forgetting model learns from it: each review with what was known before it.

A review is a card's first answer on a day later than the one it was introduced on.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ipt_cards.forecast import fsrs6
from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.level import Level
from ipt_cards.forecast.memory import BLANK, Memory, answered
from ipt_cards.scheduling.day import Day

Column = NDArray[np.float64]


class Review(NamedTuple):
    """A review, and what stood in the log before it. place: which of the answers it is."""

    place: int
    day: Day
    recalled: bool
    memory: Memory
    level: Level


@dataclass(frozen=True, slots=True)
class Rows:
    """Cards, or reviews, in columns: what predicts recall on a day, a row each.

    stability, elapsed: days. failures, passes: as in `Memory`.
    level, form, ever: the learner's advantage over typical ones of late, today, and in all.
    """

    stability: Column
    elapsed: Column
    failures: Column
    passes: Column
    level: Column
    form: Column
    ever: Column

    def __getitem__(self, rows: slice) -> "Rows":
        return Rows(
            self.stability[rows],
            self.elapsed[rows],
            self.failures[rows],
            self.passes[rows],
            self.level[rows],
            self.form[rows],
            self.ever[rows],
        )

    def __len__(self) -> int:
        return len(self.stability)

    def followed_by(self, others: "Rows") -> "Rows":
        """These rows and then the others."""
        return Rows(
            *(
                np.concatenate((getattr(self, field.name), getattr(others, field.name)))
                for field in fields(self)
            )
        )


@dataclass(frozen=True, slots=True)
class History:
    """A learner's log, folded.

    memories: of each card answered. level: after all answers. reviews: in the order of answering.
    """

    memories: dict[str, Memory]
    level: Level
    reviews: tuple[Review, ...]


def history(answers: Iterable[Answer], before: History | None = None) -> History:
    """Fold a log, or what came after the part that is folded already.

    The reviews are those among these answers.
    """
    folded: dict[str, Memory] = {} if before is None else dict(before.memories)
    level = Level() if before is None else before.level
    reviews: list[Review] = []
    for place, (card, day, grade, _) in enumerate(answers):
        memory = folded.get(card, BLANK)
        if not memory.is_new and day > memory.reviewed:
            reviews.append(Review(place, day, grade.passed, memory, level))
            expected = fsrs6.recall(memory.stability, float(day - memory.reviewed))
            level = level.after(day, recalled=grade.passed, expected=expected)
        folded[card] = answered(memory, grade, day)
    return History(folded, level, tuple(reviews))


def rows_of(reviews: Iterable[Review]) -> Rows:
    """Reviews in columns."""
    return _rows(
        (
            *(memory.stability, day - memory.reviewed, memory.failures, memory.passes),
            *(level.latest.advantage, level.form(day), level.ever.advantage),
        )
        for _, day, _, memory, level in reviews
    )


def rows_on(memories: Iterable[Memory], level: Level, day: Day) -> Rows:
    """Answered cards as they are on a day, in columns."""
    known = (level.latest.advantage, level.form(day), level.ever.advantage)
    return _rows(
        (memory.stability, day - memory.reviewed, memory.failures, memory.passes, *known)
        for memory in memories
    )


def _rows(rows: Iterable[tuple[float, ...]]) -> Rows:
    made = np.array(list(rows), dtype=np.float64).reshape(-1, 7)
    return Rows(*np.ascontiguousarray(made.T))
