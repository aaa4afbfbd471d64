"""FSRS behind SM-2's signature, compared with the `fsrs` package kept in its own way."""

from datetime import UTC, datetime, timedelta

import fsrs as package
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.scheduling import fsrs
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.leech import becomes_leech
from ipt_cards.scheduling.sm2 import MAXIMUM_INTERVAL, NEW, CardState
from tests.scheduling.histories import FIRST_DAY, answers, grades
from tests.scheduling.histories import state_after as sm2_state_after

LAST_DAY = Day(3_652_059)
FSRS = fsrs.Fsrs()
GRADES = (Grade.AGAIN, Grade.HARD, Grade.GOOD)


def state_after(history: list[tuple[Grade, int]]) -> CardState:
    state, day = NEW, FIRST_DAY
    for grade, later in history:
        day = Day(day + later)
        state = FSRS(state, grade, day)
    return state


states = answers.map(state_after)


@given(history=st.lists(st.tuples(grades, st.integers(0, 400)), min_size=1, max_size=30))
def test_it_gives_what_the_package_gives(history: list[tuple[Grade, int]]) -> None:
    scheduler = package.Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=())
    card, state, day = package.Card(card_id=1), NEW, FIRST_DAY
    at = datetime(2024, 1, 1, 12, tzinfo=UTC)
    for grade, later in history:
        day, at = Day(day + later), at + timedelta(later)
        card, _ = scheduler.review_card(card, fsrs.RATINGS[grade], at)
        state = FSRS(state, grade, day)
        assert state.stability == pytest.approx(card.stability, rel=1e-3)
        assert state.difficulty == pytest.approx(card.difficulty, rel=1e-3)
        assert state.interval == pytest.approx((card.due - at).days, rel=1e-3, abs=1)
        later_on = Day(day + 30)
        in_package = scheduler.get_card_retrievability(card, at + timedelta(30))
        assert FSRS.recall(state, later_on) == pytest.approx(in_package, abs=1e-3)


@given(state=states, grade=grades, day=st.integers(1, LAST_DAY).map(Day))
def test_it_is_total_and_due_lies_an_interval_after_the_review(
    state: CardState, grade: Grade, day: Day
) -> None:
    after = FSRS(state, grade, day)
    assert 1 <= after.interval <= MAXIMUM_INTERVAL
    assert after.due == after.reviewed + after.interval
    assert after.reviewed == max(day, state.reviewed)
    assert FSRS(state, grade, day) == after


@given(state=states, later=st.integers(1, 400))
def test_a_better_grade_never_gives_a_shorter_interval(state: CardState, later: int) -> None:
    ahead = [FSRS(state, grade, Day(state.reviewed + later)).interval for grade in Grade]
    assert ahead == sorted(ahead)


@given(state=states.filter(lambda state: not state.is_new), later=st.integers(0, 2000))
def test_recall_falls_with_time_and_is_90_percent_when_due(state: CardState, later: int) -> None:
    day = Day(state.reviewed + later)
    assert 0 < FSRS.recall(state, Day(day + 1)) < FSRS.recall(state, day) <= 1
    if 1 < state.interval < MAXIMUM_INTERVAL:
        assert FSRS.recall(state, state.due) == pytest.approx(fsrs.RETENTION, abs=0.04)


def test_a_failed_card_comes_back_the_same_day_and_a_hard_one_does_not() -> None:
    failed, hard, passed = (FSRS(NEW, grade, FIRST_DAY) for grade in GRADES)
    assert failed.drills_on(FIRST_DAY)
    assert not hard.drills_on(FIRST_DAY)
    assert not passed.drills_on(FIRST_DAY)
    assert not FSRS(failed, Grade.GOOD, FIRST_DAY).drills_on(FIRST_DAY)


@given(state=states, grade=grades)
def test_a_drill_counts_neither_as_a_repetition_nor_as_a_lapse(
    state: CardState, grade: Grade
) -> None:
    first = FSRS(state, Grade.AGAIN, Day(state.reviewed + 1 or FIRST_DAY))
    drilled = FSRS(first, grade, first.reviewed)
    assert (drilled.repetitions, drilled.lapses) == (first.repetitions, first.lapses)


@given(history=st.lists(st.tuples(grades, st.integers(1, 400)), max_size=30))
def test_repetitions_and_lapses_are_counted_as_under_sm_2(
    history: list[tuple[Grade, int]],
) -> None:
    ours, theirs = state_after(history), sm2_state_after(history)
    assert (ours.repetitions, ours.lapses) == (theirs.repetitions, theirs.lapses)
    assert ours.ease == NEW.ease


def test_failing_what_was_known_is_a_lapse_and_eight_make_a_leech() -> None:
    state, leeches = NEW, 0
    for number in range(16):
        grade = Grade.AGAIN if number % 2 else Grade.GOOD
        after = FSRS(state, grade, Day(FIRST_DAY + number))
        leeches += becomes_leech(state, after)
        state = after
    assert state.lapses == 8
    assert leeches == 1


def test_parameters_that_the_package_allows_nobody_are_refused_at_once() -> None:
    with pytest.raises(ValueError, match="parameters"):
        fsrs.Fsrs((*FSRS.parameters[:20], 9.9))


@given(grade=grades, day=st.integers(1, LAST_DAY).map(Day))
def test_a_first_answer_means_the_same_on_any_day(grade: Grade, day: Day) -> None:
    first, other = FSRS(NEW, grade, FIRST_DAY), FSRS(NEW, grade, day)
    assert other == first._replace(reviewed=day, due=Day(day + first.interval))
