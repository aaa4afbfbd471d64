import math
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.forecast.logistic import Array, Posterior, fit, probability

PRIOR = Posterior(np.array([1.0, 0.0]), np.diag([0.04, 0.09]))

OUTCOMES = st.lists(st.tuples(st.floats(-4, 4), st.floats(-4, 4), st.booleans()), max_size=60)


def columns(drawn: list[tuple[float, float, bool]]) -> tuple[Array, Array]:
    rows = np.array([[a, b] for a, b, _ in drawn], dtype=float).reshape(-1, 2)
    return rows, np.array([outcome for *_, outcome in drawn], dtype=float)


def loss(weights: Array, rows: Array, outcomes: Array) -> float:
    chances = probability(rows @ weights)
    likelihood = outcomes * np.log(chances) + (1 - outcomes) * np.log(1 - chances)
    move = weights - PRIOR.mean
    return float(-likelihood.sum() + move @ np.linalg.inv(PRIOR.covariance) @ move / 2)


def test_without_outcomes_the_posterior_is_the_prior() -> None:
    found = fit(*columns([]), PRIOR)
    assert found.mean == pytest.approx(PRIOR.mean)
    assert found.covariance == pytest.approx(PRIOR.covariance)


@given(OUTCOMES)
def test_no_weights_nearby_fit_better(drawn: list[tuple[float, float, bool]]) -> None:
    rows, outcomes = columns(drawn)
    found = fit(rows, outcomes, PRIOR)
    for step in ([1e-3, 0], [-1e-3, 0], [0, 1e-3], [0, -1e-3]):
        assert loss(found.mean + step, rows, outcomes) >= loss(found.mean, rows, outcomes) - 1e-9


@given(OUTCOMES)
def test_the_covariance_is_the_inverse_of_the_curvature(
    drawn: list[tuple[float, float, bool]],
) -> None:
    rows, outcomes = columns(drawn)
    found = fit(rows, outcomes, PRIOR)
    chances = probability(rows @ found.mean)
    curvature = (rows.T * (chances * (1 - chances))) @ rows + np.linalg.inv(PRIOR.covariance)
    assert found.covariance @ curvature == pytest.approx(np.eye(2), abs=1e-4)


@given(OUTCOMES, st.randoms())
def test_the_order_of_the_outcomes_makes_no_difference(
    drawn: list[tuple[float, float, bool]], rng: Random
) -> None:
    shuffled = rng.sample(drawn, len(drawn))
    one, other = fit(*columns(drawn), PRIOR), fit(*columns(shuffled), PRIOR)
    assert one.mean == pytest.approx(other.mean, abs=2e-8)


def test_probabilities_stay_strictly_between_0_and_1() -> None:
    low, middle, high = probability(np.array([-1e9, 0.0, 1e9]))
    assert 0 < low < 1e-12
    assert middle == 0.5
    assert high < 1
    assert math.isclose(low, 1 - high, rel_tol=1e-2)
