"""The delta method against finite differences, and the two kinds of uncertainty apart."""

import math
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.forecast.expected_score import Asked, expect, right_share
from ipt_cards.forecast.forgetting import PRIOR, Features, Forgetting
from ipt_cards.forecast.learner import NEW_LEARNER, Learner, Unseen
from ipt_cards.forecast.logistic import dot
from ipt_cards.forecast.wilson import NINETY_FIVE_PERCENT, wilson

ENDLESS = 1e15
"""Questions enough to leave nothing to chance."""

SIZE = len(PRIOR)
FORGOTTEN = Features(-40, 1, 0, 0, 0, 0, 0, 0)


def learner_of(rng: Random, deviation: float) -> Learner:
    """Someone about whom so much is uncertain, with correlated weights."""
    root = [[deviation * rng.gauss(0, 1) for _ in PRIOR] for _ in PRIOR]
    covariance = tuple(tuple(dot(left, right) for right in root) for left in root)
    weights = Features(*(rng.uniform(-1, 1) for _ in PRIOR))
    unseen = Unseen(rng.uniform(0.2, 0.8), deviation**2)
    return replace(NEW_LEARNER, model=Forgetting(weights, covariance, 0), unseen=unseen)


def cards_of(rng: Random, count: int) -> list[Asked]:
    weights = [rng.random() for _ in range(count)]
    return [
        Asked(
            weight / sum(weights),
            rng.choice((0, 0.25, 0.5)),
            Features(*(rng.uniform(-1, 1) for _ in PRIOR)) if rng.random() < 0.7 else None,
        )
        for weight in weights
    ]


def slope(asked: Sequence[Asked], learner: Learner, index: int) -> float:
    """How the share changes with a weight, or after the last with what is known unseen."""
    shares = []
    for nudge in (-1e-5, 1e-5):
        values = [*learner.model.weights, learner.unseen.share]
        values[index] += nudge
        shares.append(right_share(asked, values[:-1], values[-1]))
    return (shares[1] - shares[0]) / 2e-5


seeds = st.integers(0, 2**32).map(Random)


@given(seeds, st.integers(1, 12))
def test_small_uncertainties_reach_the_share_by_its_slopes(rng: Random, count: int) -> None:
    asked, known = cards_of(rng, count), learner_of(rng, 1e-3)
    slopes = [slope(asked, known, index) for index in range(SIZE + 1)]
    steps = [dot(row, slopes[:-1]) for row in known.model.covariance]
    variance = dot(steps, slopes[:-1]) + known.unseen.variance * slopes[-1] ** 2
    expected = expect(asked, known, ENDLESS)
    reach = NINETY_FIVE_PERCENT * math.sqrt(variance)
    assert expected.share == right_share(asked, known.model.weights, known.unseen.share)
    assert expected.high - expected.share == pytest.approx(reach, rel=0.02)
    assert expected.share - expected.low == pytest.approx(reach, rel=0.02)


@given(seeds, st.integers(1, 12), st.integers(1, 100))
def test_about_a_learner_known_for_sure_only_chance_is_uncertain(
    rng: Random, count: int, questions: int
) -> None:
    expected = expect(cards_of(rng, count), learner_of(rng, 0), questions)
    limits = pytest.approx(wilson(expected.share, questions))
    assert (expected.low, expected.high) == limits


@given(seeds, st.integers(1, 12), st.integers(10, 100))
def test_chance_and_what_is_uncertain_join_as_independent_errors_do(
    rng: Random, count: int, questions: int
) -> None:
    asked, known = cards_of(rng, count), learner_of(rng, 0.05)
    both, uncertain = expect(asked, known, questions), expect(asked, known, ENDLESS)
    low, high = wilson(both.share, questions)
    share = both.share
    below = math.hypot(share - low, share - uncertain.low)
    above = math.hypot(high - share, uncertain.high - share)
    assert both.low == pytest.approx(max(0, share - below), abs=1e-6)
    assert both.high == pytest.approx(min(1, share + above), abs=1e-6)


def test_however_uncertain_what_is_known_unseen_is_it_is_none_to_all_of_it() -> None:
    asked = [Asked(0.5, 0, None), Asked(0.5, 0, FORGOTTEN)]
    model = Forgetting(PRIOR, ((0.0,) * SIZE,) * SIZE, 0)
    known = replace(NEW_LEARNER, model=model, unseen=Unseen(0.5, 9.0))
    expected = expect(asked, known, ENDLESS)
    assert (expected.low, expected.high) == pytest.approx((0, 0.5), abs=1e-6)
