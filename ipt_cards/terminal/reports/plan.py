"""The plan to an exam, as the learner reads it."""

from collections.abc import Callable
from math import ceil

from rich.console import Console
from rich.text import Text

from ipt_cards.exam.plan.goal import Goal
from ipt_cards.exam.plan.plan import Plan, PlannedDay
from ipt_cards.exam.plan.ways_out import WaysOut
from ipt_cards.forecast.learner import Learner
from ipt_cards.scheduling.day import Day, date_of
from ipt_cards.study.exam.forecasts import unseen_of
from ipt_cards.study.presenting.forecasts import (
    IDLE_DAYS,
    described,
    exam_told,
    new_a_day_told,
    share_told,
    suspended_told,
    unseen_told,
)
from ipt_cards.study.presenting.words import counted, due
from ipt_cards.terminal.screen.in_sight import print_in_sight
from ipt_cards.terminal.screen.plots import column_chart
from ipt_cards.terminal.screen.tables import Column, labelled, print_table

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


def print_plan(  # noqa: PLR0913, PLR0917 - what a plan's report says
    console: Console,
    plan: Plan,
    ways: WaysOut,
    names: dict[str, str],
    today: Day,
    learner: Learner,
    command: Callable[[Goal], str],
    *,
    most_new: int,
) -> None:
    """Print the goal, what to expect of it, what was given up and would help, and the days.

    On a terminal too low for all, the days come first, so that the goal stays in sight.

    names: of topics, by id. learner: whose forgetting model the score is by.
    command: what to type for another goal; in one line where there is no terminal.
    most_new: the new cards a day that the learner is used to.
    """
    goal = plan.goal
    cards = len(plan.promised)
    rows = [("exam", _on(goal.exam, today)), ("study", _study(goal))]
    if goal.topics:
        rows.append(("topics", "only " + ", ".join(names[topic] for topic in goal.topics)))
    rows += [
        ("cards", f"{counted(cards, 'card')}, {_left(plan)}"),
        *([("suspended", suspended_told(len(plan.suspended)))] if plan.suspended else []),
        (
            "score",
            f"{share_told(plan.score)} to be expected; {share_told(plan.without)} if you stop now",
        ),
    ]
    if told := new_a_day_told(plan, most_new):
        rows.append(("new a day", told))
    if told := unseen_told(unseen_of(plan, learner), learner, planned=True):
        rows.append(("unseen", told))
    width = min(console.width, WIDEST)

    def print_goal() -> None:
        console.print(labelled(rows), width=width)
        if plan.given_up:
            console.print()
            _print_given_up(console, plan, ways, names, today, command, width)

    print_in_sight(console, print_goal, lambda: _print_days(console, plan, learner, width))


def _print_days(console: Console, plan: Plan, learner: Learner, width: int) -> None:
    charted = plan.days[: width - 8]
    title = "Minutes a day"
    if len(charted) < len(plan.days):
        title += f", the next {counted(len(charted), 'day')}"
    console.print(Text(title, style="title"))
    minutes = [ceil(day.minutes) for day in charted]
    console.print(column_chart(minutes, plan.days[0].day, width, "plot.ahead"))
    console.print()
    days = plan.days[:DAYS_SHOWN] if console.is_terminal else plan.days
    print_table(console, _COLUMNS, [_row(day, plan.goal) for day in days])
    if (left := plan.goal.exam - days[-1].day - 1) > 0:
        console.print(Text(f"… and {counted(left, 'day')}", style="label"))
    console.print()
    if any(not day.ms and not plan.goal.is_off(day.day) for day in plan.days):
        console.print(Text(IDLE_DAYS, style="label"), width=width)
    console.print(Text(described(learner), style="label"), width=width)


def _print_given_up(  # noqa: PLR0913, PLR0917 - what stands in it
    console: Console,
    plan: Plan,
    ways: WaysOut,
    names: dict[str, str],
    today: Day,
    command: Callable[[Goal], str],
    width: int,
) -> None:
    given_up = plan.given_up
    told = [
        f"{counted(len(cards), 'card')} {what}"
        for cards, what in (
            (given_up.unseen, "never seen"),
            (given_up.seen_on_few_days, "seen on fewer than three days"),
            (given_up.without_last_look, "without a last look in the end"),
        )
        if cards
    ]
    offers = []
    if way := ways.minutes:
        offers.append((f"{way.goal.minutes} min a day", way))
    if way := ways.days_off:
        offers.append(("Study on the days off, too", way))
    if way := ways.exam:
        offers.append((f"The exam later, {due(way.goal.exam, today)}", way))
    if way := ways.topics:
        kept = ", ".join(names[topic] for topic in way.goal.topics)
        offers.append((f"Only {kept}, of most weight in the exam", way))
    if not offers:
        hardly = "With more time the score would be the same to a point"
        _print_indented(console, f"{hardly}: {', '.join(told)}.", width)
        return
    _print_indented(console, f"There isn't time for all: {', '.join(told)}.", width)
    _print_indented(console, "What each of these would make of the score:", width)
    for said, way in offers:
        console.print()
        there = " there" if way is ways.topics else ""
        _print_indented(console, f"{said}: {share_told(way.score)}{there}", width, indent=2)
        typed = command(way.goal)
        room = console.width if console.is_terminal else len(typed) + 4
        _print_indented(console, typed, room, indent=4, style="key")


def _print_indented(
    console: Console, said: str, width: int, *, indent: int = 0, style: str = ""
) -> None:
    for line in Text(said, style).wrap(console, width - indent):
        line.rstrip()
        console.print(Text(" " * indent) + line, soft_wrap=True)


def _study(goal: Goal) -> str:
    off = [_WEEKDAYS[weekday] for weekday in sorted(goal.days_off)]
    for first, last in goal.breaks:
        one, other = date_of(first).isoformat(), date_of(last).isoformat()
        off.append(one if first == last else f"{one} to {other}")
    return f"{goal.minutes} min a day" + (f", none on {', '.join(off)}" if off else "")


def _on(day: Day, today: Day) -> str:
    """The exam's day with its date in full, which alone is sure of which day it is."""
    at = date_of(day)
    weekday = _WEEKDAYS[at.weekday()]
    away = exam_told(day, today) if day <= today + 1 else f"in {counted(day - today, 'day')}"
    return f"{weekday} {at.isoformat()}, {away}"


def _left(plan: Plan) -> str:
    new = sum(len(day.new) for day in plan.days)
    reviews = sum(len(day.reviews) + len(day.repeats) for day in plan.days)
    unseen = len(plan.given_up.unseen)
    begun = f"{new:,} of {new + unseen:,} new ones to begin" if unseen else f"{new:,} still new"
    return f"{begun}, {counted(reviews, 'review')} to go"


def _row(day: PlannedDay, goal: Goal) -> tuple[str, ...]:
    at = date_of(day.day)
    name = f"{_WEEKDAYS[at.weekday()]} {at.isoformat()}"
    if goal.is_off(day.day):
        return (name, "–", "–", "off")
    return (
        name,
        str(len(day.new)),
        str(len(day.reviews) + len(day.repeats)),
        str(ceil(day.minutes)),
    )
