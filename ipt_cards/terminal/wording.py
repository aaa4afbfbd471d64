"""Numbers as a person would say them."""

from ipt_cards.progress.statistics.retention import Retention


def counted(count: int, noun: str) -> str:
    """A number with its noun: 1 card, 2 cards, 1,000 cards."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def percent(retention: Retention) -> str:
    """A retention in whole percent, or a dash where nothing was reviewed.

    100 % is said only of a perfect one, and 0 % of one without any success.
    """
    passed, reviews = retention
    if not reviews:
        return "–"
    rounded = round(100 * passed / reviews)
    if 0 < passed < reviews:
        rounded = min(99, max(1, rounded))
    return f"{rounded} %"


def duration(ms: int) -> str:
    """A time in the unit that fits: 40 s, 5 min, 2 h 10 min."""
    seconds = round(ms / 1000)
    if seconds < 60:
        return f"{seconds} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def interval(days: int) -> str:
    """Days between two reviews in the unit that fits: 6 d, 2.5 mo, 1.2 y."""
    if days < 30:
        return f"{days} d"
    if days < 365:
        return f"{_short(days / 30.4375)} mo"
    return f"{_short(days / 365.25)} y"


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0") if number < 10 else str(round(number))
