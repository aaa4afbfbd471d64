"""The learner's day: a date in the learner's time zone that turns at the rollover hour."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NewType

Day = NewType("Day", int)
"""A date as its proleptic Gregorian ordinal, so that days can be subtracted as plain numbers."""

DEFAULT_ROLLOVER_HOUR = 4

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY_MS = 86_400_000
_EPOCH_DAY = EPOCH.toordinal()


def day_of(calendar_date: date) -> Day:
    """The day that a calendar date is."""
    return Day(calendar_date.toordinal())


def date_of(day: Day) -> date:
    """The calendar date that a day is."""
    return date.fromordinal(day)


def datetime_of(at_ms: int) -> datetime:
    """An instant, given in UTC milliseconds since the epoch, in UTC."""
    return EPOCH + timedelta(milliseconds=at_ms)


def is_possible_day(day: Day, at_ms: int) -> bool:
    """Whether the instant, UTC milliseconds, may belong to that day of some learner's.

    Clocks differ from UTC by less than a day, and days begin within a day of midnight.
    """
    in_utc = _EPOCH_DAY + at_ms // DAY_MS
    return in_utc - 2 <= day <= in_utc + 1


def earliest_ms(day: Day) -> int:
    """The first instant that any learner's day of that date may hold, in UTC milliseconds."""
    return (day - 1 - _EPOCH_DAY) * DAY_MS


@dataclass(frozen=True, slots=True)
class Calendar:
    """Tells which of the learner's days an instant belongs to.

    `rollover_hour` (0 to 23) is the local hour at which a new day begins, so that a late evening's
    reviews count for the day they were begun on.
    """

    zone: tzinfo
    rollover_hour: int = DEFAULT_ROLLOVER_HOUR

    def __post_init__(self) -> None:
        """Raise ValueError for an hour that isn't on the clock."""
        if not 0 <= self.rollover_hour <= 23:
            raise ValueError(f"the rollover hour is 0 to 23, not {self.rollover_hour}")

    def day(self, at_ms: int) -> Day:
        """The learner's day at an instant, in UTC milliseconds since the epoch.

        The day turns when the local clock first shows the rollover hour on a date, and never turns
        back: a clock set back across that hour neither repeats the turn nor undoes it.
        """
        local = datetime_of(at_ms).astimezone(self.zone)
        day = Day(local.toordinal() - (local.hour < self.rollover_hour))
        if local.fold and self._clock_shows_rollover_ms(Day(day + 1)) <= at_ms:
            return Day(day + 1)
        return day

    @property
    def zone_name(self) -> str:
        """What the zone is called, such as Europe/Berlin."""
        return getattr(self.zone, "key", None) or str(self.zone)

    def start_ms(self, day: Day) -> int:
        """The first instant of a day, in UTC milliseconds since the epoch.

        For a date that the local calendar skips, as Samoa's did 30 December 2011, it is the first
        instant of the next day there is.
        """
        turn = self._clock_shows_rollover_ms(day)
        if self.day(turn - 1) < day <= self.day(turn):
            return turn
        # The clock doesn't show the rollover hour on that date. Zones lie within a day of UTC, so
        # the days around it hold the turn.
        low, high = turn - 2 * DAY_MS, turn + 2 * DAY_MS
        while low < high:
            middle = (low + high) // 2
            if self.day(middle) >= day:
                high = middle
            else:
                low = middle + 1
        return low

    def _clock_shows_rollover_ms(self, day: Day) -> int:
        # Where the clock shows the hour twice, the first time; where it skips it, some other
        # instant that day.
        clock = datetime.combine(date_of(day), time(self.rollover_hour), self.zone)
        return (clock - EPOCH) // timedelta(milliseconds=1)
