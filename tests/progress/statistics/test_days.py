from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.progress.entries import Origin, Review
from ipt_cards.progress.statistics.days import (
    Streak,
    monday_of,
    streak,
)
from ipt_cards.scheduling.day import Day, date_of, day_of
from ipt_cards.scheduling.grade import Grade
from tests.progress.statistics.histories import START, any_reviews, tally, tally_of

TODAY = Day(100)
DAYS = st.sets(st.integers(80, 100).map(Day))


@pytest.mark.parametrize(
    ("studied", "expected"),
    [
        ([], Streak(0, 0)),
        ([100], Streak(1, 1)),
        ([99], Streak(1, 1)),
        ([98], Streak(0, 1)),
        ([98, 99, 100], Streak(3, 3)),
        ([97, 98, 99], Streak(3, 3)),
        ([90, 91, 92, 93, 99, 100], Streak(2, 4)),
        ([101], Streak(0, 1)),
    ],
)
def test_streaks(studied: list[int], expected: Streak) -> None:
    assert streak([Day(day) for day in studied], TODAY) == expected


@given(DAYS)
def test_the_longest_streak_is_a_run_of_studied_days_and_no_run_is_longer(
    studied: set[Day],
) -> None:
    longest = streak(studied, TODAY).longest
    runs = [
        length
        for first in studied
        for length in range(1, 22)
        if all(first + step in studied for step in range(length))
    ]
    assert longest == max(runs, default=0)


@given(DAYS)
def test_studying_today_lengthens_the_streak_by_a_day(studied: set[Day]) -> None:
    before = streak(studied - {TODAY}, TODAY).current
    assert streak(studied | {TODAY}, TODAY).current == before + 1


@given(DAYS)
def test_the_current_streak_is_never_longer_than_the_longest(studied: set[Day]) -> None:
    found = streak(studied, TODAY)
    assert found.current <= found.longest


@given(st.dates(date(1970, 1, 1), date(3000, 1, 1)))
def test_a_week_begins_on_its_monday(when: date) -> None:
    monday = monday_of(day_of(when))
    assert date_of(monday).weekday() == 0
    assert 0 <= day_of(when) - monday < 7


@given(any_reviews())
def test_each_day_counts_its_own_answers_and_all_days_count_all(reviews: list[Review]) -> None:
    counted = tally_of(reviews)
    days = counted.days()
    assert sum(days.values()) == len(reviews)
    assert list(days) == sorted(days)
    for day, count in days.items():
        study = counted.on(day)
        assert study.answers == count == sum(study.by_kind.values()) == sum(study.by_grade.values())


def test_what_was_done_today_is_told_by_kind_and_by_grade_with_the_time_it_took() -> None:
    counted = tally(
        (0, "a", Grade.GOOD),
        (1, "a", Grade.AGAIN),
        (1, "a", Grade.GOOD),
        (1, "b", Grade.GOOD),
        (1, "b", Grade.EASY, Origin.CRAM),
    )
    study = counted.on(Day(START + 1))
    assert dict(study.by_kind) == {"new": 1, "review": 1, "drill": 1, "cram": 1}
    assert {grade: count for grade, count in study.by_grade.items() if count} == {
        Grade.AGAIN: 1,
        Grade.GOOD: 2,
        Grade.EASY: 1,
    }
    assert study.duration_ms == 20_000
