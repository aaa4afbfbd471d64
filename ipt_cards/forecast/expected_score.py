"""The share of right answers to expect of cards in given memories, with an honest interval.

The interval holds three uncertainties: that of the forgetting model's weights, that of the share
known unseen, and the chance of which questions are asked and recalled. The first two are followed
along the line in which the share depends on them most, as far as 95 % goes (the delta method, but
bent as the share is), then joined with Wilson's interval for the third as independent errors are.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ipt_cards.forecast.forgetting import Features
from ipt_cards.forecast.learner import Learner
from ipt_cards.forecast.logistic import dot, probability
from ipt_cards.forecast.wilson import NINETY_FIVE_PERCENT, wilson


@dataclass(frozen=True, slots=True)
class Expected:
    """A share of right answers, 0 to 1, and the limits that it stays within at 95 %."""

    share: float
    low: float
    high: float


class Asked(NamedTuple):
    """A card that may be asked.

    weight: its part of the whole; the weights of all that may be asked sum to 1.
    guess: the chance of a right answer without knowledge.
    features: what its recall on the day depends on; None for a card never answered.
    """

    weight: float
    guess: float
    features: Features | None


def expect(asked: Sequence[Asked], learner: Learner, questions: float) -> Expected:
    """The share of so many questions that the learner is to be expected to answer right."""
    model, unseen = learner.model, learner.unseen
    share = right_share(asked, model.weights, unseen.share)
    slopes, unseen_slope = _slopes(asked, model.weights)
    steps = [dot(row, slopes) for row in model.covariance]
    unseen_step = unseen.variance * unseen_slope
    deviation = math.sqrt(max(0.0, dot(steps, slopes) + unseen_step * unseen_slope))

    def at(deviations: float) -> float:
        length = deviations / deviation if deviation else 0.0
        weights = [w + length * step for w, step in zip(model.weights, steps, strict=True)]
        known = min(1.0, max(0.0, unseen.share + length * unseen_step))
        return right_share(asked, weights, known)

    chance_low, chance_high = wilson(share, questions)
    low = share - math.hypot(share - min(share, at(-NINETY_FIVE_PERCENT)), share - chance_low)
    high = share + math.hypot(max(share, at(NINETY_FIVE_PERCENT)) - share, chance_high - share)
    return Expected(share, max(0.0, low), min(1.0, high))


def right_share(asked: Sequence[Asked], weights: Sequence[float], unseen: float) -> float:
    """The share of right answers if the model had these weights and so much were known unseen."""
    return math.fsum(
        weight * (guess + (1 - guess) * (unseen if row is None else probability(dot(weights, row))))
        for weight, guess, row in asked
    )


def _slopes(asked: Sequence[Asked], weights: Sequence[float]) -> tuple[list[float], float]:
    """How the share changes with each weight of the model, and with the share known unseen."""
    factors = []
    rows = []
    unseen = 0.0
    for weight, guess, row in asked:
        if row is None:
            unseen += weight * (1 - guess)
        else:
            recall = probability(dot(weights, row))
            factors.append(weight * (1 - guess) * recall * (1 - recall))
            rows.append(row)
    if not rows:
        return [0.0] * len(weights), unseen
    return [dot(factors, column) for column in zip(*rows, strict=True)], unseen
