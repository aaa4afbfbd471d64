"""Learners who forget by FSRS-6, each with parameters of his own.

The default parameters (ipt_cards/forecast/fsrs6.py) with a factor drawn for each of them, and the
exponent of the curve drawn within the range in which FSRS's optimiser finds it. Cards differ in
difficulty.
"""

import math
from random import Random

from ipt_cards.forecast.fsrs6 import AGAIN, EASY, HARD, PARAMETERS

SPREAD = 0.25
"""Of the factors, as the standard deviation of their logarithm."""

EXPONENT = (0.1, 0.25)
DIFFICULTY = (5.5, 2.0)
"""Mean and standard deviation of the cards' difficulty, which FSRS keeps within 1 to 10."""


class Fsrs:
    """A learner's memory of some cards. Days are numbers; seconds count from the day's start."""

    def __init__(self, cards: int, rng: Random) -> None:
        drawn = [weight * math.exp(rng.gauss(0, SPREAD)) for weight in PARAMETERS]
        drawn[7], drawn[20] = PARAMETERS[7], rng.uniform(*EXPONENT)
        self._w = drawn
        self._factor = 0.9 ** (-1 / drawn[20]) - 1
        self._difficulty = [min(10.0, max(1.0, rng.gauss(*DIFFICULTY))) for _ in range(cards)]
        self._stability = [0.0] * cards
        self._day = [0.0] * cards

    def recall(self, card: int, day: int, _second: float) -> float:
        """The probability that a card that was studied is recalled."""
        elapsed = day - self._day[card]
        return float((1 + self._factor * elapsed / self._stability[card]) ** -self._w[20])

    def study(self, card: int, day: int, second: float, rating: int) -> None:
        """Answer a card, with a rating from 1 to 4, and see its answer."""
        w, stability, difficulty = self._w, self._stability[card], self._difficulty[card]
        if not stability:
            self._stability[card], self._day[card] = w[rating - 1], day
            return
        forgotten = 1 - self.recall(card, day, second)
        if day == self._day[card]:
            growth = math.exp(w[17] * (rating - 3 + w[18])) * stability ** -w[19]
            stability *= growth if rating == AGAIN else max(1.0, growth)
        elif rating == AGAIN:
            left = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1)
            stability = min(stability, left * math.exp(forgotten * w[14]))
        else:
            stability *= 1 + (
                math.exp(w[8])
                * (11 - difficulty)
                * stability ** -w[9]
                * math.expm1(forgotten * w[10])
                * (min(1.0, w[15]) if rating == HARD else 1)
                * (max(1.0, w[16]) if rating == EASY else 1)
            )
        damped = difficulty - w[6] * (rating - 3) * (10 - difficulty) / 9
        self._difficulty[card] = min(10.0, max(1.0, damped))
        self._stability[card], self._day[card] = max(0.001, stability), day
