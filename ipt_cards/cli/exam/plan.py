"""`ipt-cards plan`: the days to an exam."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ipt_cards.atomic_file import write_atomically
from ipt_cards.cli.exam.day_type import DayType
from ipt_cards.cli.exam.goal_options import (
    DaysOff,
    GoalOptions,
    arguments_for,
    parse_days_off,
    parse_percent,
)
from ipt_cards.cli.exam.learners_standing import learners_standing
from ipt_cards.cli.exam.unseen import unseen_as_json
from ipt_cards.cli.shared.card_filter import topic_option
from ipt_cards.cli.shared.command_line import command_line
from ipt_cards.cli.shared.deck_argument import deck_argument, load_or_exit
from ipt_cards.cli.shared.named_options import named_options
from ipt_cards.cli.shared.output_file import require_replaceable
from ipt_cards.cli.shared.progress_option import (
    learner_colours,
    learner_settings,
    progress_option,
    scheduler_option,
)
from ipt_cards.deck.card_filter import UnknownChoiceError, topic_named
from ipt_cards.deck.deck import Deck
from ipt_cards.exam.plan.goal import Goal
from ipt_cards.scheduling.day import Day, date_of
from ipt_cards.scheduling.scheduler import Scheduler
from ipt_cards.study.clock import now_ms
from ipt_cards.study.exam.goals import Goals, goal_as_json

if TYPE_CHECKING:
    from ipt_cards.exam.plan.plan import Plan
    from ipt_cards.exam.plan.ways_out import WaysOut
    from ipt_cards.forecast.learner import Learner

_NOT_TO_CLEAR = (
    *("exam", "minutes", "off", "target", "topics", "all_topics"),
    *("calendar_file", "scheduler", "as_json"),
)


@click.command
@deck_argument
@click.option("--exam", type=DayType(), metavar="DATE", help="The day of the exam.")
@click.option("--minutes", type=int, metavar="N", help="Minutes a day.  [default: 30]")
@click.option(
    "--days-off",
    "off",
    callback=parse_days_off,
    metavar="DAYS",
    help="Days without study: sat,sun or 2027-01-02..2027-01-09, or both; none for none.",
)
@click.option(
    "--target",
    callback=parse_percent,
    metavar="PERCENT",
    help="The recall from which a card needs no more reviews.  [default: 99.5%]",
)
@topic_option
@click.option("--all-topics", is_flag=True, help="Learn all topics again.")
@click.option("--clear", is_flag=True, help="End the plan.")
@click.option(
    "--ics",
    "calendar_file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the plan as a calendar, too: an event a study day, updated in place.",
)
@scheduler_option
@progress_option
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
def command(  # noqa: PLR0913 - an argument an option
    *,
    deck: Path,
    exam: Day | None,
    minutes: int | None,
    off: DaysOff | None,
    target: float | None,
    topics: tuple[str, ...],
    all_topics: bool,
    clear: bool,
    calendar_file: Path | None,
    scheduler: Scheduler,
    progress_file: Path,
    as_json: bool,
) -> None:
    """Plan the days to an exam on DECK, and show the plan.

    The plan is the best use of the minutes there are: which cards, when, how often, so that the
    score to be expected is highest. It is kept and made anew from your answers each time, so that
    what a missed day left undone spreads over the days to come. Where there is time for it, every
    card is seen on three days, and once more in the last five study days; where there isn't, what
    was given up is told, with what would help. While there is a plan, `ipt-cards quiz` follows it,
    and the setting `new` limits nothing.
    With --topic the plan leaves all other topics out.

    DATE is a day such as 2027-02-15, `15 Feb`, `fri`, `tomorrow`, or `+3w` for in three weeks.
    """
    if all_topics and topics:
        raise click.UsageError("--topic and --all-topics exclude each other")
    read = load_or_exit(deck)
    goals = Goals.beside(progress_file)
    if clear:
        if named_options(*_NOT_TO_CLEAR):
            raise click.UsageError("--clear ends the plan: nothing else goes with it")
        goals.set(read.id, None)
        click.echo(f"There is no plan for {read.name} now.")
        return
    chosen = _topic_ids(read, topics)
    options = GoalOptions(
        exam, minutes, off, target, topics=chosen if chosen or all_topics else None
    )
    kept = goals.get(read.id)
    goal = options.over(kept)
    _require_topics(read, goal)
    now = learners_standing(progress_file, scheduler)
    if exam is None and goal.exam < now.today:
        raise click.UsageError(
            f"the day of the planned exam, {date_of(goal.exam)}, is past: name another with "
            "--exam, or end the plan with --clear"
        )
    try:
        made = now.plan(read, goal)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if calendar_file is not None:  # first, for where it is refused the plan stays as it was
        _write_calendar(calendar_file, made, read)
    if goal != kept:
        goals.set(read.id, goal)
    ways = now.ways_out(read, made)
    if as_json:
        click.echo(json.dumps(_as_json(made, ways, now.learner), indent=2))
        return
    from ipt_cards.terminal.reports.plan import print_plan  # noqa: PLC0415 - rich is slow
    from ipt_cards.terminal.screen.console import report_console  # noqa: PLC0415

    print_plan(
        report_console(learner_colours()),
        made,
        ways,
        read.topic_names,
        now.today,
        now.learner,
        lambda way: command_line("plan", *arguments_for(way, goal), deck=deck),
        most_new=learner_settings().new,
    )


def _write_calendar(target: Path, made: "Plan", deck: Deck) -> None:
    from ipt_cards.exam.plan.calendar_file import (  # noqa: PLC0415 - icalendar is slow
        BEGINNING,
        CalendarError,
        plan_calendar,
    )

    require_replaceable(target, BEGINNING, "no calendar")
    earlier = target.read_bytes() if target.is_file() else b""
    try:
        content = plan_calendar(made, deck.id, deck.name, now_ms(), earlier)
    except CalendarError as error:
        raise click.UsageError(f"{target}: {error}: name another file") from None
    write_atomically(target, content)
    click.echo(f"{target} written: open it with your calendar.", err=True)


def _topic_ids(deck: Deck, topics: tuple[str, ...]) -> tuple[str, ...]:
    try:
        return tuple(dict.fromkeys(topic_named(deck, written).id for written in topics))
    except UnknownChoiceError as error:
        raise click.UsageError(str(error)) from None


def _require_topics(deck: Deck, goal: Goal) -> None:
    for topic in goal.topics:
        if topic not in deck.topic_names:
            raise click.UsageError(
                f"the plan is for the topic `{topic}`, which {deck.name} hasn't any more: name "
                "those to learn with --topic, or all with --all-topics"
            )


def _as_json(made: "Plan", ways: "WaysOut", learner: "Learner") -> dict[str, object]:
    from ipt_cards.study.exam.forecasts import unseen_of  # noqa: PLC0415 - needs numpy

    return {
        "possible": True,  # a plan always is; older scripts ask
        "goal": goal_as_json(made.goal),
        "score": {"planned": round(made.score, 4), "without": round(made.without, 4)},
        "days": [
            {
                "day": date_of(day.day).isoformat(),
                "new": list(day.new),
                "reviews": list(day.reviews),
                "repeats": list(day.repeats),
                "minutes": round(day.minutes, 1),
            }
            for day in made.days
        ],
        "short_of_target": list(made.short_of_target),
        "unseen": unseen_as_json(unseen_of(made, learner), learner),
        "suspended": list(made.suspended),
        "given_up": {
            "unseen": list(made.given_up.unseen),
            "seen_on_few_days": list(made.given_up.seen_on_few_days),
            "without_last_look": list(made.given_up.without_last_look),
        },
        "ways_out": {
            "minutes": ways.minutes.goal.minutes if ways.minutes else None,
            "exam": date_of(ways.exam.goal.exam).isoformat() if ways.exam else None,
            "topics": list(ways.topics.goal.topics) if ways.topics else [],
            "without_days_off": ways.days_off is not None,
        },
    }
