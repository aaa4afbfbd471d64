"""What is told of any class: the usual formulas, and plainly nothing where there is nothing."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from ipt_cards.items.analysis import Analysis, analyse
from ipt_cards.items.binomial import at_least, at_most
from ipt_cards.items.rasch import conditional, pairwise
from ipt_cards.items.rasch_scale import rasch_scale
from ipt_cards.items.reliability import Coefficient
from ipt_cards.items.report import as_values
from tests.items.lsat import SCORES
from tests.items.making import counts_of

SHAPE = st.tuples(st.integers(1, 30), st.integers(1, 8))
TABLES = arrays.arrays(np.float64, SHAPE, elements=st.sampled_from([0.0, 0.5, 1.0]))
GAPPY = arrays.arrays(np.float64, SHAPE, elements=st.sampled_from([0.0, 1.0, math.nan]))


def wins_in(scores: np.ndarray) -> np.ndarray:
    right, wrong = (scores == 1).astype(float), (scores < 1).astype(float)
    wins: np.ndarray = right.T @ wrong
    return wins


def finite(value: object) -> bool:
    if isinstance(value, dict):
        return all(map(finite, value.values()))
    if isinstance(value, list | tuple):
        return all(map(finite, value))
    return not isinstance(value, float) or math.isfinite(value)


def analysis_of(scores: np.ndarray) -> Analysis:
    counts = counts_of(scores)
    return analyse(counts, rasch_scale(counts, lambda _: wins_in(scores)))


@given(TABLES)
def test_figures_are_those_of_the_usual_formulas(scores: np.ndarray) -> None:
    found = analysis_of(scores)
    total = scores.sum(axis=1)
    learners, questions = scores.shape
    for item, column in zip(found.items, scores.T, strict=True):
        assert item.difficulty == pytest.approx(column.mean())
        rest = total - column
        if column.std() and rest.std():
            wanted = np.corrcoef(column, rest)[0, 1]
            assert item.discrimination == pytest.approx(wanted, abs=1e-9)
        else:
            assert item.discrimination is None
    if questions > 1 and learners > 1 and total.std():
        covariance = np.cov(scores.T)
        shared = questions / (questions - 1)
        alpha = shared * (1 - covariance.trace() / covariance.sum())
        assert found.reliability is not None
        assert found.reliability.value == pytest.approx(alpha, abs=1e-9)
    else:
        assert found.reliability is None


@given(GAPPY)
@settings(deadline=None)
def test_whatever_was_asked_of_whom_nothing_is_infinite(scores: np.ndarray) -> None:
    asked = scores[~np.isnan(scores).all(axis=1)]
    found = analysis_of(asked)
    assert finite(as_values(found, {}))
    if found.reliability is not None:
        assert found.reliability.value <= 1 + 1e-12
        assert found.reliability.error >= 0


def test_a_question_that_nobody_saw_has_no_figures() -> None:
    scores = np.array([[1.0, math.nan], [0.0, math.nan]])
    unseen = analysis_of(scores).items[1]
    assert (unseen.asked, unseen.difficulty, unseen.discrimination, unseen.flags) == (
        0,
        None,
        None,
        (),
    )


def test_papers_that_differ_have_the_coefficient_of_nested_questions() -> None:
    rng = np.random.default_rng(5)
    ability = rng.normal(size=(400, 1))
    known = 1 / (1 + np.exp(rng.normal(size=60) - ability))
    scores = (rng.random((400, 60)) < known).astype(float)
    scores[rng.random((400, 60)) < 0.5] = math.nan
    found = analysis_of(scores).reliability
    assert found is not None
    assert found.coefficient is Coefficient.NESTED
    # What it estimates: the variance of what learners would reach, of that of what they did.
    one, other = (np.nanmean(scores[:, half::2], axis=1) for half in (0, 1))
    between = np.corrcoef(one, other)[0, 1]
    assert found.value == pytest.approx(2 * between / (1 + between), abs=0.06)
    assert found.questions == pytest.approx(30, abs=1)


@pytest.mark.parametrize("name", SCORES)
def test_rasch_difficulties_solve_the_likelihood_s_equations(name: str) -> None:
    scores = SCORES[name]
    reached = np.bincount(scores.sum(axis=1).astype(int), minlength=6)
    found = conditional(scores.sum(axis=0).astype(int), reached)
    patterns = np.array(list(itertools.product((0, 1), repeat=5)))
    likely = np.exp(-(patterns @ found.difficulty))
    expected = np.zeros(5)
    for score, learners in enumerate(reached):
        of_score = patterns.sum(axis=1) == score
        expected += learners * (likely[of_score] @ patterns[of_score]) / likely[of_score].sum()
    assert expected == pytest.approx(scores.sum(axis=0), abs=1e-9)


def test_pairs_find_the_difficulties_though_everyone_was_asked_something_else() -> None:
    rng = np.random.default_rng(7)
    ability, difficulty = rng.normal(1, 1.2, size=(4000, 1)), rng.uniform(-2, 2, size=15)
    difficulty -= difficulty.mean()
    scores = (rng.random((4000, 15)) < 1 / (1 + np.exp(difficulty - ability))).astype(float)
    scores[rng.random((4000, 15)) < 0.4] = math.nan
    found = [item.rasch for item in analysis_of(scores).items]
    assert found == pytest.approx(difficulty, abs=0.2)
    assert np.corrcoef(np.array(found, dtype=float), difficulty)[0, 1] > 0.998


def test_pairs_and_the_whole_likelihood_agree_on_the_same_paper() -> None:
    scores = SCORES["LSAT-7"]
    reached = np.bincount(scores.sum(axis=1).astype(int), minlength=6)
    whole = conditional(scores.sum(axis=0).astype(int), reached)
    assert pairwise(wins_in(scores)).difficulty == pytest.approx(whole.difficulty, abs=0.05)


def test_questions_that_nothing_links_have_no_common_scale() -> None:
    wins = np.zeros((5, 5))
    wins[:3, :3] = [[0, 5, 2], [3, 0, 4], [6, 1, 0]]
    wins[3, 4] = wins[4, 3] = 3
    found = pairwise(wins).difficulty
    assert np.isfinite(found[:3]).all()
    assert np.isnan(found[3:]).all()


def test_questions_that_all_or_none_had_right_have_no_rasch_difficulty() -> None:
    scores = np.hstack([np.ones((1000, 1)), SCORES["LSAT-6"], np.zeros((1000, 1))])
    first, *middle, last = analysis_of(scores).items
    assert first.rasch is last.rasch is None
    assert [item.rasch for item in middle] == pytest.approx(
        [item.rasch for item in analysis_of(SCORES["LSAT-6"]).items]
    )


@given(st.integers(0, 60), st.integers(0, 60), st.floats(0.01, 0.99))
def test_binomial_tails_are_sums(count: int, trials: int, share: float) -> None:
    each = [
        math.comb(trials, k) * share**k * (1 - share) ** (trials - k) for k in range(trials + 1)
    ]
    assert at_most(count, trials, share) == pytest.approx(sum(each[: count + 1]), abs=1e-12)
    assert at_least(count, trials, share) == pytest.approx(sum(each[count:]), abs=1e-12)
