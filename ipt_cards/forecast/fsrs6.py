"""What ten thousand learners are like: FSRS-6 with its default parameters, in whole days.

Formulas and parameters: the FSRS project's wiki, "The Algorithm", FSRS-6, and the package `fsrs`,
with which a test compares them. They stand here since that package reckons one card at a time, and
a plan asks for millions. Each works on numbers and on numpy's arrays of them alike.

A memory is its stability, the days until recall falls to 0.9, and its difficulty, 1 to 10.
"""

from math import e, exp
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from ipt_cards.scheduling.grade import Grade

Numbers = TypeVar("Numbers", float, NDArray[np.float64])

PARAMETERS = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
"""w0 to w20."""

W = PARAMETERS
_FACTOR = 0.9 ** (-1 / W[20]) - 1
_LEAST_STABILITY = 0.001

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4


def rating_of(grade: Grade) -> int:
    """FSRS's rating, 1 to 4; it knows one way to fail."""
    return max(AGAIN, grade - 1)


def recall(stability: Numbers, elapsed: Numbers) -> Numbers:
    """The probability of recall so many days after a review."""
    return cast("Numbers", (1 + _FACTOR * elapsed / stability) ** -W[20])


def first(rating: int) -> tuple[float, float]:
    """Stability and difficulty after a card's first answer."""
    return W[rating - 1], min(10.0, max(1.0, _first_difficulty(rating)))


def after_pass(
    stability: Numbers, difficulty: Numbers, elapsed: Numbers, rating: int = GOOD
) -> tuple[Numbers, Numbers]:
    """The memory after an answer, 2 to 4, that was right on a later day."""
    forgotten = 1 - recall(stability, elapsed)
    growth = (
        exp(W[8])
        * (11 - difficulty)
        * stability ** -W[9]
        * (e ** (forgotten * W[10]) - 1)
        * (W[15] if rating == HARD else 1)
        * (W[16] if rating == EASY else 1)
    )
    return stability * (1 + growth), _next_difficulty(difficulty, rating)


def after_fail(
    stability: Numbers, difficulty: Numbers, elapsed: Numbers
) -> tuple[Numbers, Numbers]:
    """The memory after an answer that was wrong on a later day."""
    forgotten = 1 - recall(stability, elapsed)
    left = W[11] * difficulty ** -W[12] * ((stability + 1) ** W[13] - 1) * e ** (forgotten * W[14])
    most = stability / exp(W[17] * W[18])
    kept = _at_least(_LEAST_STABILITY, _at_most(most, left))
    return kept, _next_difficulty(difficulty, AGAIN)


def after_drill(
    stability: Numbers, difficulty: Numbers, rating: int = GOOD
) -> tuple[Numbers, Numbers]:
    """The memory after a further answer on the day of the last one."""
    growth = exp(W[17] * (rating - 3 + W[18])) * stability ** -W[19]
    if rating != AGAIN:
        growth = _at_least(1.0, growth)
    return _at_least(_LEAST_STABILITY, stability * growth), _next_difficulty(difficulty, rating)


def _next_difficulty(difficulty: Numbers, rating: int) -> Numbers:
    damped = difficulty - W[6] * (rating - 3) * (10 - difficulty) / 9
    steady = W[7] * _first_difficulty(EASY) + (1 - W[7]) * damped
    return _at_most(10.0, _at_least(1.0, steady))


def _at_most(most: Numbers | float, number: Numbers) -> Numbers:
    if isinstance(number, float):
        return min(float(most), number)
    return cast("Numbers", np.minimum(most, number))


def _at_least(least: float, number: Numbers) -> Numbers:
    # numpy takes ten times as long as Python does over a single number.
    if isinstance(number, float):
        return max(least, number)
    return cast("Numbers", np.maximum(least, number))


def _first_difficulty(rating: int) -> float:
    return W[4] - exp(W[5] * (rating - 1)) + 1
