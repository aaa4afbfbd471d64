"""The learner's day: a date in the learner's time zone that turns at the rollover hour."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NewType

Day = NewType("Day", int)
"""A date as its proleptic Gregorian ordinal, so that days can be subtracted as plain numbers."""

DEFAULT_ROLLOVER_HOUR = 4


def day_of(calendar_date: date) -> Day:
    """The day that a calendar date is."""
    return Day(calendar_date.toordinal())


def date_of(day: Day) -> date:
    """The calendar date that a day is."""
    return date.fromordinal(day)


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

        The rollover is read off the local clock, so that a change to or from summer time neither
        repeats nor skips a day.
        """
        local = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(self.zone)
        ordinal = local.toordinal()
        return Day(ordinal if local.hour >= self.rollover_hour else ordinal - 1)

    def start_ms(self, day: Day) -> int:
        """The first instant of a day, in UTC milliseconds since the epoch.

        It is the least instant whose `day` is the one asked for, also where the local rollover
        hour happens twice or not at all on that date.
        """
        midnight = datetime.combine(date_of(day), datetime.min.time(), UTC)
        # Zones lie within a day of UTC, so two days either side hold the turn between them.
        low = int((midnight - timedelta(days=2)).timestamp() * 1000)
        high = int((midnight + timedelta(days=3)).timestamp() * 1000)
        while low < high:
            middle = (low + high) // 2
            if self.day(middle) >= day:
                high = middle
            else:
                low = middle + 1
        return low
