"""`ipt-cards postpone`: spread a backlog of reviews over the days to come."""

import json
from pathlib import Path

import click

from ipt_cards.cli.shared.command_line import command_line
from ipt_cards.cli.shared.deck_argument import deck_argument, load_or_exit
from ipt_cards.cli.shared.learners_log import open_learners_log
from ipt_cards.cli.shared.progress_option import (
    configured,
    existing_progress_option,
    learner_calendar,
)
from ipt_cards.scheduling.card_progress import UNSEEN
from ipt_cards.scheduling.day import date_of
from ipt_cards.study.cards.undo import bury
from ipt_cards.study.clock import now_ms
from ipt_cards.study.presenting.words import counted, due


@click.command(short_help="Spread a backlog of reviews over the days to come.")
@deck_argument
@click.option(
    "--reviews",
    type=click.IntRange(min=1),
    metavar="N",
    default=configured(lambda settings: max(1, settings.reviews)),
    show_default="200, or as configured",
    help="Reviews a day, what else comes due on it included.",
)
@click.option("--pause-new", is_flag=True, help="Put off new cards, too, until it is worked off.")
@click.option("--dry-run", is_flag=True, help="Only tell what would be done.")
@existing_progress_option
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
def command(  # noqa: PLR0913 - an option each
    *,
    deck: Path,
    reviews: int,
    pause_new: bool,
    dry_run: bool,
    progress_file: Path,
    as_json: bool,
) -> None:
    """Spread the reviews of DECK that are due over the next days, so many a day.

    After an absence, that is. What you would forget most while it waits comes first, by the
    forecast of `ipt-cards readiness`. Intervals stay as they are: cards are only put off, as by
    burying.
    `ipt-cards undo` takes it back, `ipt-cards unbury` brings single cards back.
    """
    read = load_or_exit(deck)
    from ipt_cards.study.cards.backlog import spread  # noqa: PLC0415 - imports numpy
    from ipt_cards.study.exam.standing import standing  # noqa: PLC0415

    keys = list(read.card_keys())
    now = now_ms()
    with open_learners_log(progress_file) as log:
        known = standing(log, learner_calendar(), now)
        progress = log.progress()
        made = spread(keys, progress, known.learner, known.today, reviews)
        until = dict(made.until)
        paused: list[str] = []
        if pause_new and made.last is not None:
            paused = [key for key in keys if progress.get(key, UNSEEN).state.is_new]
            until |= dict.fromkeys(paused, made.last)
        if until and not dry_run:
            bury(log, until.items())
    if as_json:
        told = {
            "dry_run": dry_run,
            "today": len(made.today),
            "postponed": {card: date_of(day).isoformat() for card, day in made.until.items()},
            "new_paused": len(paused),
        }
        click.echo(json.dumps(told, indent=2))
        return
    if made.last is None:
        click.echo(
            f"Nothing to spread: {counted(len(made.today), 'review')} due today, no more than the "
            f"{reviews:,} a day that --reviews allows."
        )
        return
    would = "would be " if dry_run else ""
    click.echo(
        f"{counted(len(made.today), 'review')} today; {counted(len(made.until), 'review')} {would}"
        f"spread over the days to {due(made.last, known.today).removeprefix('on ')}."
    )
    if paused:
        click.echo(f"{counted(len(paused), 'new card')} {would}put off until then.")
    if not dry_run:
        click.echo(f"`{command_line('undo')}` takes it back.")
