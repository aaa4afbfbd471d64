"""Learners who forget by ACT-R's declarative memory with spacing (Pavlik & Anderson 2005).

Cognitive Science 29, 559-586: each time a card is seen leaves a trace that decays as a power of
time, the faster the more active the card was then. The activation is ln Σ tᵢ^(−dᵢ) with
dᵢ = c·e^(activation then) + a, and recall is 1/(1 + e^((τ − activation)/s)). The parameters are
those of the paper's experiment. Time is in seconds; between sessions it runs slower by the factor
h. Each card's activation has a constant of its own, drawn from N(0, EASE).
"""

import math
from random import Random

A, C, TAU, S, H = 0.177, 0.217, -0.704, 0.255, 0.025
EASE = 0.25
SECONDS_A_DAY = 86_400 * H
LEAST_AGE = 5.0
"""Seconds."""


class ActR:
    """A learner's memory of some cards. Days are numbers; seconds count from the day's start."""

    def __init__(self, cards: int, rng: Random) -> None:
        self._ease = [rng.gauss(0, EASE) for _ in range(cards)]
        self._traces: list[list[tuple[float, float]]] = [[] for _ in range(cards)]

    def recall(self, card: int, day: int, second: float) -> float:
        """The probability that a card that was studied is recalled."""
        activation = self._activation(card, day * SECONDS_A_DAY + second)
        return 1 / (1 + math.exp((TAU - activation) / S))

    def study(self, card: int, day: int, second: float, _rating: int) -> None:
        """Answer a card, with a rating from 1 to 4, and see its answer."""
        at = day * SECONDS_A_DAY + second
        decay = A
        if self._traces[card]:
            decay += C * math.exp(min(3.0, self._activation(card, at)))
        self._traces[card].append((at, decay))

    def _activation(self, card: int, at: float) -> float:
        summed = sum(max(LEAST_AGE, at - then) ** -decay for then, decay in self._traces[card])
        return math.log(summed) + self._ease[card]
