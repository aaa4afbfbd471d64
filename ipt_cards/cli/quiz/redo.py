"""`ipt-cards redo`: bring back what was taken back."""

from pathlib import Path

import click

from ipt_cards.cli.shared.learners_log import open_learners_log
from ipt_cards.cli.shared.progress_option import existing_progress_option, learner_calendar
from ipt_cards.study.cards.undo import redo
from ipt_cards.terminal.reports.actions import did, to_what, when


@click.command(short_help="Bring back what you took back last, or something earlier.")
@click.argument("number", required=False, type=click.IntRange(min=1))
@existing_progress_option
def command(*, number: int | None, progress_file: Path) -> None:
    """Bring back what was taken back last, or what has NUMBER in `ipt-cards undo --list`."""
    zone = learner_calendar().zone
    with open_learners_log(progress_file) as log:
        action = redo(log, number)
    click.echo(f"Brought back: {did(action)}, {to_what(action)}, of {when(action, zone)}.")
