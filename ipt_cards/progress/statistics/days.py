"""The learner's days: what was done today, the streak, and the year."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ipt_cards.progress.statistics.answers import AnswerKind
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade


@dataclass(frozen=True, slots=True)
class DayOfStudy:
    """One day's answers: how many, by kind and by grade (every one, also with 0), and the time."""

    answers: int
    by_kind: Mapping[AnswerKind, int]
    by_grade: Mapping[Grade, int]
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Streak:
    """Days in a row with an answer. A streak lives on while today isn't over."""

    current: int
    longest: int


def streak(studied: Collection[Day], today: Day) -> Streak:
    """The streak up to today, or up to yesterday if nothing was answered yet, and the longest."""
    longest = run = 0
    previous = None
    for day in sorted(set(studied)):
        run = run + 1 if previous is not None and day == previous + 1 else 1
        longest = max(longest, run)
        previous = day
    current = 0
    day = today if today in studied else Day(today - 1)
    while Day(day - current) in studied:
        current += 1
    return Streak(current, longest)


def monday_of(day: Day) -> Day:
    """The Monday of the day's week."""
    return Day(day - (day - 1) % 7)  # ordinal 1, 1 January of the year 1, is a Monday
