"""The plan to an exam, as the learner reads it."""

from collections.abc import Callable
from dataclasses import replace
from math import ceil

from rich.console import Console
from rich.text import Text

from ipt_cards.exam.plan.goal import Goal
from ipt_cards.exam.plan.plan import Impossible, Plan, PlannedDay
from ipt_cards.forecast.learner import Learner
from ipt_cards.scheduling.day import Day, date_of
from ipt_cards.terminal.reports.readiness import described
from ipt_cards.terminal.screen.plots import column_chart
from ipt_cards.terminal.screen.tables import Column, labelled, print_table
from ipt_cards.terminal.screen.words import counted, due

DAYS_SHOWN = 14
"""Days that stand in the table on a terminal; the chart above shows as many as have room."""

WIDEST = 96

_COLUMNS = (
    Column("day"),
    Column("new", right=True),
    Column("reviews", right=True),
    Column("minutes", right=True),
)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def print_plan(
    console: Console, plan: Plan, names: dict[str, str], today: Day, learner: Learner
) -> None:
    """Print the goal, how far it is reached, the minutes of the days ahead, and the next days.

    names: of topics, by id. learner: whose forgetting model the target is judged by.
    """
    goal = plan.goal
    cards = len(plan.promised)
    reached = cards - len(plan.short_of_target)
    rows = [("exam", due(goal.exam, today)), ("study", _study(goal))]
    if goal.topics:
        rows.append(("topics", "only " + ", ".join(names[topic] for topic in goal.topics)))
    rows += [
        ("cards", f"{counted(cards, 'card')}, {_left(plan)}"),
        ("target", f"{100 * goal.target:.10g} % recall: {reached:,} of {cards:,} get there"),
    ]
    console.print(labelled(rows))
    console.print()
    width = min(console.width, WIDEST)
    if plan.short_of_target:
        console.print(Text(_short_told(plan)), width=width)
        console.print()
    charted = plan.days[: width - 8]
    title = "Minutes a day"
    if len(charted) < len(plan.days):
        title += f", the next {counted(len(charted), 'day')}"
    console.print(Text(title, style="title"))
    minutes = [ceil(day.minutes) for day in charted]
    console.print(column_chart(minutes, plan.days[0].day, width, "plot.ahead"))
    console.print()
    days = plan.days[:DAYS_SHOWN] if console.is_terminal else plan.days
    print_table(console, _COLUMNS, [_row(day, goal) for day in days])
    if left := goal.exam - days[-1].day - 1:
        console.print(Text(f"… and {counted(left, 'day')}", style="label"))
    console.print()
    console.print(Text(described(learner), style="label"), width=width)


def standing_line(exam: Day, today: Day, new: int, reviews: int) -> str:
    """Where the learner stands, in a line: what is left of today's part of the plan."""
    left = f"{counted(new, 'new card')} and {counted(reviews, 'review')} left"
    return (
        f"Exam {due(exam, today)}. Today's part of the plan: {left if new + reviews else 'done'}."
    )


def print_impossible(
    console: Console,
    refused: Impossible,
    names: dict[str, str],
    today: Day,
    command: Callable[[Goal], str],
) -> None:
    """Print why there is no plan, and the ways out, each of which is enough by itself.

    command: what to type for another goal; in one line where there is no terminal.
    """
    goal = refused.goal
    width = min(console.width, WIDEST)
    if refused.minutes is None:
        lacking = f"there are too few days until the exam {due(goal.exam, today)}"
    else:
        lacking = f"{goal.minutes} min a day until the exam {due(goal.exam, today)} are too few"
    why = f"It can't be done: {lacking} to see every card on three days and once more at the end."
    _print_indented(console, why, width)
    ways: list[tuple[str, Goal]] = []
    if refused.minutes is not None:
        way = replace(goal, minutes=refused.minutes)
        ways.append((f"Study {refused.minutes} min a day", way))
    if refused.exam is not None:
        way = replace(goal, exam=refused.exam)
        ways.append((f"Take the exam later, {due(refused.exam, today)}", way))
    if refused.topics:
        way = replace(goal, topics=refused.topics)
        kept = ", ".join(names[topic] for topic in refused.topics)
        what = "topic" if len(refused.topics) == 1 else "topics"
        ways.append((f"Learn only {kept}, the {what} of most weight in the exam", way))
    if not ways:
        said = "No number of minutes, later day or smaller choice of topics makes it possible."
        _print_indented(console, said, width)
        return
    _print_indented(console, "Any one of these makes it possible:", width)
    for said, way in ways:
        console.print()
        _print_indented(console, f"{said}:", width, indent=2)
        typed = command(way)
        room = console.width if console.is_terminal else len(typed) + 4
        _print_indented(console, typed, room, indent=4, style="key")


def _print_indented(
    console: Console, said: str, width: int, *, indent: int = 0, style: str = ""
) -> None:
    for line in Text(said, style).wrap(console, width - indent):
        line.rstrip()
        console.print(Text(" " * indent) + line, soft_wrap=True)


def _study(goal: Goal) -> str:
    off = ", ".join(_WEEKDAYS[weekday] for weekday in sorted(goal.days_off))
    return f"{goal.minutes} min a day" + (f", none on {off}" if off else "")


def _short_told(plan: Plan) -> str:
    # More minutes help only where there is a day that they end.
    short = len(plan.short_of_target)
    goal = plan.goal
    helping = ["a later exam day"]
    if goal.days_off:
        helping.append("fewer days off")
    if any(ceil(day.minutes) >= goal.minutes for day in plan.days):
        helping.append("more minutes a day")
    listed = " or ".join(filter(None, (", ".join(helping[:-1]), helping[-1])))
    return (
        f"{counted(short, 'card')} {'falls' if short == 1 else 'fall'} short of the target: the "
        f"plan does the best that the days allow. What can help is {listed}."
    )


def _left(plan: Plan) -> str:
    new = sum(len(day.new) for day in plan.days)
    reviews = sum(len(day.reviews) for day in plan.days)
    return f"{new:,} still new, {counted(reviews, 'review')} to go"


def _row(day: PlannedDay, goal: Goal) -> tuple[str, ...]:
    at = date_of(day.day)
    name = f"{_WEEKDAYS[at.weekday()]} {at.isoformat()}"
    if goal.is_off(day.day):
        return (name, "–", "–", "off")
    return (name, str(len(day.new)), str(len(day.reviews)), str(ceil(day.minutes)))
