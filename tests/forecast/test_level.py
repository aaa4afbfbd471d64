import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.forecast.level import Level, Tally
from ipt_cards.scheduling.day import Day
from tests.forecast.strategies import TODAY

REVIEWS = st.lists(st.tuples(st.booleans(), st.floats(0.05, 0.99)), max_size=60)


def leveled(reviews: list[tuple[bool, float]], day: Day = TODAY) -> Level:
    level = Level()
    for recalled, expected in reviews:
        level = level.after(day, recalled=recalled, expected=expected)
    return level


def test_as_long_as_nothing_is_known_a_learner_is_a_typical_one() -> None:
    assert Level().latest.advantage == Level().ever.advantage == Level().form(TODAY) == 0


def test_who_recalls_as_often_as_expected_has_no_advantage() -> None:
    tally = Tally()
    for number in range(100):
        tally = tally.after(1.0, recalled=number % 10 != 0, expected=0.9)
    assert tally.advantage == pytest.approx(0, abs=1e-9)


def test_the_advantage_is_the_difference_of_the_log_odds() -> None:
    tally = Tally(reviews=1e9, recalled=0.75e9, expected=0.5e9)
    assert tally.advantage == pytest.approx(math.log(3), abs=1e-6)


@given(REVIEWS, st.booleans(), st.floats(0.05, 0.99))
def test_a_card_recalled_raises_level_and_form_and_one_forgotten_lowers_them(
    reviews: list[tuple[bool, float]], recalled: bool, expected: float
) -> None:
    one, other = (leveled([*reviews, (outcome, expected)]) for outcome in (True, False))
    assert one.latest.advantage > other.latest.advantage
    assert one.ever.advantage > other.ever.advantage
    assert one.form(TODAY) > other.form(TODAY)


@given(REVIEWS)
def test_the_form_is_of_its_day_alone(reviews: list[tuple[bool, float]]) -> None:
    level = leveled(reviews)
    assert level.form(Day(TODAY + 1)) == 0
    tomorrow = level.after(Day(TODAY + 1), recalled=True, expected=0.9)
    assert tomorrow.today.reviews == 1
    assert tomorrow.latest.reviews == pytest.approx(level.latest.reviews * 0.99 + 1)


def test_a_learner_who_does_as_usual_for_him_has_no_form() -> None:
    level = leveled([(number % 2 == 0, 0.9) for number in range(2_000)])
    assert level.latest.advantage < -1.5
    assert abs(level.form(TODAY)) < 0.35
