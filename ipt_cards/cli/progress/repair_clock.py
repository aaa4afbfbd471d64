"""`ipt-cards progress repair-clock`: put right what a clock that was ahead dated."""

import random
from datetime import datetime
from pathlib import Path

import click

from ipt_cards.cli.shared.learners_log import open_learners_log
from ipt_cards.cli.shared.progress_option import existing_progress_option, learner_calendar
from ipt_cards.progress.clock_repair import dropped, moved
from ipt_cards.scheduling.day import date_of, day_of
from ipt_cards.study.clock import now_ms
from ipt_cards.terminal.screen.words import counted


@click.command("repair-clock", short_help="Put right what a clock that was ahead dated.")
@click.option(
    "--to",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day of the last answer, really.  [default: within the last 24 hours]",
)
@click.option("--take-back", is_flag=True, help="Take it all back instead of moving it.")
@click.option("--dry-run", is_flag=True, help="Only tell what would be done.")
@existing_progress_option
def command(*, to: datetime | None, take_back: bool, dry_run: bool, progress_file: Path) -> None:
    """Move what is dated in the future back to when it was done.

    All of it moves by the same whole days, so that the time of day, the order and the days between
    stay; intervals are computed anew. Make sure first that the clock is right now.

    A backup is taken first; `ipt-cards undo --all --list` shows what was taken back.
    """
    if to is not None and take_back:
        raise click.UsageError("--to moves, --take-back doesn't: choose one of the two")
    now = now_ms()
    real = None if to is None else day_of(to.date())
    if real is not None and real > learner_calendar().day(now):
        raise click.UsageError(f"{date_of(real)} is a day to come")
    rng = random.SystemRandom()  # ids have to differ from those of all machines
    with open_learners_log(progress_file, telling_of_reviews_ahead=False) as log:
        entries = log.entries()
        repair = dropped(entries, now, rng) if take_back else moved(entries, now, rng, real)
        if repair.wrong and not dry_run:
            log.merge(repair.entries)
    if not repair.wrong:
        click.echo("Nothing is dated in the future.")
        return
    what = counted(len(repair.wrong), "entry", "entries")
    done = "would be " if dry_run else ""
    if take_back:
        click.echo(f"{what} {done}taken back.")
    else:
        click.echo(f"{what} {done}moved back by {counted(repair.days, 'day')}.")
