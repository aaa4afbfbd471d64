"""The options of `plan` that say what the learner plans for."""

import re
from dataclasses import dataclass
from datetime import date

import click

from ipt_cards.cli.exam.day_type import WEEKDAYS as FULL_WEEKDAYS
from ipt_cards.exam.plan.goal import Goal
from ipt_cards.scheduling.day import Day, date_of, day_of
from ipt_cards.study.exam.goals import WEEKDAYS

DEFAULT_MINUTES = 30
NONE = "none"
"""What to write for no days off."""


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Days without study: weekdays, Monday 0 to Sunday 6, and from one day to another."""

    weekdays: frozenset[int] = frozenset()
    breaks: tuple[tuple[Day, Day], ...] = ()


@dataclass(frozen=True, slots=True)
class GoalOptions:
    """What was said of a goal, for the values of `Goal`; None where nothing was said."""

    exam: Day | None = None
    minutes: int | None = None
    off: DaysOff | None = None
    target: float | None = None
    topics: tuple[str, ...] | None = None

    def over(self, kept: Goal | None) -> Goal:
        """The goal that is meant, where `kept` is the one that these change.

        Raises click.UsageError where there is no exam, or for a goal that can't be meant.
        """
        exam = self.exam if kept is None or self.exam is not None else kept.exam
        if exam is None:
            raise click.UsageError(
                "there is no plan for this deck yet: name the day of the exam with --exam"
            )
        before = kept or Goal(exam, DEFAULT_MINUTES)
        try:
            return Goal(
                exam=exam,
                minutes=before.minutes if self.minutes is None else self.minutes,
                days_off=before.days_off if self.off is None else self.off.weekdays,
                breaks=before.breaks if self.off is None else self.off.breaks,
                target=before.target if self.target is None else self.target,
                topics=before.topics if self.topics is None else self.topics,
            )
        except ValueError as error:
            raise click.UsageError(str(error)) from None


def arguments_for(goal: Goal, kept: Goal | None) -> list[str]:
    """The options that lead to a goal from the one that is kept: what `GoalOptions` were said."""
    before = kept or Goal(goal.exam, DEFAULT_MINUTES)
    said: list[str] = []
    if kept is None or goal.exam != kept.exam:
        said += ["--exam", date_of(goal.exam).isoformat()]
    if goal.minutes != before.minutes:
        said += ["--minutes", str(goal.minutes)]
    if (goal.days_off, goal.breaks) != (before.days_off, before.breaks):
        off = [WEEKDAYS[weekday] for weekday in sorted(goal.days_off)]
        off += [f"{date_of(first)}..{date_of(last)}" for first, last in goal.breaks]
        said += ["--days-off", ",".join(off) or NONE]
    if goal.target != before.target:
        said += ["--target", f"{100 * goal.target:.10g}%"]
    if goal.topics != before.topics:
        said += [word for topic in goal.topics for word in ("--topic", topic)] or ["--all-topics"]
    return said


def parse_days_off(
    _context: click.Context, _param: click.Parameter, written: str | None
) -> DaysOff | None:
    """Days off from `sat,sun,2027-01-02..2027-01-09`; none from `none`; None where nothing is."""
    if written is None:
        return None
    weekdays: set[int] = set()
    breaks = []
    for part in (part.strip().lower() for part in written.split(",")):
        if not part or part == NONE:
            continue
        if len(part) >= 3 and any(full.startswith(part) for full in FULL_WEEKDAYS):
            weekdays.add(WEEKDAYS.index(part[:3]))
            continue
        first, _, last = part.partition("..")
        try:
            breaks.append((_date(first), _date(last or first)))
        except ValueError:
            raise click.BadParameter(
                f"`{part}` is no weekday, and no date: write {','.join(WEEKDAYS)}, 2027-01-02, "
                f"2027-01-02..2027-01-09 or {NONE}"
            ) from None
        if breaks[-1][1] < breaks[-1][0]:
            raise click.BadParameter(f"`{part}` ends before it begins")
    return DaysOff(frozenset(weekdays), tuple(sorted(breaks)))


def _date(written: str) -> Day:
    return day_of(date.fromisoformat(written.strip()))


def parse_percent(
    _context: click.Context, _param: click.Parameter, written: str | None
) -> float | None:
    """A share from `90%` or `90`; None where nothing was written."""
    if written is None:
        return None
    number = re.fullmatch(r"(\d{1,2}(?:\.\d+)?)\s*%?", written.strip(), re.ASCII)
    if number is None:
        raise click.BadParameter(f"`{written}` is no share below 100 %: write it as 90%")
    return float(f"{number[1]}e-2")  # a division would leave 21.1 % a hair above 0.211
