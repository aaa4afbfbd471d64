"""The fit against its definition: the mode of the penalised loss, and the curvature there."""

import math
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_cards.forecast.logistic import LOGIT_LIMIT, Vector, dot, fit, probability

NUDGE = 1e-4


class Problem:
    """Random rows with outcomes by some truth, or without, and priors that pull elsewhere."""

    def __init__(self, rng: Random, rows: int, size: int, *, separable: bool) -> None:
        truth = [rng.uniform(-2, 2) for _ in range(size)]
        self.rows = [tuple(rng.uniform(-2, 2) for _ in truth) for _ in range(rows)]
        chances = [probability(dot(truth, row)) for row in self.rows]
        self.outcomes = [(0.5 if separable else rng.random()) < chance for chance in chances]
        self.prior = tuple(rng.uniform(-1, 1) for _ in truth)
        self.deviation = tuple(rng.uniform(0.3, 2) for _ in truth)

    def fit(self) -> tuple[Vector, tuple[Vector, ...]]:
        return fit(self.rows, self.outcomes, self.prior, self.deviation)

    def loss(self, weights: Sequence[float]) -> float:
        chances = [probability(dot(weights, row)) for row in self.rows]
        misfit = -sum(
            math.log(chance if outcome else 1 - chance)
            for chance, outcome in zip(chances, self.outcomes, strict=True)
        )
        pulls = zip(weights, self.prior, self.deviation, strict=True)
        return misfit + sum(((w - mean) / spread) ** 2 / 2 for w, mean, spread in pulls)

    def slope(self, weights: Sequence[float], index: int) -> float:
        below, above = list(weights), list(weights)
        below[index] -= NUDGE
        above[index] += NUDGE
        return (self.loss(above) - self.loss(below)) / (2 * NUDGE)

    def curvature(self, weights: Sequence[float], i: int, j: int) -> float:
        below, above = list(weights), list(weights)
        below[j] -= NUDGE
        above[j] += NUDGE
        return (self.slope(above, i) - self.slope(below, i)) / (2 * NUDGE)


problems = st.builds(
    Problem,
    st.integers(0, 2**32).map(Random),
    rows=st.integers(0, 30),
    size=st.integers(1, 4),
    separable=st.booleans(),
)


@settings(max_examples=50)
@given(problems)
def test_the_mean_is_where_the_loss_is_flat(problem: Problem) -> None:
    mean, _ = problem.fit()
    slopes = [problem.slope(mean, index) for index in range(len(mean))]
    assert slopes == pytest.approx([0] * len(mean), abs=1e-4)


@settings(max_examples=50)
@given(problems)
def test_the_covariance_is_the_inverse_of_the_losss_curvature(problem: Problem) -> None:
    mean, covariance = problem.fit()
    size = range(len(mean))
    for i in size:
        column = [problem.curvature(mean, j, i) for j in size]
        unit = [float(i == j) for j in size]
        assert [dot(row, column) for row in covariance] == pytest.approx(unit, abs=1e-3)


@given(problems)
def test_without_rows_the_posterior_is_the_prior(problem: Problem) -> None:
    mean, covariance = fit([], [], problem.prior, problem.deviation)
    assert mean == problem.prior
    size = range(len(mean))
    for i in size:
        expected = [problem.deviation[i] ** 2 if i == j else 0 for j in size]
        assert covariance[i] == pytest.approx(expected)


@given(st.floats(-1e9, 1e9))
def test_a_probability_stays_where_a_float_tells_it_from_0_and_1(logit: float) -> None:
    chance = probability(logit)
    assert 0 < chance < 1
    logged = math.log(chance) - math.log1p(-chance)
    assert logged == pytest.approx(max(-LOGIT_LIMIT, min(LOGIT_LIMIT, logit)), abs=0.01)
