"""Times and numbers in words, short enough for a button."""

from typing import TYPE_CHECKING

from ipt_cards.scheduling.day import Day, date_of

if TYPE_CHECKING:
    from fractions import Fraction


def interval(days: int) -> str:
    """An interval in days: `6 d`, `2.5 mo`, `1.2 y`."""
    if days < 30:
        return f"{days} d"
    if days < 365:
        return f"{_short(days / 30.4375)} mo"
    return f"{_short(days / 365.25)} y"


def duration(milliseconds: int) -> str:
    """A time spent or to be spent: `40 s`, `12 min`, `1 h 5 min`."""
    seconds = round(milliseconds / 1000)
    if seconds < 60:
        return f"{seconds} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def due(day: Day, today: Day) -> str:
    """A day that is still to come: `tomorrow`, or `on Friday 27 November (in 3 days)`."""
    if day == today + 1:
        return "tomorrow"
    at = date_of(day)
    away = counted(day - today, "day")
    return f"on {_WEEKDAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]} (in {away})"


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: `1 card`, `2 cards`, `1,000 cards`, `2 entries`."""
    return f"{count} {noun}" if count == 1 else f"{count:,} {plural or noun + 's'}"


def percent(part: "int | Fraction", whole: int) -> str:
    """A share in whole percent, or a dash of nothing. Only none is 0 %, and only all is 100 %."""
    if not whole:
        return "–"
    rounded = round(100 * part / whole)
    return f"{min(max(rounded, part > 0), 100 - (part < whole))} %"


# The locale's names would make the output depend on the machine.
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0") if number < 10 else str(round(number))
