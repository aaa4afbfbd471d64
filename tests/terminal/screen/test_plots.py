from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.scheduling.day import Day, day_of
from ipt_cards.terminal.screen.plots import SHADES, column_chart, heat, heat_map, stacked_bar

FIRST = day_of(date(2026, 3, 2))
COUNTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=40)
PARTS = st.lists(st.tuples(st.integers(0, 500), st.sampled_from("█▓▒░"), st.just("")), max_size=6)


def columns_of(chart: str, count: int) -> list[str]:
    """The bars of a chart one character wide a day, each from the bottom up."""
    rows = [line.split("│")[-1].split("┤")[-1] for line in chart.split("\n")[:-2]]
    return [
        "".join(row[index : index + 1] or " " for row in reversed(rows)) for index in range(count)
    ]


def test_a_column_chart_shows_each_value_in_eighths_of_a_line() -> None:
    chart = column_chart([8, 4, 1, 0], FIRST, width=7, style="", height=1)
    assert chart.plain.split("\n")[0] == "8 ┤█▄▁ "


def test_each_seventh_column_is_dated() -> None:
    chart = column_chart([1] * 30, FIRST, width=34, style="")
    assert chart.plain.split("\n")[-1] == "   03-02  03-09  03-16  03-23"


def test_a_single_column_is_dated_too() -> None:
    chart = column_chart([1], FIRST, width=80, style="")
    assert chart.plain.split("\n")[-1] == "   03-02"


@given(COUNTS)
def test_higher_values_have_higher_columns_and_only_0_has_none(values: list[int]) -> None:
    narrow = len(values) + len(str(max(values))) + 2
    chart = column_chart(values, FIRST, narrow, style="").plain
    heights = [
        sum(" ▁▂▃▄▅▆▇█".index(glyph) for glyph in column)
        for column in columns_of(chart, len(values))
    ]
    assert all((height > 0) == (value > 0) for height, value in zip(heights, values, strict=True))
    ranked = sorted(zip(values, heights, strict=True))
    assert [height for _, height in ranked] == sorted(heights)


@given(COUNTS, st.integers(0, 300))
def test_a_column_chart_keeps_to_its_width(values: list[int], spare: int) -> None:
    width = len(values) + len(str(max(values))) + 2 + spare
    chart = column_chart(values, FIRST, width, style="").plain
    assert max(map(len, chart.split("\n"))) <= width


@given(st.integers(0, 100), st.integers(0, 100), COUNTS)
def test_a_busier_day_is_never_paler_and_only_0_has_no_shade(
    one: int, other: int, counts: list[int]
) -> None:
    low, high = sorted((one, other))
    assert heat(low, counts) <= heat(high, counts) < len(SHADES)
    studied = [count for count in counts if count]
    assert all(heat(count, studied) > 0 for count in studied)
    assert heat(0, counts) == 0


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_year_ends_with_today_and_is_at_most_53_weeks(width: int) -> None:
    today = Day(FIRST + 2)  # a Wednesday
    lines = heat_map({today: 3}, today, width, style="").plain.split("\n")
    week = [line[-1] for line in lines[1:8]]
    assert week == ["·", "·", SHADES[4], " ", " ", " ", " "]
    assert {len(line) for line in lines[1:8]} == {min(53 + 4, width)}


def test_a_month_is_named_above_the_week_of_its_first_day() -> None:
    lines = heat_map({}, Day(FIRST + 34), 80, style="").plain.split("\n")
    monday = lines[1]
    column = lines[0].index("Mar")
    # The week of 1 March is that of 23 February, the one before FIRST's.
    weeks_ago = len(monday) - 1 - column
    assert weeks_ago == 5


@given(PARTS, st.integers(1, 100))
def test_a_stacked_bar_has_exactly_its_width(parts: list[tuple[int, str, str]], width: int) -> None:
    assert len(stacked_bar(parts, width).plain) == width


@given(PARTS)
def test_no_part_of_a_stacked_bar_that_is_not_0_is_missing(
    parts: list[tuple[int, str, str]],
) -> None:
    bar = stacked_bar(parts, 40).plain
    assert set(bar.strip()) == {glyph for size, glyph, _ in parts if size}
    assert bool(bar.strip()) == any(size for size, _, _ in parts)
