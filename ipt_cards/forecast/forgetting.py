"""The forgetting model: how likely an answered card is recalled on a later day.

It starts from what typical learners are like and moves to this one as fast as the log is evidence.
Three experts forecast, and weigh as much as their forecasts so far were worth (Bayesian model
averaging, so that the loss is never worse than the best one's by more than −ln of what it weighed
at first, over all reviews together):

- the calibrated curve: a logistic regression whose first feature is the log-odds of recall by
  FSRS-6 with default parameters. By the prior that weighs 1, the learner's level and form some,
  and all else 0; each review moves the weights as far as it is evidence;
- typical learners: FSRS-6 with default parameters itself;
- typical learners again, shifted to how often this one has recalled in all.

What the prior expects was chosen on several learners, each time on all but the one it was judged
on (tests/benchmarks/README.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ipt_cards.forecast import fsrs6
from ipt_cards.forecast.history import Column, Review, Rows, rows_of
from ipt_cards.forecast.logistic import Array, Posterior, fit, probability


class Features(NamedTuple):
    """What the log-odds of recall are a weighted sum of.

    typical: the log-odds of recall by FSRS-6 with default parameters.
    one: 1, so that its weight is the learner's own constant.
    freshness: −ln t. Forgetting by a power of time, as measured since Wixted & Ebbesen 1991.
    failures: ln(1 + failed answers on the last day).
    practice: ln(1 + passed answers ever).
    level, form: of the learner, of late and today (level.py).
    """

    typical: float
    one: float
    freshness: float
    failures: float
    practice: float
    level: float
    form: float


PRIOR = Features(typical=1, one=0, freshness=0, failures=0, practice=0, level=0.8, form=0.4)
DEVIATION = Features(
    typical=0.1, one=0.3, freshness=0.15, failures=0.2, practice=0.2, level=0.2, form=0.2
)
"""How far learners lie from the prior."""

FRESHNESS = Features._fields.index("freshness")
FALLING_IN_TIME = (Features._fields.index("typical"), FRESHNESS)
"""The weights that may not be negative, or a card would be recalled better for waiting longer."""

EXPERTS = (0.9, 0.05, 0.05)
"""What the calibrated curve, typical learners and the shifted ones weigh at first."""

FIRST_FIT, GROWTH = 20, 1.25
"""The experts are judged by forecasts made with weights that were fitted before: after so many
reviews, and again whenever their number has grown by so much."""

USUAL_FRESHNESS, USUAL_FRESHNESS_WEIGHT = -1.0, 2.0
"""So many reviews, three days after the last, stand in where there are few."""

SAME_DAY = 0.5
"""How old, in days, an answer given on the very day counts."""

LATEST_REVIEWS = 20_000
"""The fit reads at most so many, the latest, which keeps it within two seconds."""

ENOUGH_REVIEWS = 100
"""From here on the log tells more of the learner than the prior does."""

SURE = 1e-6
"""No expert is taken at its word beyond this, or one surprise would end it for ever."""


@dataclass(frozen=True, slots=True)
class Forgetting:
    """A forgetting model with what is uncertain about it.

    calibrated: the posterior of the weights of `Features`.
    experts: what the calibrated curve, typical learners and the shifted ones weigh now.
    reviews: how many reviews it was fitted on. freshness: the mean of that feature among them.
    """

    calibrated: Posterior
    experts: tuple[float, float, float]
    reviews: int
    freshness: float

    @property
    def is_calibrated(self) -> bool:
        """Whether the learner's own log outweighs the prior."""
        return self.reviews >= ENOUGH_REVIEWS

    def recall(self, rows: Rows) -> Column:
        """The probability, within (0, 1), that each card is recalled."""
        typical = typical_recall(rows)
        own = probability(features(rows, typical) @ self.calibrated.mean)
        return self.mixed(own, typical, shifted_recall(rows, typical))

    def mixed(self, own: Column, typical: Column, shifted: Column) -> Column:
        """What the experts' probabilities come to."""
        mixed: Column = (
            self.experts[0] * own + self.experts[1] * typical + self.experts[2] * shifted
        )
        return mixed


def typical_recall(rows: Rows) -> Column:
    """The probability that typical learners recall each card."""
    return fsrs6.recall(rows.stability, np.maximum(SAME_DAY, rows.elapsed))


def shifted_recall(rows: Rows, typical: Column) -> Column:
    """Typical learners' recall, shifted to how often this one has recalled in all."""
    return probability(np.log(typical) - np.log1p(-typical) + rows.ever)


def features(rows: Rows, typical: Column) -> Array:
    """The features of each card, in the order of `Features`, a row each."""
    return np.stack(
        (
            np.log(typical) - np.log1p(-typical),
            np.ones(len(rows)),
            -np.log(np.maximum(SAME_DAY, rows.elapsed)),
            np.log1p(rows.failures),
            np.log1p(rows.passes),
            rows.level,
            rows.form,
        ),
        axis=1,
    )


def calibrate(reviews: Sequence[Review], prior: Features = PRIOR) -> Forgetting:
    """The forgetting model that a learner's reviews support, in their order.

    prior: the weights to be expected of a learner whose log is empty.
    """
    latest = reviews[-LATEST_REVIEWS:]
    outcomes = np.array([review.recalled for review in latest], dtype=np.float64)
    return fitted(rows_of(latest), outcomes, prior)


def fitted(rows: Rows, outcomes: Column, prior: Features = PRIOR) -> Forgetting:
    """The forgetting model that reviews in columns support. outcomes: 1 for recalled, else 0.

    Deterministic: the same reviews give the same model.
    """
    typical = typical_recall(rows)
    shifted = shifted_recall(rows, typical)
    seen = features(rows, typical)
    evidence = np.log(np.array(EXPERTS))
    begin, end = 0, FIRST_FIT
    while begin < len(rows):
        known = slice(0, begin)
        own = probability(seen[begin:end] @ _posterior(seen[known], outcomes[known], prior).mean)
        for expert, forecast in enumerate((own, typical[begin:end], shifted[begin:end])):
            evidence[expert] += _log_likelihood(forecast, outcomes[begin:end])
        begin, end = end, int(end * GROWTH)
    weights = np.exp(evidence - evidence.max())
    own_weight, typical_weight, shifted_weight = (weights / weights.sum()).round(8).tolist()
    return Forgetting(
        calibrated=_posterior(seen, outcomes, prior),
        experts=(own_weight, typical_weight, shifted_weight),
        reviews=len(rows),
        freshness=_mean_freshness(seen),
    )


def _mean_freshness(seen: Array) -> float:
    known = float(seen[:, FRESHNESS].sum())
    weight = USUAL_FRESHNESS_WEIGHT
    return round((known + USUAL_FRESHNESS * weight) / (len(seen) + weight), 8)


def _log_likelihood(forecast: Column, outcomes: Column) -> float:
    sure = np.clip(forecast, SURE, 1 - SURE)
    return float(np.sum(outcomes * np.log(sure) + (1 - outcomes) * np.log1p(-sure)))


def _posterior(rows: Array, outcomes: Column, expected: Features) -> Posterior:
    kept = list(range(len(expected)))
    while True:
        prior = Posterior(
            np.array([expected[index] for index in kept]),
            np.diag([DEVIATION[index] ** 2 for index in kept]),
        )
        found = fit(rows[:, kept], outcomes, prior)
        negative = {
            index
            for index, weight in zip(kept, found.mean, strict=True)
            if index in FALLING_IN_TIME and weight < 0
        }
        if not negative:
            break
        kept = [index for index in kept if index not in negative]
    mean, covariance = np.zeros(len(expected)), np.zeros((len(expected), len(expected)))
    mean[kept] = found.mean
    covariance[np.ix_(kept, kept)] = found.covariance
    return Posterior(mean, covariance)


TYPICAL = calibrate(())
"""The model of a learner whose log is empty."""
