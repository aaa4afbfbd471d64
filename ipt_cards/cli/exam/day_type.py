"""Days as people write them: 2027-02-15, 15 Feb, fri, tomorrow, +3w."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import click

from ipt_cards.cli.shared.progress_option import learner_calendar
from ipt_cards.scheduling.day import Day, date_of, day_of
from ipt_cards.study.clock import now_ms

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DAYS_OF = {"d": 1, "w": 7}
_HOW = "write it as 2027-02-15, 15 Feb, fri, tomorrow or +3w"


class DayType(click.ParamType):  # type: ignore[type-arg] # generic from click 8.4 on only
    """A day, today or later where it isn't written out."""

    name = "date"

    def convert(
        self, value: str | int, param: click.Parameter | None, context: click.Context | None
    ) -> Day:
        """The day that was written."""
        if isinstance(value, int):
            return Day(value)
        try:
            return written_day(value, lambda: learner_calendar().day(now_ms()))
        except ValueError as error:
            self.fail(str(error), param, context)


def written_day(written: str, today: Callable[[], Day]) -> Day:
    """The day that a person wrote.

    today: the learner's; only asked for where it matters. Without a year the next such day is
    meant, today included; a weekday is the next one after today.

    Raises ValueError, with a message for people, for what is no day, or could be two.
    """
    said = " ".join(written.lower().replace(",", " ").split())
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", said, re.ASCII):
        return _of(written, *map(int, said.split("-")))
    if said in ("today", "tonight", "tomorrow"):
        return Day(today() + (said == "tomorrow"))
    if ahead := re.fullmatch(r"\+ ?(\d{1,4}) ?([dw])\w*", said, re.ASCII):
        return Day(today() + int(ahead[1]) * _DAYS_OF[ahead[2]])
    if len(said) >= 3 and (named := [name for name in WEEKDAYS if name.startswith(said)]):
        now = date_of(today())
        ahead_days = (WEEKDAYS.index(named[0]) - now.weekday() - 1) % 7 + 1
        return day_of(now + timedelta(days=ahead_days))
    if parts := re.fullmatch(r"(\d{1,2})\.? ([a-z]{3,})\.?(?: (\d{4}))?", said, re.ASCII):
        return _next(written, _month(written, parts[2]), int(parts[1]), parts[3], today)
    if parts := re.fullmatch(r"([a-z]{3,})\.? (\d{1,2})(?: (\d{4}))?", said, re.ASCII):
        return _next(written, _month(written, parts[1]), int(parts[2]), parts[3], today)
    if parts := re.fullmatch(r"(\d{1,2})\. ?(\d{1,2})\.(?: ?(\d{4}))?", said, re.ASCII):
        return _next(written, int(parts[2]), int(parts[1]), parts[3], today)
    if parts := re.fullmatch(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?", said, re.ASCII):
        return _slashed(written, int(parts[1]), int(parts[2]), parts[3], today)
    raise ValueError(f"`{written}` is no date: {_HOW}")


def _slashed(
    written: str, first: int, second: int, year: str | None, today: Callable[[], Day]
) -> Day:
    found = []
    for month, day in dict.fromkeys([(first, second), (second, first)]):
        if 1 <= month <= 12:
            try:
                found.append(_next(written, month, day, year, today))
            except ValueError:
                continue
    if not found:
        raise ValueError(f"`{written}` is no date: {_HOW}")
    if len(found) == 2:
        one, other = (date_of(day).isoformat() for day in sorted(found))
        raise ValueError(f"`{written}` could be {one} or {other}: write the one that you mean")
    return found[0]


def _month(written: str, name: str) -> int:
    for number, month in enumerate(MONTHS, start=1):
        if month.startswith(name):
            return number
    raise ValueError(f"`{written}` is no date: {_HOW}")


def _next(written: str, month: int, day: int, year: str | None, today: Callable[[], Day]) -> Day:
    if year is not None:
        return _of(written, int(year), month, day)
    now = today()
    this_year = date_of(now).year
    # The next 29 February may be eight years away.
    for candidate in range(this_year, this_year + 9):
        try:
            found = day_of(date(candidate, month, day))
        except ValueError:
            continue
        if found >= now:
            return found
    raise ValueError(f"`{written}` is no date: {_HOW}")


def _of(written: str, year: int, month: int, day: int) -> Day:
    try:
        return day_of(date(year, month, day))
    except ValueError:
        raise ValueError(f"`{written}` is no date: {_HOW}") from None
