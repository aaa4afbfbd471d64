"""`ipt-cards progress backup`: a copy of the progress file."""

from pathlib import Path

import click

from ipt_cards.cli.shared.learners_log import open_learners_log
from ipt_cards.cli.shared.progress_option import existing_progress_option
from ipt_cards.study.counted_answers import carry


@click.command
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@existing_progress_option
def command(file: Path, progress_file: Path) -> None:
    """Copy the progress file to FILE, which must not be there yet.

    Beside it goes what you count as right of typed answers, if anything.

    Other programs may go on using the progress file meanwhile.
    """
    with open_learners_log(progress_file) as log:
        log.backup(file)
        carry(log.path, file)
    click.echo(f"{progress_file} is copied to {file}.")
