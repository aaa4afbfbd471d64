"""`ipt-cards progress rebuild`: every schedule computed anew."""

from pathlib import Path

import click

from ipt_cards.cli.shared.learners_log import open_learners_log
from ipt_cards.cli.shared.progress_option import existing_progress_option
from ipt_cards.study.presenting.words import counted


@click.command
@existing_progress_option
def command(progress_file: Path) -> None:
    """Compute every card's schedule anew from the log."""
    with open_learners_log(progress_file) as log:
        log.rebuild()
        cards = len(log.progress())
    click.echo(f"The schedule of {counted(cards, 'card')} is computed anew.")
