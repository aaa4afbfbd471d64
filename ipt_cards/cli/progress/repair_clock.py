"""`ipt-cards progress repair-clock`: put right what a clock that was ahead dated."""

from pathlib import Path

import click

from ipt_cards.cli.exam.day_type import DayType
from ipt_cards.cli.progress.merge_report import counted_entries
from ipt_cards.cli.shared.learners_log import open_learners_log
from ipt_cards.cli.shared.progress_option import existing_progress_option, learner_calendar
from ipt_cards.progress.clock_repair import dropped, moved
from ipt_cards.scheduling.day import Day, date_of
from ipt_cards.study.clock import now_ms
from ipt_cards.study.presenting.words import counted


@click.command("repair-clock", short_help="Put right what a clock that was ahead dated.")
@click.option(
    "--to",
    type=DayType(),
    metavar="DATE",
    help="The day of the last answer, really.  [default: within the last 24 hours]",
)
@click.option("--take-back", is_flag=True, help="Take it all back instead of moving it.")
@click.option("--dry-run", is_flag=True, help="Only tell what would be done.")
@existing_progress_option
def command(*, to: Day | None, take_back: bool, dry_run: bool, progress_file: Path) -> None:
    """Move what is dated in the future back to when it was done.

    All of it moves by the same whole days, so that the time of day, the order and the days between
    stay; intervals are computed anew. Make sure first that the clock is right now.

    A copy of your progress is kept first.
    """
    if to is not None and take_back:
        raise click.UsageError("--to moves, --take-back doesn't: choose one of the two")
    now = now_ms()
    if to is not None and to > learner_calendar().day(now):
        raise click.UsageError(f"{date_of(to)} is a day to come")
    with open_learners_log(progress_file, telling_of_reviews_ahead=False) as log:
        entries = log.entries()
        repair = dropped(entries, now) if take_back else moved(entries, now, to)
        if repair.wrong and not dry_run:
            log.merge(repair.entries)
    if not repair.wrong:
        click.echo("Nothing is dated in the future.")
        return
    what = counted_entries(len(repair.wrong))
    done = "would be " if dry_run else ""
    if take_back:
        click.echo(f"{what} {done}taken back.")
    else:
        click.echo(f"{what} {done}moved back by {counted(repair.days, 'day')}.")
    if not dry_run:
        click.echo(f"A copy of your progress from before is in {progress_file.parent / 'backups'}.")
