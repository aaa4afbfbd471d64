"""Entries dated by a clock that was ahead: moving them to when they were made, or taking them back.

Pure. Nothing is changed: what is wrong is taken back, and told again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ipt_cards.progress.actions import Deed
from ipt_cards.progress.entries import Burial, Entry, Retraction, Review
from ipt_cards.progress.entry_id import imported_id, instant_ms
from ipt_cards.progress.fold import standing
from ipt_cards.scheduling.day import DAY_MS, Day


@dataclass(frozen=True, slots=True)
class ClockRepair:
    """What is to be added to the log.

    wrong: what stands and is dated after now. days: how far it moves back; 0 where it is taken
    back instead. entries: what does so.
    """

    wrong: tuple[Deed, ...]
    days: int
    entries: tuple[Entry, ...]


def wrong_entries(entries: Iterable[Entry], now_ms: int) -> list[Deed]:
    """What stands and is dated after now, in the order of the ids."""
    return [
        entry
        for entry in standing(entries)
        if not isinstance(entry, Retraction) and instant_ms(entry.id) > now_ms
    ]


def moved(entries: Iterable[Entry], now_ms: int, to: Day | None = None) -> ClockRepair:
    """Move what is dated after now back by whole days, all of it by as many.

    to: the day that the last answer was really given on; where None is given, the last entry comes
        to be of the last 24 hours.
    """
    wrong = wrong_entries(entries, now_ms)
    newest = max((instant_ms(entry.id) for entry in wrong), default=now_ms)
    days = -(-(newest - now_ms) // DAY_MS)
    told = [entry.day for entry in wrong if isinstance(entry, Review)]
    if to is not None and told:
        days = max(days, max(told) - to)
    return ClockRepair(
        tuple(wrong), days, (*_taking_back(wrong), *(_moved(e, days) for e in wrong))
    )


def dropped(entries: Iterable[Entry], now_ms: int) -> ClockRepair:
    """Take back what is dated after now."""
    wrong = wrong_entries(entries, now_ms)
    return ClockRepair(tuple(wrong), 0, tuple(_taking_back(wrong)))


def _taking_back(wrong: Iterable[Deed]) -> Iterable[Retraction]:
    # With an id that nothing the learner takes back has, so that a redo leaves them alone.
    for entry in wrong:
        yield Retraction(imported_id(instant_ms(entry.id) + 1, "clock", entry.id), entry.id)


def _moved(entry: Deed, days: int) -> Deed:
    # The same id on every machine that repairs by as many days.
    identifier = imported_id(instant_ms(entry.id) - days * DAY_MS, "clock", entry.id)
    match entry:
        case Review():
            return replace(entry, id=identifier, day=Day(entry.day - days))
        case Burial():
            return replace(entry, id=identifier, until=Day(entry.until - days))
        case _:
            return replace(entry, id=identifier)
