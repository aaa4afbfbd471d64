"""`ipt-cards plan`: the days to an exam."""

import json
from pathlib import Path

import click

from ipt_cards.cli.deck_argument import deck_argument, load_or_exit
from ipt_cards.cli.exam_goal import (
    DayType,
    Goals,
    changed,
    goal_as_json,
    parse_percent,
    parse_weekdays,
)
from ipt_cards.cli.exam_learner import standing
from ipt_cards.cli.progress_option import learner_calendar, now_ms, open_log, progress_option
from ipt_cards.exam.deck_cards import exam_cards
from ipt_cards.exam.plan import Impossible, Plan
from ipt_cards.scheduling.day import Day, date_of


@click.command
@deck_argument
@click.option("--exam", type=DayType(), metavar="DATE", help="The day of the exam, YYYY-MM-DD.")
@click.option("--minutes", type=int, metavar="N", help="Minutes a day.  [default: 30]")
@click.option(
    "--days-off", callback=parse_weekdays, metavar="DAYS", help="Weekdays off, such as sat,sun."
)
@click.option(
    "--target",
    callback=parse_percent,
    metavar="PERCENT",
    help="The recall to reach on the exam's day.  [default: 90%]",
)
@click.option("--clear", is_flag=True, help="End the plan.")
@progress_option
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
def command(  # noqa: PLR0913 - an argument an option
    *,
    deck: Path,
    exam: Day | None,
    minutes: int | None,
    days_off: frozenset[int] | None,
    target: float | None,
    clear: bool,
    progress_file: Path,
    as_json: bool,
) -> None:
    """Plan the days to an exam on DECK, and show the plan.

    The plan is kept and made anew from your answers each time, so that what a missed day left
    undone spreads over the days to come. Every card is introduced early enough to be seen on three
    days, and seen once more in the last five study days. While there is a plan, `ipt-cards quiz`
    follows it. Where it can't be done, the exit code is 1 and nothing is kept.
    """
    read = load_or_exit(deck)
    goals = Goals.beside(progress_file)
    if clear:
        goals.set(read.id, None)
        click.echo(f"There is no plan for {read.name} now.")
        return
    goal = changed(goals.get(read.id), exam, minutes, days_off, target)
    calendar = learner_calendar()
    with open_log(progress_file, calendar) as log:
        now = standing(log, calendar, now_ms())
    if exam is None and goal.exam <= now.today:
        raise click.UsageError(
            f"the day of the planned exam, {date_of(goal.exam)}, has come: name another with "
            "--exam, or end the plan with --clear"
        )
    try:
        made = now.plan(exam_cards(read), goal, read.weights)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if isinstance(made, Plan):
        goals.set(read.id, goal)
    if as_json:
        click.echo(json.dumps(_as_json(made, read.topic_names), indent=2, ensure_ascii=False))
    else:
        from ipt_cards.terminal.plan_screen import impossible, print_plan  # noqa: PLC0415 - rich
        from ipt_cards.terminal.report_console import report_console  # noqa: PLC0415

        if isinstance(made, Plan):
            print_plan(report_console(), made, now.today)
        else:
            click.echo(impossible(made, read.topic_names, now.today))
    if isinstance(made, Impossible):
        raise click.exceptions.Exit(1)


def _as_json(made: Plan | Impossible, names: dict[str, str]) -> dict[str, object]:
    if isinstance(made, Impossible):
        return {
            "possible": False,
            "goal": goal_as_json(made.goal),
            "ways_out": {
                "minutes": made.minutes,
                "exam": date_of(made.exam).isoformat() if made.exam else None,
                "topics": [names[topic] for topic in made.topics],
            },
        }
    return {
        "possible": True,
        "goal": goal_as_json(made.goal),
        "days": [
            {
                "day": date_of(day.day).isoformat(),
                "new": list(day.new),
                "reviews": list(day.reviews),
                "minutes": round(day.minutes, 1),
            }
            for day in made.days
        ],
        "short_of_target": list(made.short_of_target),
    }
