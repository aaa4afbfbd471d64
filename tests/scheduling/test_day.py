"""The learner's day, in many zones, across every kind of change of the clock."""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.scheduling.day import (
    DAY_MS,
    Calendar,
    Day,
    date_of,
    day_of,
    earliest_ms,
    is_possible_day,
)
from tests.scheduling.calendars import ZONES, calendars

instants = st.integers(min_value=0, max_value=4_000_000_000_000)


@given(calendars, instants)
def test_any_learners_day_is_possible_for_its_instant(calendar: Calendar, at_ms: int) -> None:
    day = calendar.day(at_ms)
    assert is_possible_day(day, at_ms)
    assert earliest_ms(day) <= at_ms


days = st.integers(day_of(date(1971, 1, 1)), day_of(date(2090, 1, 1))).map(Day)


def ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


@given(calendars, instants)
def test_an_instant_lies_between_the_starts_of_its_day_and_the_next(
    calendar: Calendar, at_ms: int
) -> None:
    day = calendar.day(at_ms)
    assert calendar.start_ms(day) <= at_ms < calendar.start_ms(Day(day + 1))


@given(calendars, days)
def test_a_day_starts_at_the_first_instant_that_belongs_to_it(calendar: Calendar, day: Day) -> None:
    start = calendar.start_ms(day)
    assert calendar.day(start - 1) < day <= calendar.day(start)
    assert isinstance(start, int)


@given(calendars, instants, st.integers(min_value=0, max_value=3 * DAY_MS))
def test_days_never_run_backwards(calendar: Calendar, at_ms: int, later: int) -> None:
    assert calendar.day(at_ms) <= calendar.day(at_ms + later)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("rollover_hour", [0, 1, 2, 3, 4, 23])
def test_no_change_of_the_clock_repeats_a_day(zone: str, rollover_hour: int) -> None:
    calendar = Calendar(ZoneInfo(zone), rollover_hour)
    for change in changes_of_the_clock(zone):
        around = [calendar.day(change + minute * 60_000) for minute in range(-90, 91)]
        assert around == sorted(around), datetime.fromtimestamp(change / 1000, UTC)


def changes_of_the_clock(zone: str) -> list[int]:
    first, last = (ms(datetime(year, 1, 1, tzinfo=UTC)) for year in (2005, 2013))
    dawns = range(first, last, DAY_MS)
    offset = {at: datetime.fromtimestamp(at / 1000, ZoneInfo(zone)).utcoffset() for at in dawns}
    found = []
    for before, after in pairwise(dawns):
        if offset[before] != offset[after]:
            low, high = before, after
            while high - low > 1:
                middle = (low + high) // 2
                here = datetime.fromtimestamp(middle / 1000, ZoneInfo(zone)).utcoffset()
                low, high = (middle, high) if here == offset[before] else (low, middle)
            found.append(high)
    return found


@given(st.sampled_from(["UTC", "Asia/Kolkata"]).map(ZoneInfo), st.integers(0, 23), days)
def test_where_clocks_stay_a_day_has_24_hours(zone: ZoneInfo, rollover_hour: int, day: Day) -> None:
    calendar = Calendar(zone, rollover_hour)
    assert calendar.start_ms(Day(day + 1)) - calendar.start_ms(day) == DAY_MS


def test_a_late_evening_belongs_to_the_day_it_began_on() -> None:
    calendar = Calendar(ZoneInfo("Europe/Berlin"))
    late = datetime(2026, 11, 25, 3, 59, 59, 999_000, tzinfo=ZoneInfo("Europe/Berlin"))
    assert date_of(calendar.day(ms(late))) == date(2026, 11, 24)
    assert date_of(calendar.day(ms(late) + 1)) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("changed_on", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)]
)
def test_the_day_before_the_clock_changes_is_shorter_or_longer(
    changed_on: date, hours: int
) -> None:
    calendar = Calendar(ZoneInfo("Europe/Berlin"))
    eve = day_of(changed_on - timedelta(days=1))
    assert calendar.start_ms(Day(eve + 1)) - calendar.start_ms(eve) == hours * 3_600_000


def test_a_rollover_hour_that_does_not_exist_is_where_the_clock_jumps() -> None:
    zone = ZoneInfo("Europe/Berlin")
    calendar = Calendar(zone, rollover_hour=2)  # 29 March 2026 has no 02:00
    start = calendar.start_ms(day_of(date(2026, 3, 29)))
    assert datetime.fromtimestamp(start / 1000, zone).hour == 3
    assert start == ms(datetime(2026, 3, 29, 1, tzinfo=UTC))


def test_a_rollover_hour_that_happens_twice_counts_the_first_time() -> None:
    calendar = Calendar(ZoneInfo("Europe/Berlin"), rollover_hour=2)  # 25 October 2026, twice
    start = calendar.start_ms(day_of(date(2026, 10, 25)))
    assert start == ms(datetime(2026, 10, 25, 0, tzinfo=UTC))


def test_a_clock_set_back_across_the_rollover_does_not_bring_yesterday_back() -> None:
    # At 00:01 on 7 November 2010 the clocks of St. John's went back to 23:01.
    zone = ZoneInfo("America/St_Johns")
    calendar = Calendar(zone, rollover_hour=0)
    change = ms(datetime(2010, 11, 7, 0, 1, tzinfo=timezone(timedelta(hours=-2.5))))
    assert datetime.fromtimestamp(change / 1000, zone).hour == 23
    assert date_of(calendar.day(change)) == date(2010, 11, 7)


def test_a_date_the_calendar_skips_is_no_day_of_anyone() -> None:
    calendar = Calendar(ZoneInfo("Pacific/Apia"), rollover_hour=0)
    skipped = day_of(date(2011, 12, 30))
    assert calendar.start_ms(skipped) == calendar.start_ms(Day(skipped + 1))
    assert calendar.day(calendar.start_ms(skipped) - 1) == skipped - 1


def test_a_rollover_hour_in_the_midst_of_a_jump_is_where_the_clock_jumps() -> None:
    # On 29 March 2026 the clocks of Troll jump from 01:00 to 03:00.
    calendar = Calendar(ZoneInfo("Antarctica/Troll"), rollover_hour=2)
    assert calendar.start_ms(day_of(date(2026, 3, 29))) == ms(datetime(2026, 3, 29, 1, tzinfo=UTC))


def test_a_skipped_date_begins_with_the_hours_before_the_rollover_of_the_next() -> None:
    # In Samoa 31 December 2011 came after the 29th, at 10:00 UTC.
    calendar = Calendar(ZoneInfo("Pacific/Apia"), rollover_hour=5)
    jump = ms(datetime(2011, 12, 30, 10, tzinfo=UTC))
    assert calendar.start_ms(day_of(date(2011, 12, 30))) == jump
    assert calendar.start_ms(day_of(date(2011, 12, 31))) == jump + 5 * 3_600_000


@pytest.mark.parametrize("hour", [-1, 24])
def test_a_rollover_hour_off_the_clock_is_refused(hour: int) -> None:
    with pytest.raises(ValueError, match="0 to 23"):
        Calendar(ZoneInfo("UTC"), hour)


@given(days)
def test_days_are_dates(day: Day) -> None:
    assert day_of(date_of(day)) == day
