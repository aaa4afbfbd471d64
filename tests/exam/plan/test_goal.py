import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.exam.plan.goal import LONGEST_PLAN, Goal
from ipt_cards.scheduling.day import Day, date_of
from tests.forecast.strategies import TODAY

weeks = st.frozensets(st.integers(0, 6), max_size=6)


def test_a_goal_covers_the_topics_it_names_and_without_any_all() -> None:
    assert Goal(TODAY, 10).covers("history")
    named = Goal(TODAY, 10, topics=("history", "methods"))
    assert named.covers("methods")
    assert not named.covers("uses")


@given(weeks, st.integers(0, 400).map(lambda ahead: Day(TODAY + ahead)))
def test_days_off_are_weekdays_by_the_calendar(days_off: frozenset[int], day: Day) -> None:
    assert Goal(TODAY, 10, days_off).is_off(day) == (date_of(day).weekday() in days_off)


@given(weeks, st.integers(1, 12))
def test_the_final_window_holds_so_many_study_days_and_begins_with_one(
    days_off: frozenset[int], final_window: int
) -> None:
    goal = Goal(TODAY, 10, days_off, final_window=final_window)
    study = [day for day in range(goal.window_start, goal.exam) if not goal.is_off(Day(day))]
    assert len(study) == final_window
    assert study[0] == goal.window_start


@pytest.mark.parametrize("beyond", [-1, 0, 1, 5, 6, 400])
def test_each_of_the_next_ten_years_days_is_planned_and_beyond_only_the_window(
    beyond: int,
) -> None:
    goal = Goal(Day(TODAY + LONGEST_PLAN + beyond), 10)
    planned = {*range(TODAY, TODAY + LONGEST_PLAN), *range(goal.window_start, goal.exam)}
    assert goal.days(TODAY) == tuple(sorted(day for day in planned if day < goal.exam))


def test_an_exam_today_has_the_hours_that_are_left() -> None:
    assert Goal(TODAY, 10).days(TODAY) == (TODAY,)


@pytest.mark.parametrize("minutes", [1, 1440])
def test_a_goal_may_ask_for_a_minute_or_all_day(minutes: int) -> None:
    assert Goal(TODAY, minutes).minutes == minutes


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"minutes": 0}, r"^a day has 1 to 1440 minutes to study, not 0$"),
        ({"minutes": 1441}, r"^a day has 1 to 1440 minutes to study, not 1441$"),
        ({"days_off": frozenset(range(7))}, r"^with every day off no day is left to study$"),
        ({"days_off": frozenset({7})}, r"^days off are weekdays, 0 \(Monday\) to 6 \(Sunday\)$"),
        ({"target": 1.0}, r"^the target lies between 0 and 100 %, not at 100%$"),
        ({"target": 0.0}, r"^the target lies between 0 and 100 %, not at 0%$"),
        ({"final_window": 0}, r"^the final window has at least one day$"),
    ],
)
def test_a_goal_that_cant_be_meant_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Goal(**{"exam": Day(TODAY + 9), "minutes": 10} | changes)  # type: ignore[arg-type] # wrong on purpose
