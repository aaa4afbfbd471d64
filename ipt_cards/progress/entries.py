"""The entries of the log. Each is written once, never changed, and says when in its id."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar, TypeVar

from ipt_cards.progress.entry_id import check_id, instant_ms
from ipt_cards.scheduling.day import Calendar, Day, date_of, datetime_of, is_possible_day
from ipt_cards.scheduling.grade import Grade

_CARD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+)?", re.ASCII)

LONGEST_MS = 2**53
"""Durations end here, where JSON's numbers stop being exact."""


UNTOLD = Day(0)
"""No day: what a review has that was written before days were recorded."""


class Origin(StrEnum):
    """Where a review was made."""

    QUIZ = "quiz"
    EXAM = "exam"
    ANKI = "anki"
    CRAM = "cram"
    """Cramming: recorded, but without effect on the schedule."""


@dataclass(frozen=True, slots=True)
class Review:
    """A graded answer.

    duration_ms: from question to grade, 0 when unknown.
    day: the learner's day it was given on, which no later change of zone or rollover hour moves; 0
        where that isn't told (a line of version 1), until a log gives it one: see `dated`.
    """

    kind: ClassVar[str] = "review"
    id: str
    card: str
    grade: Grade
    duration_ms: int
    origin: Origin
    day: Day = UNTOLD

    def __post_init__(self) -> None:
        """Raise ValueError, as every entry does, for a field that can't be."""
        check_id(self.id)
        _check_card(self.card)
        if not 0 <= self.duration_ms < LONGEST_MS:
            raise ValueError(f"{self.duration_ms} ms is no duration")
        if self.day and not is_possible_day(self.day, self.at_ms):
            at = datetime_of(self.at_ms).strftime("%Y-%m-%d %H:%M UTC")
            raise ValueError(f"it was no {date_of(self.day)} anywhere on earth at {at}")

    @property
    def at_ms(self) -> int:
        """When the card was graded, in UTC milliseconds."""
        return instant_ms(self.id)


@dataclass(frozen=True, slots=True)
class Retraction:
    """Takes another entry back, of whatever kind: an undo. Taking a retraction back is a redo.

    The retraction's id has to be the greater one (`entry_id(…, after=target)`), so that no
    circle of retractions can be: one that isn't has no effect.
    """

    kind: ClassVar[str] = "retraction"
    id: str
    target: str

    def __post_init__(self) -> None:
        """Raise ValueError for a field that can't be."""
        check_id(self.id)
        check_id(self.target)


@dataclass(frozen=True, slots=True)
class Suspension:
    """Takes a card out of the queue, or, with `suspended` False, puts it back. The latest holds."""

    kind: ClassVar[str] = "suspension"
    id: str
    card: str
    suspended: bool

    def __post_init__(self) -> None:
        """Raise ValueError for a field that can't be."""
        check_id(self.id)
        _check_card(self.card)


@dataclass(frozen=True, slots=True)
class Burial:
    """Keeps a card out of the queue on every day before `until`. The longest holds.

    A day of the calendar rather than an instant, so that it means the same morning wherever the
    learner or the other machine is.
    """

    kind: ClassVar[str] = "burial"
    id: str
    card: str
    until: Day

    def __post_init__(self) -> None:
        """Raise ValueError for a field that can't be."""
        check_id(self.id)
        _check_card(self.card)
        date_of(self.until)


@dataclass(frozen=True, slots=True)
class Move:
    """Gives the history of a card to the one that its author renamed it to.

    It holds for all of the old card's history, also for what another machine, which doesn't know
    the new name yet, adds later. Moves are applied in the order of their ids.
    """

    kind: ClassVar[str] = "move"
    id: str
    card: str
    to: str

    def __post_init__(self) -> None:
        """Raise ValueError for a field that can't be."""
        check_id(self.id)
        _check_card(self.card)
        _check_card(self.to)
        if self.card == self.to:
            raise ValueError(f"{self.card!r} can't move to itself")


Entry = Review | Retraction | Suspension | Burial | Move
KINDS: tuple[type[Entry], ...] = (Review, Retraction, Suspension, Burial, Move)


E = TypeVar("E", bound=Entry)


def dated(entry: E, calendar: Calendar) -> E:
    """The entry with its day, which the calendar gives to a review that doesn't tell it."""
    if isinstance(entry, Review) and not entry.day:
        return replace(entry, day=calendar.day(entry.at_ms))
    return entry


def _check_card(card: str) -> None:
    if not _CARD.fullmatch(card):
        raise ValueError(f"{card!r} is not a card key (such as some-note/c1)")
