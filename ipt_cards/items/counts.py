"""How often each question was answered in which way, by learners of which score.

All of item analysis rests on these counts and on no single answer, so that a hundred thousand
sittings are no more to compute with than a hundred.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ipt_cards.items.question import Question

Whole = NDArray[np.int64]
Real = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sittings:
    """How many sittings ended with how many points. One place in all arrays is one kind.

    points: reached. asked: how many questions, of a point each. count: sittings.
    """

    points: Real
    asked: Whole
    count: Whole

    @property
    def all(self) -> int:
        """How many there are."""
        return int(self.count.sum())

    @property
    def share(self) -> Real:
        """The part of the points that was reached."""
        return self.points / self.asked


@dataclass(frozen=True, slots=True)
class Answers:
    """How many answers were of a kind. One place in all arrays is one kind.

    question: its index. option: which of the question's was chosen, -1 for no answer, -2 for one
        that isn't among them; absent (all 0) where answers are counted and not choices.
    score: the part of the question's point. points, asked: of the whole sitting. count: answers.
    """

    question: Whole
    option: Whole
    score: Real
    points: Real
    asked: Whole
    count: Whole

    def of(self, question: int) -> "Answers":
        """Those to one question; the arrays are in the order of questions."""
        first, last = np.searchsorted(self.question, [question, question + 1])
        return self.where(slice(first, last))

    def where(self, chosen: "slice | NDArray[np.bool_]") -> "Answers":
        """Those in some places."""
        return Answers(
            self.question[chosen],
            self.option[chosen],
            self.score[chosen],
            self.points[chosen],
            self.asked[chosen],
            self.count[chosen],
        )

    @property
    def share(self) -> Real:
        """The part of the sitting's points that was reached."""
        return self.points / self.asked

    @property
    def rest(self) -> Real:
        """The part of the sitting's other points that was reached; 0 where there are none."""
        others = np.maximum(self.asked - 1, 1)
        return (self.points - self.score) / others


@dataclass(frozen=True, slots=True)
class Counts:
    """All that is counted of a class.

    answers: one for each question of each sitting. choices: one for each option that was chosen,
        and for each question without an answer.
    same_paper: whether all sittings asked the same questions.
    """

    questions: Sequence[Question]
    sittings: Sittings
    answers: Answers
    choices: Answers
    same_paper: bool
