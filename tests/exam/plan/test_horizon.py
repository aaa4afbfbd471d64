"""The study days until an exam, and what the rules ask for each card."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.exam.plan.goal import Goal
from ipt_cards.exam.plan.horizon import Horizon, StudyOpportunities, horizon
from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.exam_card import ExamCard
from ipt_cards.forecast.learner import NEW_LEARNER, learner
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from tests.forecast.strategies import TODAY

MINUTE_MS = 60_000


def seen(*days: int, grade: Grade = Grade.GOOD) -> list[Answer]:
    """The log of one card, passed until it was graded so on the last of the days."""
    return [
        Answer("a", Day(TODAY + day), grade if day == days[-1] else Grade.GOOD, 8_000)
        for day in days
    ]


def way(log: list[Answer], ahead: int, final_window: int = 5) -> Horizon:
    goal = Goal(Day(TODAY + ahead), 10, final_window=final_window)
    return horizon(goal, learner(log), TODAY, spent_ms=0)


def asked_for(log: list[Answer], ahead: int, final_window: int = 5) -> StudyOpportunities:
    [opportunities] = way(log, ahead, final_window).required([ExamCard("a", "history")])
    return opportunities


@given(
    st.integers(1, 60),
    st.integers(1, 30),
    st.integers(0, 40 * MINUTE_MS),
    st.frozensets(st.integers(0, 6), max_size=6),
)
def test_each_study_day_has_the_goals_time_and_today_what_is_left_of_it(
    ahead: int, minutes: int, spent_ms: int, days_off: frozenset[int]
) -> None:
    goal = Goal(Day(TODAY + ahead), minutes, days_off)
    made = horizon(goal, NEW_LEARNER, TODAY, spent_ms)
    assert made.days == tuple(day for day in goal.days(TODAY) if not goal.is_off(day))
    for day, free_ms in zip(made.days, made.free_ms, strict=True):
        left_ms = minutes * MINUTE_MS - (spent_ms if day == TODAY else 0)
        assert free_ms == max(0, left_ms)
    in_window = [day for day in made.days if day >= goal.window_start]
    assert list(made.days[made.window :]) == in_window


def test_a_new_card_is_introduced_and_seen_twice_more() -> None:
    assert asked_for([], 20) == StudyOpportunities(
        key="a",
        introductions=1,
        reviewed=Day(0),
        failed=False,
        unreviewed=0.0,
        release=0,
        needed=3,
        preferred=3,
        fixed=1,
    )


@pytest.mark.parametrize(
    ("days", "needed"),
    [((-9,), 2), ((-9, -8), 1), ((-9, -8, -7), 1), ((-9, -8, -7, -6), 1)],
)
def test_a_card_is_seen_three_times_in_all_and_once_more_in_the_final_window(
    days: tuple[int, ...], needed: int
) -> None:
    opportunities = asked_for(seen(*days), 20)
    assert (opportunities.needed, opportunities.preferred) == (needed, needed)
    assert opportunities.needed_between == needed - 1


def test_a_card_seen_in_the_final_window_is_only_wished_to_be_seen_again() -> None:
    opportunities = asked_for(seen(-5, -3, -1), 3)
    assert (opportunities.needed, opportunities.preferred) == (0, 1)


@pytest.mark.parametrize(("ahead", "left"), [(1, 0), (2, 1), (3, 2), (4, 2)])
def test_of_a_card_introduced_late_no_more_is_asked_than_there_are_days(
    ahead: int, left: int
) -> None:
    opportunities = asked_for(seen(0), ahead)
    assert opportunities.release == 1
    assert (opportunities.needed, opportunities.preferred) == (left, left)


def test_of_a_card_seen_on_the_eve_nothing_is_asked() -> None:
    opportunities = asked_for(seen(-2, -1, 0), 1)
    assert (opportunities.needed, opportunities.preferred) == (0, 0)


@pytest.mark.parametrize(("last", "release"), [(-1, 0), (0, 1), (4, 5), (40, 10)])
def test_a_card_can_be_seen_from_the_day_after_its_last_review_on(last: int, release: int) -> None:
    # A log merged from a machine whose clock goes ahead may know of days to come.
    opportunities = asked_for(seen(-9, last), 10)
    assert (opportunities.reviewed, opportunities.release) == (TODAY + last, release)


@pytest.mark.parametrize("grade", Grade)
def test_a_card_whose_last_review_was_failed_is_known_for_it(grade: Grade) -> None:
    opportunities = asked_for(seen(-9, -1, grade=grade), 10)
    assert opportunities.failed == (not grade.passed)
    assert (opportunities.introductions, opportunities.fixed) == (0, 0)


def test_a_card_alone_promises_what_the_model_expects_without_sights() -> None:
    made = way(seen(-9, -4), 10)
    [opportunities] = made.required([ExamCard("a", "history")])
    known = made.learner
    assert opportunities.unreviewed == known.model.recall(known.memories["a"], Day(TODAY + 10))
    assert opportunities.unreviewed == made.promise("a", ())
    assert made.promise("a", (3, 8)) > opportunities.unreviewed


def test_a_card_that_is_never_seen_promises_nothing() -> None:
    assert way([], 10).promise("a", ()) == 0
    assert way([], 10).promise("a", (0, 2, 9)) > 0.5
