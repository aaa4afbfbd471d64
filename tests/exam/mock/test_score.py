import math
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ipt_cards.exam.mock.score import Tally, mark
from ipt_cards.forecast.wilson import NINETY_FIVE_PERCENT, wilson


@given(st.integers(1, 300), st.data())
def test_the_interval_holds_the_share_and_keeps_within_0_and_1(
    asked: int, data: st.DataObject
) -> None:
    tally = Tally(data.draw(st.integers(0, asked)), asked)
    low, high = tally.interval
    assert 0 <= low <= tally.share <= high <= 1


def test_the_interval_is_wilsons() -> None:
    # Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3: 81 of 263 and 15 of 148.
    assert Tally(81, 263).interval == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert Tally(15, 148).interval == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert Tally(0, 20).interval == pytest.approx((0.0000, 0.1611), abs=5e-5)


@given(st.integers(1, 100_000))
def test_the_limit_of_none_right_is_none_and_of_all_is_all(asked: int) -> None:
    low_of_none, high_of_none = Tally(0, asked).interval
    low_of_all, high_of_all = Tally(asked, asked).interval
    assert low_of_none == 0 < high_of_none < 1
    assert high_of_all == 1
    assert low_of_all == pytest.approx(1 - high_of_none)


@given(st.floats(0, 1), st.floats(1, 1e6))
def test_the_limits_are_where_the_share_is_just_not_surprising(share: float, asked: float) -> None:
    for limit in wilson(share, asked):
        deviation = NINETY_FIVE_PERCENT * math.sqrt(limit * (1 - limit) / asked)
        assert abs(share - limit) == pytest.approx(deviation, abs=1e-9)


@given(st.integers(1, 100), st.integers(1, 99))
def test_more_questions_make_a_score_surer(asked: int, percent: int) -> None:
    fewer, more = Tally(percent * asked, 100 * asked), Tally(percent * asked * 2, 200 * asked)
    assert more.interval[1] - more.interval[0] < fewer.interval[1] - fewer.interval[0]


def test_nothing_asked_tells_nothing() -> None:
    assert Tally(0, 0).interval == (0, 1)
    assert not Tally(0, 0).reaches(0)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=40))
def test_topics_add_up_to_the_total(answers: list[tuple[str, bool]]) -> None:
    score = mark(answers, pass_percent=70)
    assert sum(tally.asked for tally in score.topics.values()) == score.total.asked == len(answers)
    assert score.total.right == sum(right for _, right in answers)


@given(st.integers(0, 1_000), st.integers(1, 1_000), st.integers(0, 100))
@example(right=1, asked=1, percent=100)
@example(right=199, asked=200, percent=100)
def test_a_tally_reaches_a_mark_that_its_share_is_not_below(
    right: int, asked: int, percent: int
) -> None:
    assert Tally(right, asked).reaches(percent) == (Fraction(right, asked) * 100 >= percent)


def test_the_pass_mark_itself_passes() -> None:
    seven_of_ten = [("a", number < 7) for number in range(10)]
    assert mark(seven_of_ten, pass_percent=70).passed
    assert not mark(seven_of_ten, pass_percent=71).passed
