"""The forgetting model: how likely an answered card is recalled on a later day.

The base is the scheduler's own curve: SM-2's intention, that recall after t days at interval I is
0.9^(t/I), or FSRS's retrievability. It's calibrated by a logistic regression on the learner's log:
the base's logit is one of eight features, its weight has the prior mean 1 and all others 0. So an
empty log yields the base itself, each review moves the forecast as far as it is evidence, and
after a few hundred the log decides alone. Under FSRS, whose stability and difficulty already hold
what the other features tell, only its base and the level are calibrated.
A review here is a card's first answer on a day later than its introduction.

The features beyond base and level were chosen by cross-validation in time within the first half of
a real log; each earns its place there (see tests/benchmarks/README.md).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import expm1, log, log1p
from typing import NamedTuple, Protocol

from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.logistic import Matrix, Posterior, dot, fit, probability
from ipt_cards.forecast.memory import BLANK, Memory, answered
from ipt_cards.scheduling import sm2
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.scheduler import Scheduler


class Features(NamedTuple):
    """What the log-odds of recall are a weighted sum of.

    base: the log-odds of recall on the scheduler's own curve.
    level: 1, so that its weight is the learner's own level.
    freshness: −ln t. Forgetting by a power of time, as measured since Wixted & Ebbesen 1991.
    failures: ln(1 + failed answers in the latest session).
    difficulty: ln(1 + failed answers in the card's first session).
    retained_days: ln(1 + days that reviews have retained_days), the effect of spacing.
    practice: ln(1 + passed answers ever).
    relearning: ln(1 + passed answers in the latest session).
    """

    base: float
    level: float
    freshness: float
    failures: float
    difficulty: float
    retained_days: float
    practice: float
    relearning: float


PRIOR = Features(1, 0, 0, 0, 0, 0, 0, 0)
PRIOR_DEVIATION = 0.7
"""Of each weight: the best in the cross-validation for logs both short and long."""

FALLING_IN_TIME = (Features._fields.index("base"), Features._fields.index("freshness"))
"""The weights that may not be negative, or a card would be recalled better for waiting longer."""

TENTH_LOST = -log(0.9)
"""The decay that leaves a recall of 0.9."""

ALL = tuple(range(len(PRIOR)))
BASE_AND_LEVEL = (Features._fields.index("base"), Features._fields.index("level"))

SAME_DAY = 0.5
"""How old, in days, an answer given on the very day counts."""

LATEST_REVIEWS = 20_000
"""The fit reads at most so many, the latest, which keeps it within two seconds."""

ENOUGH_REVIEWS = 100
"""From here on the log outweighs the prior, which is worth about ten reviews a weight."""


class Past(Protocol):
    """What a forecast needs of an answered card: its `Memory`, or one that is only expected."""

    @property
    def reviewed(self) -> Day:
        """The day of the last review."""

    @property
    def interval(self) -> float:
        """The days in which the scheduler has recall fall to 0.9, above 0."""

    @property
    def first_failures(self) -> float:
        """Of the first session."""

    @property
    def retained_days(self) -> float:
        """Days."""

    @property
    def failures(self) -> float:
        """Of the latest session."""

    @property
    def passes(self) -> float:
        """Of the latest session."""

    @property
    def total_passes(self) -> float:
        """Of all sessions."""


Curve = Callable[[float, float], float]
"""−ln of the recall so many days after a review, at an interval in which it falls to 0.9."""


def exponential(elapsed: float, interval: float) -> float:
    """SM-2's curve, 0.9^(t/I)."""
    return elapsed / interval * TENTH_LOST


def features(memory: Past, day: Day, curve: Curve = exponential) -> Features:
    """What predicts the recall of a card, once answered, on a day not before its last review."""
    elapsed = max(SAME_DAY, day - memory.reviewed)
    decay = min(curve(elapsed, memory.interval), 700.0)
    # In the order of the fields: plans ask for hundreds of thousands, and keywords take time.
    return Features(
        -log(expm1(decay)),
        1.0,
        -log(elapsed),
        log1p(memory.failures),
        log1p(memory.first_failures),
        log1p(memory.retained_days),
        log1p(memory.total_passes),
        log1p(memory.passes),
    )


@dataclass(frozen=True, slots=True)
class Forgetting:
    """A forgetting model with what is uncertain about it.

    weights: of `Features`, the most probable ones.
    covariance: of the weights (the Laplace approximation of their posterior).
    reviews: how many reviews they were fitted on.
    curve: the scheduler's own.
    """

    weights: Features
    covariance: Matrix
    reviews: int
    curve: Curve = exponential

    @property
    def is_calibrated(self) -> bool:
        """Whether the learner's own log outweighs the prior."""
        return self.reviews >= ENOUGH_REVIEWS

    def recall(self, memory: Past, day: Day) -> float:
        """The probability, within (0, 1), that an answered card is recalled on a day."""
        return probability(dot(self.weights, self.features(memory, day)))

    def features(self, memory: Past, day: Day) -> Features:
        """What the recall of an answered card on a day depends on."""
        return features(memory, day, self.curve)


def calibrate(
    answers: Iterable[Answer],
    scheduler: Scheduler = sm2.review,
    curve: Curve = exponential,
    fitted: Sequence[int] = ALL,
) -> Forgetting:
    """The forgetting model that a learner's log supports.

    scheduler, curve: whose states the memories hold, and how it has recall fall.
    fitted: which of the features are fitted; the others weigh nothing.

    Deterministic: the same answers give the same model.
    """
    rows, outcomes = _reviews(answers, scheduler, curve)
    rows, outcomes = rows[-LATEST_REVIEWS:], outcomes[-LATEST_REVIEWS:]
    kept = list(fitted)
    while True:
        posterior = fit(
            [tuple(row[index] for index in kept) for row in rows],
            outcomes,
            prior=tuple(PRIOR[index] for index in kept),
            deviation=(PRIOR_DEVIATION,) * len(kept),
        )
        negative = [
            index
            for index, weight in zip(kept, posterior.mean, strict=True)
            if index in FALLING_IN_TIME and weight < 0
        ]
        if not negative:
            return _model(kept, posterior, len(rows), curve)
        kept = [index for index in kept if index not in negative]


def _reviews(
    answers: Iterable[Answer], scheduler: Scheduler, curve: Curve
) -> tuple[list[Features], list[bool]]:
    rows: list[Features] = []
    outcomes: list[bool] = []
    folded: dict[str, Memory] = {}
    for card, day, grade, _ in answers:
        memory = folded.get(card, BLANK)
        if not memory.state.is_new and day > memory.state.reviewed:
            rows.append(features(memory, day, curve))
            outcomes.append(grade.passed)
        folded[card] = answered(memory, grade, day, scheduler)
    return rows, outcomes


def _model(kept: Sequence[int], posterior: Posterior, reviews: int, curve: Curve) -> Forgetting:
    weights = [0.0] * len(PRIOR)
    covariance = [[0.0] * len(PRIOR) for _ in PRIOR]
    for i, row in enumerate(kept):
        weights[row] = posterior.mean[i]
        for j, column in enumerate(kept):
            covariance[row][column] = posterior.covariance[i][j]
    return Forgetting(Features(*weights), tuple(map(tuple, covariance)), reviews, curve)


BASE = calibrate(())
"""The model of a learner whose log is empty: 0.9^(t/I), and hardly anything sure about it."""
