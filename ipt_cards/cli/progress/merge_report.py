"""What a merge did, for people and as JSON."""

import json
from collections.abc import Iterable

from ipt_cards.progress.entries import Entry
from ipt_cards.progress.entry_id import instant_ms
from ipt_cards.progress.fold import standing
from ipt_cards.progress.lines import to_line
from ipt_cards.progress.merge import Conflict
from ipt_cards.scheduling.day import DAY_MS, Calendar
from ipt_cards.study.presenting.words import counted, duration
from ipt_cards.study.review_log import CLOCK_TOLERANCE_MS


def counted_entries(count: int) -> str:
    """A number of entries: `1 entry`, `2 entries`."""
    return counted(count, "entry", "entries")


def ahead_told(what: str, ahead_ms: int) -> str:
    """That the newest entry of a log lies so far ahead of this machine's clock."""
    days = ahead_ms // DAY_MS
    if days < 2:
        far = duration(ahead_ms)
    else:
        far = counted(days, "day") if days < 2 * 365 else counted(days // 365, "year")
    return (
        f"The newest entry of {what} is {far} ahead of this machine's clock, so one of the two "
        "clocks is wrong. Set it right: reviews count for the day, and in the order, that the "
        "clocks tell. What is in your log already, `ipt-cards progress repair-clock` puts right."
    )


def far_ahead_told(what: str, entries: Iterable[Entry], now_ms: int) -> str:
    """The same of entries of which the newest that stands is over a day ahead; else empty."""
    ahead_ms = max((instant_ms(entry.id) for entry in standing(entries)), default=0) - now_ms
    return ahead_told(what, ahead_ms) if ahead_ms > CLOCK_TOLERANCE_MS else ""


def dated_told(count: int, calendar: Calendar) -> str:
    """By which zone and hour so many answers, from before days were recorded, got theirs."""
    return (
        f"{counted(count, 'answer')} of an earlier ipt-cards told no day, and got it by the zone "
        f"{calendar.zone_name}, with days from {calendar.rollover_hour}:00 on."
    )


def conflict_told(conflict: Conflict) -> str:
    """Which of two entries under one id was kept."""
    return (
        f"Two entries have the id {conflict.kept.id}: kept {_line(conflict.kept)}, "
        f"dropped {_line(conflict.dropped)}"
    )


def conflict_as_json(conflict: Conflict) -> dict[str, object]:
    """The same, with both entries as in an export."""
    return {
        "kept": json.loads(to_line(conflict.kept)),
        "dropped": json.loads(to_line(conflict.dropped)),
    }


def _line(entry: Entry) -> str:
    return to_line(entry).decode().rstrip("\n")
