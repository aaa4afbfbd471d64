"""Forecasts by FSRS: today's retrievability, and what opportunities to come make of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_cards.exam.plan.goal import Goal
from ipt_cards.exam.plan.plan import Plan, make_plan
from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.exam_card import ExamCard
from ipt_cards.forecast.expected_memory import after_opportunities, expected_memory_after
from ipt_cards.forecast.learner import learner
from ipt_cards.forecast.memory import Memory
from ipt_cards.forecast.readiness import Forecast
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.fsrs import Fsrs
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.sm2 import NEW
from tests.forecast.strategies import TODAY, logs

FSRS = Fsrs()
CARDS = [ExamCard(f"card-{number}", "history") for number in range(8)]


@given(st.sampled_from(Grade), st.integers(1, 400))
def test_without_reviews_to_calibrate_on_recall_is_fsrss_retrievability(
    grade: Grade, wait: int
) -> None:
    known = learner([Answer("card-0", TODAY, grade, 5_000)], FSRS)
    day = Day(TODAY + wait)
    expected = FSRS.recall(FSRS(NEW, grade, TODAY), day)
    assert known.model.recall(known.memories["card-0"], day) == pytest.approx(expected)
    share = Forecast(CARDS[:1], known, {}, 10).on(day).total.share
    assert share == pytest.approx(expected)


@given(logs())
@settings(max_examples=40)
def test_only_its_curve_and_the_learners_level_are_calibrated(log: list[Answer]) -> None:
    base, _, *others = learner(log, FSRS).model.weights
    assert base >= 0
    assert set(others) == {0}


@given(logs(), st.integers(0, 400))
@settings(max_examples=40)
def test_the_expected_share_lies_within_its_interval(log: list[Answer], wait: int) -> None:
    total = Forecast(CARDS, learner(log, FSRS), {}, 40).on(Day(TODAY + wait)).total
    assert 0 <= total.low <= total.share <= total.high <= 1


@given(logs(), st.integers(0, 20))
@settings(max_examples=40)
def test_a_sight_leaves_the_mean_of_failing_and_passing_by_the_recall(
    log: list[Answer], wait: int
) -> None:
    known = learner(log, FSRS)
    day = Day(TODAY + wait)
    for card in CARDS:
        memory = known.memories.get(card.key)
        state, recall = (
            (NEW, known.unseen.share)
            if memory is None
            else (memory.state, known.model.recall(memory, day))
        )
        passed = FSRS(state, Grade.GOOD, day)
        failed = FSRS(FSRS(state, Grade.AGAIN, day), Grade.GOOD, day)
        after = after_opportunities(card.key, [day], known)
        assert isinstance(after, Memory)
        assert after.reviewed == day
        assert after.state.stability == pytest.approx(
            recall * passed.stability + (1 - recall) * failed.stability
        )
        assert after.state.difficulty == pytest.approx(
            recall * passed.difficulty + (1 - recall) * failed.difficulty
        )


@given(logs())
@settings(max_examples=20)
def test_under_sm2_it_is_the_plans_prospect(log: list[Answer]) -> None:
    known = learner(log)
    opportunities = [Day(TODAY + 1), Day(TODAY + 5)]
    for card in CARDS:
        assert after_opportunities(card.key, opportunities, known) == expected_memory_after(
            card.key, opportunities, known
        )
        assert after_opportunities(card.key, (), known) == known.memories.get(card.key)


def test_the_plan_raises_the_score_that_fsrs_forecasts() -> None:
    known = learner([Answer(card.key, Day(TODAY - 9), Grade.GOOD, 5_000) for card in CARDS], FSRS)
    exam = Day(TODAY + 20)
    made = make_plan(CARDS, known, Goal(exam, minutes=20), TODAY)
    assert isinstance(made, Plan)
    points = Forecast(CARDS, known, {}, 40).curve(TODAY, exam, made.cards)
    assert points[0].planned == points[0].without
    assert points[-1].planned.share > 0.9 > points[-1].without.share


def test_the_plan_promises_what_fsrs_forecasts() -> None:
    known = learner([Answer(card.key, Day(TODAY - 9), Grade.GOOD, 5_000) for card in CARDS], FSRS)
    exam = Day(TODAY + 20)
    made = make_plan(CARDS, known, Goal(exam, minutes=20), TODAY)
    assert isinstance(made, Plan)
    for card, days in made.cards.items():
        after = after_opportunities(card, tuple(days), known)
        assert after is not None
        assert made.promised[card] == pytest.approx(known.model.recall(after, exam))
