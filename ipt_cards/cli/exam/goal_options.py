"""The options of `plan` that say what the learner plans for."""

import re
from dataclasses import dataclass

import click

from ipt_cards.cli.exam.day_type import WEEKDAYS as FULL_WEEKDAYS
from ipt_cards.exam.plan.goal import Goal
from ipt_cards.scheduling.day import Day, date_of
from ipt_cards.study.exam.goals import WEEKDAYS

DEFAULT_MINUTES = 30


@dataclass(frozen=True, slots=True)
class GoalOptions:
    """What was said of a goal, for the values of `Goal`; None where nothing was said."""

    exam: Day | None = None
    minutes: int | None = None
    days_off: frozenset[int] | None = None
    target: float | None = None
    topics: tuple[str, ...] | None = None

    def over(self, kept: Goal | None) -> Goal:
        """The goal that is meant, where `kept` is the one that these change.

        Raises click.UsageError where there is no exam, or for a goal that can't be meant.
        """
        exam = self.exam if kept is None or self.exam is not None else kept.exam
        if exam is None:
            raise click.UsageError("there is no plan yet: name the day of the exam with --exam")
        before = kept or Goal(exam, DEFAULT_MINUTES)
        try:
            return Goal(
                exam=exam,
                minutes=before.minutes if self.minutes is None else self.minutes,
                days_off=before.days_off if self.days_off is None else self.days_off,
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
    if goal.days_off != before.days_off:
        said += ["--days-off", ",".join(WEEKDAYS[weekday] for weekday in sorted(goal.days_off))]
    if goal.target != before.target:
        said += ["--target", f"{100 * goal.target:.10g}%"]
    if goal.topics != before.topics:
        said += [word for topic in goal.topics for word in ("--topic", topic)] or ["--all-topics"]
    return said


def parse_weekdays(
    _context: click.Context, _param: click.Parameter, written: str | None
) -> frozenset[int] | None:
    """Weekdays from `sat,sun`; none from an empty text; None where nothing was written."""
    if written is None:
        return None
    names = [name.strip().lower() for name in written.split(",") if name.strip()]
    for name in names:
        if not any(full.startswith(name) and len(name) >= 3 for full in FULL_WEEKDAYS):
            raise click.BadParameter(f"`{name}` is no weekday: write {','.join(WEEKDAYS)}")
    return frozenset(WEEKDAYS.index(name[:3]) for name in names)


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
