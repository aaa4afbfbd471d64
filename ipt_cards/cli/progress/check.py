"""`ipt-cards progress check`: whether the progress file is sound."""

import json
from pathlib import Path

import click

from ipt_cards.cli.progress.merge_report import counted_entries, far_ahead_told
from ipt_cards.cli.shared.progress_option import existing_progress_option, learner_settings
from ipt_cards.deck.text import visible
from ipt_cards.progress.errors import CorruptedFileError
from ipt_cards.study.clock import now_ms
from ipt_cards.study.presenting.words import counted
from ipt_cards.study.review_log import open_log


@click.command
@existing_progress_option
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
def command(progress_file: Path, as_json: bool) -> None:  # noqa: FBT001 - click's flag
    """Tell what is wrong with the file, if anything is.

    The schedule is computed anew from the log and compared. The exit code is 1 if there are
    problems.
    """
    entries = 0
    warning = ""
    assumed = None
    try:
        with open_log(progress_file, learner_settings()) as log:
            problems = log.check()
            if not problems:
                sound = log.entries()
                entries = len(sound)
                assumed = log.assumed_days()
                warning = far_ahead_told(str(progress_file), sound, now_ms())
    except CorruptedFileError as damage:
        problems = [str(damage)]
    if as_json:
        click.echo(json.dumps({"file": str(progress_file), "problems": problems}, indent=2))
    elif problems:
        for problem in problems:
            click.echo(visible(problem))
    else:
        click.echo(f"{progress_file} is sound: {counted_entries(entries)}.")
        if assumed:
            click.echo(
                f"{counted(assumed.reviews, 'answer')} from before days were recorded count for "
                f"the days of {assumed.zone}, from {assumed.rollover_hour}:00 on."
            )
    if warning:
        click.echo(warning, err=True)
    if problems:
        raise click.exceptions.Exit(1)
