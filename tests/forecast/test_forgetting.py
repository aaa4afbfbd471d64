import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.forgetting import (
    BASE,
    ENOUGH_REVIEWS,
    FALLING_IN_TIME,
    PRIOR_DEVIATION,
    calibrate,
    features,
)
from ipt_cards.forecast.logistic import dot
from ipt_cards.forecast.memory import BLANK, answered, memories
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from tests.benchmarks import real_log
from tests.benchmarks.readiness import constant, log_loss, ours, sm2
from tests.forecast.strategies import TODAY, logs

on_the_real_log = pytest.mark.skipif(
    not real_log.PATH.exists(), reason="the real learner's log isn't beside the repository"
)


def log_of(card: str, *answers: tuple[int, Grade]) -> list[Answer]:
    return [Answer(card, Day(TODAY + day), grade, 5_000) for day, grade in answers]


def test_an_empty_log_leaves_what_sm2_intends() -> None:
    model = calibrate([])
    memory = memories(log_of("a", (0, Grade.GOOD), (1, Grade.GOOD)))["a"]
    assert model == BASE
    assert model.recall(memory, Day(TODAY + 1 + 6)) == pytest.approx(0.9)
    assert model.recall(memory, Day(TODAY + 1 + 3)) == pytest.approx(0.9**0.5)


def test_recall_depends_on_these_features_of_a_cards_past() -> None:
    log = log_of("a", (0, Grade.AGAIN), (0, Grade.GOOD), (1, Grade.GOOD), (7, Grade.GOOD))
    log += log_of("a", (22, Grade.AGAIN), (22, Grade.AGAIN), (22, Grade.GOOD))
    memory = memories(log)["a"]
    assert memory.interval == 1
    recall = 0.9**4
    assert features(memory, Day(TODAY + 26)) == pytest.approx(
        (
            math.log(recall / (1 - recall)),
            1,
            -math.log(4),
            math.log(1 + 2),
            math.log(1 + 1),
            math.log(1 + 7 / 2),
            math.log(1 + 4),
            math.log(1 + 1),
        )
    )


def test_an_answer_of_the_very_day_is_half_a_day_old() -> None:
    memory = memories(log_of("a", (0, Grade.GOOD)))["a"]
    assert features(memory, TODAY).freshness == -math.log(0.5)
    assert BASE.recall(memory, TODAY) == pytest.approx(0.9**0.5)


def test_what_is_long_forgotten_has_a_chance_still() -> None:
    memory = memories(log_of("a", (0, Grade.GOOD)))["a"]
    assert features(memory, Day(TODAY + 10**6)).base == pytest.approx(-700)
    assert BASE.recall(memory, Day(TODAY + 10**6)) > 0


def test_introductions_and_drills_alone_calibrate_nothing() -> None:
    log = log_of("a", (0, Grade.AGAIN), (0, Grade.GOOD)) + log_of("b", (0, Grade.EASY))
    assert calibrate(log) == BASE


@given(logs())
def test_recall_is_a_probability_that_never_rises_while_the_learner_waits(
    log: list[Answer],
) -> None:
    model = calibrate(log)
    for memory in memories(log).values():
        recalls = [model.recall(memory, Day(TODAY + wait)) for wait in (0, 1, 2, 5, 30, 400, 9_999)]
        assert all(0 < recall < 1 for recall in recalls)
        assert recalls == sorted(recalls, reverse=True)


@given(logs())
def test_the_same_log_gives_the_same_model(log: list[Answer]) -> None:
    assert calibrate(log) == calibrate(list(log))


@given(logs())
def test_weights_that_would_let_recall_rise_with_time_are_held_at_zero(log: list[Answer]) -> None:
    weights = calibrate(log).weights
    assert all(weights[index] >= 0 for index in FALLING_IN_TIME)


@given(logs(), st.integers(0, 60))
def test_no_log_leaves_the_model_less_sure_than_the_prior(log: list[Answer], wait: int) -> None:
    model = calibrate(log)
    for memory in memories(log).values():
        row = features(memory, Day(TODAY + wait))
        variance, before = (
            dot(row, [dot(column, row) for column in known.covariance]) for known in (model, BASE)
        )
        assert 0 <= variance <= before * (1 + 1e-9)


def test_one_surprise_moves_the_forecast_less_than_halfway() -> None:
    memory = answered(BLANK, Grade.GOOD, TODAY)
    tomorrow = Day(TODAY + 1)
    before = BASE.recall(memory, tomorrow)
    after = calibrate(log_of("a", (0, Grade.GOOD), (1, Grade.AGAIN))).recall(memory, tomorrow)
    assert before / 2 < after < before


def test_a_learner_who_always_forgets_is_believed_in_the_end() -> None:
    log = sorted(
        (
            answer
            for number in range(ENOUGH_REVIEWS)
            for answer in log_of(f"card-{number}", (0, Grade.GOOD), (1, Grade.AGAIN))
        ),
        key=lambda answer: answer.day,
    )
    model = calibrate(log)
    assert model.is_calibrated
    assert not calibrate(log[:-1]).is_calibrated
    assert model.recall(answered(BLANK, Grade.GOOD, TODAY), Day(TODAY + 1)) < 0.1


def test_the_fit_is_the_most_probable_one() -> None:
    log = [
        answer
        for number in range(40)
        for answer in log_of(
            f"card-{number}",
            (0, Grade.GOOD),
            (1 + number % 5, Grade.GOOD if number % 3 else Grade.AGAIN),
        )
    ]
    log.sort(key=lambda answer: answer.day)
    model = calibrate(log)
    first = memories(answer for answer in log if answer.day == TODAY)
    reviews = [(first[a.card], a.day, a.grade.passed) for a in log if a.day > TODAY]

    def loss(weights: list[float]) -> float:
        tried = replace(model, weights=type(model.weights)(*weights))
        misfit = -sum(
            math.log(tried.recall(memory, day) if passed else 1 - tried.recall(memory, day))
            for memory, day, passed in reviews
        )
        pulls = zip(weights, BASE.weights, strict=True)
        return misfit + sum((w - prior) ** 2 for w, prior in pulls) / (2 * PRIOR_DEVIATION**2)

    best = loss(list(model.weights))
    for index in range(len(model.weights)):
        for nudge in (-0.01, 0.01):
            nudged = list(model.weights)
            nudged[index] += nudge
            if index not in FALLING_IN_TIME or nudged[index] >= 0:
                assert loss(nudged) > best


@on_the_real_log
def test_a_real_learners_later_answers_are_forecast_from_the_earlier_ones() -> None:
    data = real_log.halves(real_log.real_answers())
    assert len(data.first) + len(data.second) == 3_358
    assert log_loss(constant(data), data.second) == pytest.approx(0.535, abs=0.0005)
    assert log_loss(ours(data), data.second) <= 0.460


@on_the_real_log
@pytest.mark.parametrize("share", [0.25, 0.5, 0.75])
def test_early_in_the_real_log_too_the_calibrated_model_beats_the_base(share: float) -> None:
    answers = real_log.real_answers()
    data = real_log.halves(answers[: round(len(answers) * share)])
    assert log_loss(ours(data), data.second) < log_loss(sm2(data.second), data.second)
