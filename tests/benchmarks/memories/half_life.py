"""Learners who forget by half-life regression (Settles & Meeder 2016, ACL, 1848-1858).

Recall after t days is 2^(−t/h), and the half-life h grows with the square roots of how often a card
was seen and how often it was recalled. The weights are those that Reddy, Levine & Dragan (2017,
Accelerating Human Learning with Deep Reinforcement Learning) simulate students with: 1 for each,
and each card's own difficulty, drawn from N(0, 1). BIAS is set: it makes the half-life of a card
of medium difficulty that was recalled once 1.6 days. How answers were spaced plays no part.
"""

import math
from random import Random

from ipt_cards.forecast.fsrs6 import AGAIN

BIAS = -1.5


class HalfLife:
    """A learner's memory of some cards. Days are numbers; seconds count from the day's start."""

    def __init__(self, cards: int, rng: Random) -> None:
        self._ease = [rng.gauss(0, 1) for _ in range(cards)]
        self._seen = [0] * cards
        self._recalled = [0] * cards
        self._day = [0] * cards

    def recall(self, card: int, day: int, _second: float) -> float:
        """The probability that a card that was studied is recalled."""
        grown = math.sqrt(self._seen[card]) + math.sqrt(self._recalled[card])
        half_life = math.exp(grown + self._ease[card] + BIAS)
        return float(2 ** (-(day - self._day[card]) / half_life))

    def study(self, card: int, day: int, _second: float, rating: int) -> None:
        """Answer a card, with a rating from 1 to 4, and see its answer."""
        self._seen[card] += 1
        self._recalled[card] += rating > AGAIN
        self._day[card] = day
