from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ipt_cards.exam.mock.attempt import Graded, Revealed, Typed, is_right
from ipt_cards.exam.mock.event import (
    Choose,
    Event,
    Flag,
    GoTo,
    Grade,
    HandIn,
    Reveal,
    Skip,
    Tick,
    Type,
)
from ipt_cards.exam.mock.paper import Paper, Question
from ipt_cards.exam.mock.score import Tally
from ipt_cards.exam.mock.sitting import (
    Ending,
    Sitting,
    begin,
    marked,
    mistakes,
    resume,
    step,
    toggled,
)
from ipt_cards.forecast.exam_card import ExamCard
from tests.exam.mock.making import LIMIT_MS, NOW_MS, OPEN, PAPER, TYPED, after, sitting

COUNT = len(PAPER.questions)
RIGHT: tuple[Event, ...] = (
    Choose(frozenset({0})),
    GoTo(1),
    Choose(frozenset({0, 1})),
    GoTo(2),
    Type("Interpersonal Therapy", Fraction(1)),
    Reveal(),
    Grade(right=True),
)

CREDITS = [Fraction(0), Fraction(1, 2), Fraction(1)]

events = st.one_of(
    st.builds(Choose, st.frozensets(st.integers(-1, 3), max_size=3)),
    st.builds(Type, st.sampled_from(["", " ", "IPT"]), st.sampled_from(CREDITS)),
    st.builds(Reveal),
    st.builds(Grade, st.booleans()),
    st.builds(Flag),
    st.builds(Skip),
    st.builds(GoTo, st.integers(-2, 6)),
    st.builds(Tick),
)
timed = st.lists(st.tuples(events, st.integers(-5_000, 90_000)), max_size=25)


def sat(told: list[tuple[Event, int]]) -> Sitting:
    made = sitting()
    now_ms = NOW_MS
    for event, wait_ms in told:
        now_ms += wait_ms
        made = step(made, event, now_ms)
    return made


@given(timed)
def test_the_time_spent_is_never_beyond_the_limit_and_at_the_limit_the_sitting_ends(
    told: list[tuple[Event, int]],
) -> None:
    made = sat(told)
    assert made.spent_ms <= LIMIT_MS
    assert (made.ending is Ending.TIMED_OUT) == (made.spent_ms == LIMIT_MS)


@given(timed, events, st.integers(0, 10**9))
def test_after_the_end_nothing_changes_any_more(
    told: list[tuple[Event, int]], event: Event, later_ms: int
) -> None:
    ended = step(sat(told), HandIn(), NOW_MS + 3_000_000)
    assert ended.ending
    assert step(ended, event, ended.now_ms + later_ms) == ended
    assert resume(ended, ended.now_ms + later_ms) == ended


@given(timed, st.integers(0, 300_000), st.integers(0, 300_000))
def test_time_passes_the_same_in_one_step_or_in_two(
    told: list[tuple[Event, int]], first_ms: int, second_ms: int
) -> None:
    made = sat(told)
    middle = step(made, Tick(), made.now_ms + first_ms)
    both = step(made, Tick(), made.now_ms + first_ms + second_ms)
    again = step(middle, Tick(), made.now_ms + first_ms + second_ms)
    assert (again.attempts, again.ending) == (both.attempts, both.ending)


@given(timed, st.integers(0, 10**9))
def test_the_clock_stands_while_the_exam_is_closed(
    told: list[tuple[Event, int]], away_ms: int
) -> None:
    made = sat(told)
    back = resume(made, made.now_ms + away_ms)
    assert back.left_ms(made.now_ms + away_ms) == made.left_ms(made.now_ms)
    assert back.attempts == made.attempts


@given(timed, st.integers(-5_000, 900_000))
@example(told=[], wait_ms=LIMIT_MS + 1)
def test_the_time_left_is_what_a_tick_then_leaves(
    told: list[tuple[Event, int]], wait_ms: int
) -> None:
    made = sat(told)
    ticked = step(made, Tick(), made.now_ms + wait_ms)
    assert made.left_ms(made.now_ms + wait_ms) == LIMIT_MS - ticked.spent_ms


def test_flagged_questions_are_those_marked_and_not_unmarked() -> None:
    made = after(sitting(), [Flag(), GoTo(2), Flag()])
    assert made.flagged == (0, 2)
    assert after(made, [Flag()]).flagged == (0,)


@given(timed)
def test_flagging_twice_changes_nothing(told: list[tuple[Event, int]]) -> None:
    made = sat(told)
    assert after(made, [Flag(), Flag()], wait_ms=0) == made


@given(timed)
def test_an_event_changes_no_other_question(told: list[tuple[Event, int]]) -> None:
    made = sitting()
    for event, wait_ms in told:
        changed = step(made, event, made.now_ms + abs(wait_ms))
        for place in set(range(COUNT)) - {made.place}:
            assert changed.attempts[place] == made.attempts[place]
        made = changed


@given(timed)
def test_the_marks_are_of_the_answers_and_mistakes_are_all_else(
    told: list[tuple[Event, int]],
) -> None:
    made = sat(told)
    score = marked(made)
    assert score.total.asked == COUNT
    assert COUNT - len(mistakes(made)) <= score.total.right <= made.answered


def test_a_paper_answered_right_is_full_marks() -> None:
    score = marked(after(sitting(), [*RIGHT, HandIn()]))
    assert score.topics == {"basics": Tally(2, 2), "methods": Tally(2, 2)}
    assert score.passed


def test_a_choice_is_replaced_where_one_is_right_and_added_to_where_several_are() -> None:
    one = after(sitting(), [Choose(frozenset({1}))])
    assert toggled(one, 2) == Choose(frozenset({2}))
    assert toggled(one, 1) == Choose(frozenset())
    assert toggled(sitting(), 1) == Choose(frozenset({1}))
    several = after(sitting(), [GoTo(1), Choose(frozenset({1}))])
    assert toggled(several, 2) == Choose(frozenset({1, 2}))
    assert toggled(several, 1) == Choose(frozenset())


def test_a_choice_can_be_changed_and_taken_back() -> None:
    wrong = after(sitting(), [Choose(frozenset({2}))])
    assert not is_right(wrong.question, wrong.attempt.response)
    right = after(wrong, [Choose(frozenset({0}))])
    assert is_right(right.question, right.attempt.response)
    assert after(right, [Choose(frozenset())]).attempt.response is None


@pytest.mark.parametrize("options", [{3}, {-1}, {0, 1}])
def test_what_is_no_option_or_one_too_many_is_no_answer(options: set[int]) -> None:
    assert after(sitting(), [Choose(frozenset(options))]).answered == 0


def test_every_option_of_a_question_with_several_right_may_be_chosen_and_is_wrong() -> None:
    everything = after(sitting(), [GoTo(1), Choose(frozenset({0, 1, 2}))])
    assert everything.answered == 1
    assert not is_right(everything.question, everything.attempt.response)


def test_half_of_the_right_options_is_wrong() -> None:
    half = after(sitting(), [GoTo(1), Choose(frozenset({0}))])
    assert not is_right(half.question, half.attempt.response)


def test_a_typed_answer_goes_on_and_a_blank_one_takes_it_back() -> None:
    answered = after(sitting(), [GoTo(2), Type("IPT", Fraction(0))])
    assert answered.place == 3
    assert answered.attempts[2].response == Typed("IPT", Fraction(0))
    assert after(answered, [GoTo(2), Type(" ", Fraction(0))]).answered == 0


@pytest.mark.parametrize(
    ("card", "answer"),
    [(TYPED, [Type("IPT", Fraction(0))]), (OPEN, [Reveal(), Grade(right=True)])],
)
def test_an_answer_that_is_said_goes_on_to_the_very_next_question(
    card: ExamCard, answer: list[Event]
) -> None:
    made = sitting(Paper(1, (Question(card, ()),) * 4))
    assert after(made, answer).place == 1


def test_an_open_answer_is_graded_only_after_it_was_revealed_and_counts_only_then() -> None:
    at = after(sitting(), [GoTo(3), Grade(right=True)])
    assert at.attempt.response is None
    revealed = after(at, [Reveal()])
    assert revealed.attempt.response == Revealed()
    assert revealed.answered == 0
    assert after(revealed, [Grade(right=True)]).attempts[3].response == Graded(right=True)


def test_skipping_goes_to_the_next_question() -> None:
    assert after(sitting(), [Skip()]).place == 1


def test_skipping_goes_round_to_what_is_not_answered() -> None:
    made = after(sitting(), [Choose(frozenset({0})), Skip(), Skip(), Skip()])
    assert made.place == 3
    assert after(made, [Skip()]).place == 1
    assert after(sitting(), [*RIGHT, Skip()]).place == 3


def test_going_to_a_place_stays_on_the_paper() -> None:
    assert after(sitting(), [GoTo(-1)]).place == 0
    assert after(sitting(), [GoTo(99)]).place == COUNT - 1


def test_the_time_is_that_of_the_question_on_the_screen() -> None:
    made = after(sitting(), [Tick(), GoTo(2), Tick()], wait_ms=1500)
    assert [attempt.duration_ms for attempt in made.attempts] == [3000, 0, 1500, 0]


def test_an_answer_that_comes_too_late_does_not_count() -> None:
    late = step(sitting(), Choose(frozenset({0})), NOW_MS + LIMIT_MS)
    assert late.ending is Ending.TIMED_OUT
    assert late.answered == 0


def test_a_clock_set_back_gives_no_time_back() -> None:
    made = step(after(sitting(), [Tick()], wait_ms=5000), Tick(), NOW_MS - 3_600_000)
    assert made.spent_ms == 5000
    assert step(made, Tick(), NOW_MS - 3_599_000).spent_ms == 6000


def test_answers_are_logged_only_where_that_is_asked_for() -> None:
    assert not sitting().logged
    assert sitting(logged=True).logged
    assert not begin(
        "5177", "small", PAPER, limit_ms=LIMIT_MS, pass_percent=60, now_ms=NOW_MS
    ).logged


def test_a_paper_without_questions_can_not_be_sat() -> None:
    with pytest.raises(ValueError, match="has questions"):
        sitting(Paper(1, ()))
