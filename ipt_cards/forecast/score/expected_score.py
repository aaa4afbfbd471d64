"""The share of right answers to expect of cards in given memories, with an honest interval.

The interval holds, as independent errors: what is uncertain of the forgetting model's weights, and
of the share known unseen; that the experts disagree; that no model of memory is quite this
learner's; and which questions are drawn and recalled. All but the last are followed to where the
share would lie in log-odds, so that the interval stays within 0 and 1, the last is Wilson's.
"""

import math
from dataclasses import dataclass

import numpy as np

from ipt_cards.forecast.expected_memory import ExpectedMemories
from ipt_cards.forecast.forgetting import FRESHNESS, features, shifted_recall, typical_recall
from ipt_cards.forecast.history import Column
from ipt_cards.forecast.learner import Learner
from ipt_cards.forecast.logistic import probability
from ipt_cards.forecast.wilson import NINETY_PERCENT, wilson
from ipt_cards.scheduling.day import Day

DISCREPANCY, EXTRAPOLATION = 0.3, 0.12
"""By how much the log-odds of recall differ from what any of the models says, as a standard
deviation over learners, however much is known: in all, and for each step, as ln of the days, from
the pauses that were seen to those that are asked for. Chosen on simulated learners whose memories
are none of these models, judged on others (tests/benchmarks/README.md)."""

SURE = 1e-9

LEAST_SIZE = 0.1
"""Of the Beta distribution of a share, as so many answers would make it: nothing is less known."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A share of right answers, 0 to 1, and the limits that it stays within at 90 %."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Asked:
    """Cards that may be asked, in columns.

    weight: each one's part of the whole; the weights sum to 1.
    guess: the chance of a right answer without knowledge.
    """

    weight: Column
    guess: Column
    memories: ExpectedMemories


def right_share(asked: Asked, learner: Learner, day: Day) -> float:
    """The share of right answers to be expected on a day."""
    return _right_share(asked, asked.memories.recall(learner, float(day)))


def _right_share(asked: Asked, recall: Column) -> float:
    return float(asked.weight @ (asked.guess + (1 - asked.guess) * recall))


def expect(asked: Asked, learner: Learner, day: Day, questions: float) -> Expected:
    """The share of so many questions that the learner is to be expected to answer right."""
    model = learner.model
    new = asked.memories.are_new
    rows = asked.memories.rows(learner, float(day))
    typical = typical_recall(rows)
    seen = features(rows, typical)
    own = probability(seen @ model.calibrated.mean)
    # How much each card's recall counts, and what each expert says that all of them come to.
    counts = asked.weight * (1 - asked.guess)
    known = np.where(new, 0.0, counts)
    untaught = float(counts[new].sum())
    experts = (own, typical, shifted_recall(rows, typical))
    shares = [float(known @ each) for each in experts]
    weights = model.experts
    mean = sum(weight * share for weight, share in zip(weights, shares, strict=True))
    recall = asked.memories.with_unseen(learner, np.where(new, 0.0, model.mixed(*experts)))
    share = min(1.0, max(0.0, _right_share(asked, recall)))
    slopes = (known * own * (1 - own)) @ seen
    steepness = known * own * (1 - own)
    further = float(steepness @ np.abs(seen[:, FRESHNESS] - model.freshness))
    variance = (
        weights[0] ** 2 * float(slopes @ model.calibrated.covariance @ slopes)
        + sum(w * (each - mean) ** 2 for w, each in zip(weights, shares, strict=True))
        + (DISCREPANCY * float(steepness.sum())) ** 2
        + (EXTRAPOLATION * further) ** 2
        + learner.unseen.variance * untaught**2
    )
    low, high = _beta_limits(share, variance)
    chance_low, chance_high = wilson(share, questions, NINETY_PERCENT)
    return Expected(
        share,
        max(0.0, share - math.hypot(share - low, share - chance_low)),
        min(1.0, share + math.hypot(high - share, chance_high - share)),
    )


def _beta_limits(share: float, variance: float) -> tuple[float, float]:
    """The limits at 90 % of a share that is uncertain as a Beta variable is.

    Its log-odds are nearly normal, with the variance ψ'(a) + ψ'(b).
    """
    inside = min(1 - SURE, max(SURE, share))
    spread = inside * (1 - inside)
    size = max(LEAST_SIZE, spread / max(variance, SURE**2) - 1)
    middle = math.log(inside / (1 - inside))
    reach = NINETY_PERCENT * math.sqrt(_trigamma(size * inside) + _trigamma(size * (1 - inside)))
    low, high = (
        1 / (1 + math.exp(-min(700.0, max(-700.0, end))))
        for end in (middle - reach, middle + reach)
    )
    return min(share, low), max(share, high)


def _trigamma(x: float) -> float:
    """The trigamma function, by recurrence and asymptotic series (Abramowitz & Stegun 6.4)."""
    shifted = 0.0
    while x < 6:
        shifted += 1 / x**2
        x += 1
    return shifted + 1 / x + 1 / (2 * x**2) + 1 / (6 * x**3) - 1 / (30 * x**5)
