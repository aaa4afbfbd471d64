import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.forecast import fsrs6
from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.expected_memory import expected_memories
from ipt_cards.forecast.forgetting import (
    EXPERTS,
    FALLING_IN_TIME,
    LATEST_REVIEWS,
    PRIOR,
    TYPICAL,
    calibrate,
)
from ipt_cards.forecast.history import history, rows_of, rows_on
from ipt_cards.forecast.learner import NEW_LEARNER, learner
from ipt_cards.forecast.level import Level
from ipt_cards.forecast.memory import Memory
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from tests.forecast.strategies import TODAY, logs


def constant(share: int, reviews: int = 600) -> list[Answer]:
    """A learner who recalls so many reviews of ten, whatever the card and the day."""
    return [
        Answer(
            f"card-{number % 30}",
            Day(TODAY - 2_000 + number // 30 * 3),
            Grade.GOOD if number * 7 % 10 < share else Grade.AGAIN,
            5_000,
        )
        for number in range(reviews)
    ]


@given(st.floats(0.1, 900), st.integers(1, 900))
def test_a_learner_of_whom_nothing_is_known_is_typical(stability: float, elapsed: int) -> None:
    memory = Memory(stability, 5.0, Day(TODAY - elapsed), 1, 0.0, 0.0)
    [recall] = TYPICAL.recall(rows_on([memory], Level(), TODAY))
    assert recall == pytest.approx(fsrs6.recall(stability, float(elapsed)), abs=1e-6)


@given(logs(answers=200), st.integers(1, 30), st.integers(1, 300))
def test_no_card_is_recalled_better_for_waiting_longer(
    log: list[Answer], soon: int, further: int
) -> None:
    known = learner(log)
    cards = expected_memories(list(known.memories.values()))
    one = cards.recall(known, float(TODAY + soon))
    other = cards.recall(known, float(TODAY + soon + further))
    assert np.all(other <= one + 1e-12)


@given(logs(answers=200))
def test_weights_that_make_recall_fall_in_time_are_never_negative(log: list[Answer]) -> None:
    model = learner(log).model
    assert all(model.calibrated.mean[index] >= 0 for index in FALLING_IN_TIME)
    assert sum(model.experts) == pytest.approx(1, abs=1e-6)


@given(logs(answers=120))
def test_the_same_log_gives_the_same_model(log: list[Answer]) -> None:
    one, other = (calibrate(history(log).reviews) for _ in range(2))
    assert one.calibrated.mean.tolist() == other.calibrated.mean.tolist()
    assert one.calibrated.covariance.tolist() == other.calibrated.covariance.tolist()
    assert (one.experts, one.freshness) == (other.experts, other.freshness)


@pytest.mark.parametrize("share", [3, 6, 9, 10])
def test_the_forecast_comes_to_what_the_learner_recalls(share: int) -> None:
    reviews = history(constant(share)).reviews
    forecast = calibrate(reviews[:300]).recall(rows_of(reviews[300:]))
    assert float(forecast.mean()) == pytest.approx(share / 10, abs=0.06)


@pytest.mark.parametrize("share", [3, 6, 9, 10])
def test_no_expert_would_have_been_better_by_more_than_what_it_weighed_at_first(
    share: int,
) -> None:
    reviews = history(constant(share)).reviews
    outcomes = np.array([review.recalled for review in reviews], dtype=float)
    rows = rows_of(reviews)
    mixed = np.empty(len(reviews))
    for place in range(len(reviews)):
        known = calibrate(reviews[: place // 20 * 20])
        mixed[place] = known.recall(rows[place : place + 1])[0]

    def loss(forecast: np.ndarray) -> float:
        sure = np.clip(forecast, 1e-6, 1 - 1e-6)
        return float(-(outcomes * np.log(sure) + (1 - outcomes) * np.log(1 - sure)).sum())

    typical = np.clip(fsrs6.recall(rows.stability, rows.elapsed), 1e-6, 1 - 1e-6)
    # Twenty reviews pass between one weighing and the next.
    assert loss(mixed) <= loss(typical) - math.log(EXPERTS[1]) + 20 * math.log(2)


def test_only_the_latest_reviews_are_read() -> None:
    review = history(constant(9, 60)).reviews[-1]
    assert calibrate([review] * (LATEST_REVIEWS + 5)).reviews == LATEST_REVIEWS


def test_an_empty_log_leaves_the_prior() -> None:
    assert TYPICAL.calibrated.mean.tolist() == list(PRIOR)
    assert TYPICAL.experts == EXPERTS
    assert not TYPICAL.is_calibrated
    assert NEW_LEARNER.model is TYPICAL
