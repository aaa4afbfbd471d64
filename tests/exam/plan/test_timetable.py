"""The days found, against a plain search among all that have room."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_cards.exam.plan.timetable import Timetable
from ipt_cards.scheduling.day import Day
from tests.forecast.strategies import TODAY

SIGHT_MS = 3
LAST = 9

free = st.lists(st.sampled_from((0, 3, 4, 4)), min_size=LAST + 1, max_size=LAST + 1)
places = st.integers(0, LAST)
spans = st.tuples(places, st.integers(-1, LAST)).map(
    lambda span: (span[0], min(span[0] + span[1], LAST))
)
"""The first and the last day allowed; now and then there is none."""

ideals = st.integers(-3, LAST + 3)


def table_of(free_ms: list[int]) -> Timetable:
    return Timetable([Day(TODAY + index) for index in range(len(free_ms))], free_ms)


def roomy(table: Timetable, low: int, high: int) -> list[int]:
    return [index for index in range(low, high + 1) if table.free_ms[index] >= SIGHT_MS]


def distance_from(ideal: int, low: int, high: int) -> Callable[[int], int]:
    """How far a day lies from the one nearest to the ideal that is allowed."""
    return lambda index: abs(index - max(low, min(high, ideal)))


@settings(max_examples=200)
@given(free, spans)
def test_the_first_and_the_latest_are_those_of_the_days_with_room(
    free_ms: list[int], span: tuple[int, int]
) -> None:
    table, (low, high) = table_of(free_ms), span
    days = roomy(table, low, high)
    assert table.first(low, high, SIGHT_MS) == min(days, default=None)
    assert table.latest(low, high, SIGHT_MS) == max(days, default=None)


@settings(max_examples=200)
@given(free, ideals, spans)
def test_the_nearest_is_the_earlier_of_two_as_near(
    free_ms: list[int], ideal: int, span: tuple[int, int]
) -> None:
    table, (low, high) = table_of(free_ms), span
    nearest = min(roomy(table, low, high), key=distance_from(ideal, low, high), default=None)
    assert table.nearest(ideal, low, high, SIGHT_MS) == nearest


@settings(max_examples=200)
@given(free, ideals, st.integers(0, 4), spans)
def test_the_freest_within_reach_is_the_nearest_of_those_as_free_or_else_any_nearest(
    free_ms: list[int], ideal: int, reach: int, span: tuple[int, int]
) -> None:
    table, (low, high) = table_of(free_ms), span
    distance = distance_from(ideal, low, high)
    within = [index for index in roomy(table, low, high) if distance(index) <= reach]
    freest = min(within, key=lambda index: (-free_ms[index], distance(index)), default=None)
    nearest = table.nearest(ideal, low, high, SIGHT_MS)
    found = table.freest(ideal, reach, low, high, SIGHT_MS)
    assert found == (nearest if freest is None else freest)


@given(free, st.lists(places, max_size=6))
def test_time_that_is_taken_and_given_back_is_free_again(
    free_ms: list[int], taken: list[int]
) -> None:
    table = table_of(free_ms)
    for index in taken:
        table.take(index, SIGHT_MS)
    assert table.free_ms == [ms - SIGHT_MS * taken.count(index) for index, ms in enumerate(free_ms)]
    for index in taken:
        table.give_back(index, SIGHT_MS)
    assert table.free_ms == free_ms
