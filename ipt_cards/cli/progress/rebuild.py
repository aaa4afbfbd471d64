"""`ipt-cards progress rebuild`: every schedule computed anew."""

from pathlib import Path

import click

from ipt_cards.cli.shared.progress_option import existing_progress_option, learner_settings
from ipt_cards.study.review_log import open_log
from ipt_cards.terminal.screen.words import counted


@click.command
@existing_progress_option
def command(progress_file: Path) -> None:
    """Compute every card's schedule anew from the log."""
    with open_log(progress_file, learner_settings()) as log:
        log.rebuild()
        cards = len(log.progress())
    click.echo(f"The schedule of {counted(cards, 'card')} is computed anew.")
