"""`ipt-cards progress recover`: what is readable of a damaged file, in a new one."""

from pathlib import Path

import click

from ipt_cards.cli.progress.merge_report import counted_entries
from ipt_cards.cli.shared.progress_option import existing_progress_option, learner_calendar
from ipt_cards.progress.storage.recover import recover
from ipt_cards.study.presenting.words import counted


@click.command(short_help="Save what is readable of a damaged file in FILE.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@existing_progress_option
def command(file: Path, progress_file: Path) -> None:
    """Save what is readable of a damaged progress file in FILE, which must not be there yet.

    The damaged file stays as it is.
    """
    saved = recover(progress_file, file, learner_calendar())
    click.echo(f"{counted_entries(saved.entries)} of {progress_file} saved in {file}.")
    if saved.unreadable_pages:
        click.echo(
            f"{counted(saved.unreadable_pages, 'page')} of it could not be read to the end: what "
            "stood there is lost, unless a backup or another machine has it.",
            err=True,
        )
    click.echo(
        f"{progress_file} is as it was. Look at the new file with `ipt-cards stats --progress "
        f"{file}`; if it is good, put it in the old one's place."
    )
