"""The laws of SM-2, against the published text (Wozniak 1990), not against the code."""

from fractions import Fraction
from math import ceil

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ipt_cards.scheduling.day import Day, date_of
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.scheduler import preview
from ipt_cards.scheduling.sm2 import MAXIMUM_INTERVAL, NEW, CardState, review
from tests.scheduling.histories import (
    FIRST_DAY,
    answers,
    grades,
    reachable_states,
    state_after,
)

passing = st.sampled_from([Grade.HARD, Grade.GOOD, Grade.EASY])
failing = st.sampled_from([Grade.BLACKOUT, Grade.AGAIN, Grade.ALMOST])
later_days = st.integers(min_value=1, max_value=1000)


def ease_factor(state: CardState) -> Fraction:
    return Fraction(state.ease, 100)


def published_ease_factor(before: Fraction, grade: Grade) -> Fraction:
    q = int(grade)
    after = before + (Fraction("0.1") - (5 - q) * (Fraction("0.08") + (5 - q) * Fraction("0.02")))
    return max(Fraction("1.3"), after)


def next_review(state: CardState, grade: Grade, later: int = 1) -> CardState:
    return review(state, grade, Day(max(state.reviewed, FIRST_DAY) + later))


def test_a_new_card_has_an_ease_factor_of_two_and_a_half() -> None:
    assert NEW.ease_factor == 2.5
    assert NEW.is_new


@given(reachable_states)
def test_the_ease_factor_is_never_below_one_point_three(state: CardState) -> None:
    assert ease_factor(state) >= Fraction("1.3")


@given(reachable_states, passing, later_days)
def test_a_passed_review_moves_the_ease_factor_as_the_formula_says(
    state: CardState, grade: Grade, later: int
) -> None:
    after = next_review(state, grade, later)
    assert ease_factor(after) == published_ease_factor(ease_factor(state), grade)


@given(reachable_states, failing, later_days)
def test_a_failed_card_starts_again_and_keeps_its_ease_factor(
    state: CardState, grade: Grade, later: int
) -> None:
    after = next_review(state, grade, later)
    assert after.repetitions == 0
    assert after.interval == 1
    assert after.ease == state.ease
    assert next_review(after, Grade.GOOD).interval == 1
    assert next_review(next_review(after, Grade.GOOD), Grade.GOOD).interval == 6


@given(st.lists(passing, min_size=1, max_size=12))
def test_the_intervals_are_one_six_and_then_the_last_times_the_new_ease_factor(
    grades_given: list[Grade],
) -> None:
    state, expected, ease = NEW, 0, Fraction("2.5")
    for n, grade in enumerate(grades_given, start=1):
        state = next_review(state, grade)
        ease = published_ease_factor(ease, grade)
        expected = {1: 1, 2: 6}.get(n, ceil(expected * ease))
        assert state.repetitions == n
        assert state.interval == min(expected, 36_500)


def test_good_answers_lead_to_the_published_example() -> None:
    state, intervals = NEW, []
    for _ in range(5):
        state = review(state, Grade.GOOD, Day(max(state.due, FIRST_DAY)))
        intervals.append(state.interval)
    assert intervals == [1, 6, 15, 38, 95]


@given(reachable_states, grades, later_days)
def test_a_card_is_due_its_interval_after_the_review(
    state: CardState, grade: Grade, later: int
) -> None:
    after = next_review(state, grade, later)
    assert after.due == after.reviewed + after.interval


@given(reachable_states, later_days)
def test_a_better_grade_never_gives_an_earlier_day(state: CardState, later: int) -> None:
    due = [next_review(state, grade, later).due for grade in Grade]
    assert due == sorted(due)


@given(reachable_states, later_days)
def test_among_passing_grades_a_better_one_never_gives_a_lower_ease_factor(
    state: CardState, later: int
) -> None:
    ease = [next_review(state, grade, later).ease for grade in Grade if grade.passed]
    assert ease == sorted(ease)


def test_across_two_and_three_the_published_rule_is_not_monotonic() -> None:
    # 3 lowers the ease factor by 0.14, while 2, the worse answer, leaves it as it is.
    assert next_review(NEW, Grade.ALMOST).ease_factor == 2.5
    assert next_review(NEW, Grade.HARD).ease_factor == 2.36


@given(reachable_states, grades, grades)
def test_a_drill_changes_neither_ease_factor_nor_repetitions_nor_the_day_due(
    state: CardState, first: Grade, drill: Grade
) -> None:
    reviewed = next_review(state, first)
    drilled = review(reviewed, drill, reviewed.reviewed)
    assert drilled._replace(drilling=reviewed.drilling) == reviewed


@given(reachable_states, grades, st.lists(grades, max_size=5))
def test_a_card_comes_back_the_same_day_until_it_is_graded_four_or_more(
    state: CardState, first: Grade, drills: list[Grade]
) -> None:
    after = next_review(state, first)
    day = after.reviewed
    for grade in drills:
        after = review(after, grade, day)
    last = (drills or [first])[-1]
    assert after.drills_on(day) == (last < 4)
    assert not after.drills_on(Day(day + 1))


@pytest.mark.parametrize("grade", Grade)
def test_a_first_answer_below_four_is_drilled_and_no_other(grade: Grade) -> None:
    first = next_review(NEW, grade)
    assert first.drills_on(first.reviewed) == (grade < 4)
    later = next_review(next_review(NEW, Grade.GOOD), grade)
    assert later.drills_on(later.reviewed) == (grade < 4)


@given(reachable_states, grades, later_days)
def test_the_next_scheduled_day_is_never_before_tomorrow(
    state: CardState, grade: Grade, later: int
) -> None:
    after = next_review(state, grade, later)
    assert after.due >= after.reviewed + 1


@given(reachable_states, grades, st.integers(min_value=-1000, max_value=1000))
def test_every_state_takes_every_grade_on_any_day(
    state: CardState, grade: Grade, later: int
) -> None:
    day = Day(max(state.reviewed, FIRST_DAY) + later)
    after = review(state, grade, day)
    assert not after.is_new
    assert after.reviewed == max(state.reviewed, day)
    date_of(after.due)


@given(answers)
def test_a_clock_set_back_never_turns_the_day_of_the_last_review_back(
    history: list[tuple[Grade, int]],
) -> None:
    reviewed = [state_after(history[:end]).reviewed for end in range(1, len(history) + 1)]
    assert reviewed == sorted(reviewed)


@given(reachable_states, grades, later_days)
def test_a_lapse_is_a_failed_review(state: CardState, grade: Grade, later: int) -> None:
    after = next_review(state, grade, later)
    lapsed = not state.is_new and not grade.passed
    assert after.lapses == state.lapses + lapsed


def test_intervals_end_at_a_hundred_years() -> None:
    state = NEW
    for _ in range(100):
        state = next_review(state, Grade.EASY)
    assert state.interval == MAXIMUM_INTERVAL == 36_500


@given(reachable_states, later_days)
def test_the_preview_is_what_each_grade_would_lead_to(state: CardState, later: int) -> None:
    day = Day(max(state.reviewed, FIRST_DAY) + later)
    assert preview(state, day) == {grade: review(state, grade, day) for grade in Grade}


@given(reachable_states, grades)
def test_reviewing_leaves_the_state_before_as_it_was(state: CardState, grade: Grade) -> None:
    assume(not state.is_new)
    before = tuple(state)
    next_review(state, grade)
    assert tuple(state) == before
