"""`ipt-cards list`: the cards of a deck with what is known of each."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from ipt_cards.cli.shared.card_filter import card_filter_options, chosen_cards
from ipt_cards.cli.shared.deck_argument import deck_argument, load_or_exit
from ipt_cards.cli.shared.learners_log import open_learners_log, tell_of_rewritten_leeches
from ipt_cards.cli.shared.progress_option import (
    existing_progress_option,
    learner_calendar,
    learner_colours,
    scheduler_option,
)
from ipt_cards.deck.card_filter import CardFilter
from ipt_cards.progress.statistics.card_states import State
from ipt_cards.scheduling.card_progress import UNSEEN
from ipt_cards.scheduling.scheduler import Scheduler
from ipt_cards.study.cards.standing import CardStanding
from ipt_cards.study.clock import now_ms


@click.command
@deck_argument
@card_filter_options
@click.option(
    "--due",
    is_flag=True,
    help="Only cards that come back today, those to be asked again too; new ones are never due.",
)
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice([state.value for state in State]),
    help="Only cards in this state. May be repeated: any of them.",
)
@scheduler_option
@existing_progress_option
@click.option("--json", "as_json", is_flag=True, help="Print the cards as JSON.")
def command(  # noqa: PLR0913, PLR0917 - an option each
    deck: Path,
    topics: tuple[str, ...],
    tags: tuple[str, ...],
    due: bool,  # noqa: FBT001 - click's flags
    states: tuple[str, ...],
    scheduler: Scheduler,
    progress_file: Path,
    as_json: bool,  # noqa: FBT001
) -> None:
    """List the cards of DECK with their state and the day they are next due.

    A card is new, learning (failed when last reviewed), young or mature (from an interval of 21
    days on). It may also be a drill (still to come back today), buried, suspended, or a leech
    (failed in 8 reviews; the first answer ever and drills aren't reviews).
    """
    read = load_or_exit(deck)
    cards = chosen_cards(CardFilter(topics, tags), read).values()
    topic_of = {key: topic.name for topic in read.topics for key in topic.card_keys}
    calendar = learner_calendar()
    today = calendar.day(now_ms())
    with open_learners_log(progress_file, scheduler) as log:
        progress = log.progress()
        tell_of_rewritten_leeches(read, log, deck)
    rows = [
        CardStanding(card, topic_of[card.key], progress.get(card.key, UNSEEN), today)
        for card in cards
    ]
    rows = [
        row
        for row in rows
        if (not states or set(states).intersection(row.states)) and (not due or row.due == today)
    ]
    if as_json:
        click.echo(json.dumps([row.as_json() for row in rows], indent=2, ensure_ascii=False))
    elif rows:
        _print(rows)
    else:
        click.echo("No card matches.", err=True)


def _print(rows: Sequence[CardStanding]) -> None:
    from ipt_cards.study.presenting.words import interval  # noqa: PLC0415
    from ipt_cards.terminal.screen.console import report_console  # noqa: PLC0415 - imports rich
    from ipt_cards.terminal.screen.tables import Column, print_table  # noqa: PLC0415

    with_levels = any(row.card.note.level for row in rows)
    columns = (
        Column("card", shrinks=True, folds=True),
        Column("state", below_width=60),
        Column("state", from_width=60),
        Column("due"),
        Column("interval", right=True, from_width=70),
        Column("ease", right=True, from_width=110),
        Column("lapses", right=True, from_width=110),
        *([Column("level", from_width=130)] if with_levels else []),
        Column("topic", from_width=150),
        Column("question", from_width=100, shrinks=True),
    )
    cells = [
        (
            row.card.key,
            row.states[-1],
            ", ".join(row.states),
            row.due_date or "–",
            interval(row.state.interval) if row.state.interval else "–",
            "–" if row.state.stability else f"{row.state.ease_factor:.2f}",  # FSRS has none
            f"{row.state.lapses}",
            *([row.card.note.level or "–"] if with_levels else []),
            row.topic,
            row.question,
        )
        for row in rows
    ]
    print_table(report_console(learner_colours()), columns, cells)
