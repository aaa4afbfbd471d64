"""FSRS-6 with its default parameters, in whole days: the published forgetting model.

Formulas: the FSRS project's wiki, "The Algorithm", FSRS-6. Written out here (and compared with
the `fsrs` package in tests/exam/test_fsrs6.py) because that package keeps time in hours, rounds
it down, and can't begin a card at a difficulty of its own.
"""

import math
from typing import NamedTuple

from ipt_cards.scheduling.day import Day

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4

W = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
"""The default parameters w0 to w20 of FSRS-6."""

FACTOR = math.pow(0.9, -1 / W[20]) - 1


class Trace(NamedTuple):
    """A card in a memory: `stability` is the days until recall falls to 0.9."""

    stability: float
    difficulty: float
    reviewed: Day


def recall(trace: Trace, day: Day) -> float:
    """The probability of recall on a day."""
    return math.pow(1 + FACTOR * max(0, day - trace.reviewed) / trace.stability, -W[20])


def interval(trace: Trace, retention: float) -> int:
    """The days, 1 or more, until recall falls to `retention`."""
    return max(1, round(trace.stability / FACTOR * (math.pow(retention, -1 / W[20]) - 1)))


def introduced(rating: int, day: Day, difficulty: float | None = None) -> Trace:
    """The trace of a card's first answer; `difficulty` (1 to 10) replaces what the rating tells."""
    return Trace(W[rating - 1], _bounded(difficulty or _initial_difficulty(rating)), day)


def answered(trace: Trace, rating: int, day: Day) -> Trace:
    """The trace after a later answer, on the same day or a later one."""
    stability, difficulty, _ = trace
    if day <= trace.reviewed:
        growth = math.exp(W[17] * (rating - 3 + W[18])) * stability ** -W[19]
        stability *= growth if rating == AGAIN else max(1.0, growth)
    elif rating == AGAIN:
        stability = min(
            W[11]
            * difficulty ** -W[12]
            * ((stability + 1) ** W[13] - 1)
            * math.exp((1 - recall(trace, day)) * W[14]),
            stability / math.exp(W[17] * W[18]),
        )
    else:
        stability *= 1 + (
            math.exp(W[8])
            * (11 - difficulty)
            * stability ** -W[9]
            * math.expm1((1 - recall(trace, day)) * W[10])
            * (W[15] if rating == HARD else 1)
            * (W[16] if rating == EASY else 1)
        )
    damped = difficulty - W[6] * (rating - 3) * (10 - difficulty) / 9
    difficulty = _bounded(W[7] * _initial_difficulty(EASY) + (1 - W[7]) * damped)
    return Trace(max(stability, 0.001), difficulty, day)


def _initial_difficulty(rating: int) -> float:
    return W[4] - math.exp(W[5] * (rating - 1)) + 1


def _bounded(difficulty: float) -> float:
    return min(max(difficulty, 1.0), 10.0)
