"""`ipt-cards progress merge`: the entries of other logs, added to this one."""

import json
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import click

from ipt_cards.cli.progress.merge_report import (
    conflict_as_json,
    conflict_told,
    counted_entries,
    dated_told,
    far_ahead_told,
)
from ipt_cards.cli.shared.progress_option import learner_settings, progress_option
from ipt_cards.errors import UserError
from ipt_cards.progress.entries import Entry
from ipt_cards.progress.errors import ProgressError
from ipt_cards.progress.lines import read_lines
from ipt_cards.progress.storage.pages import MAGIC
from ipt_cards.study.clock import now_ms
from ipt_cards.study.counted_answers import carry
from ipt_cards.study.review_log import open_log


@click.command(short_help="Add the entries of other logs to this one.")
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.File("rb"))
@progress_option
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
def command(files: tuple[BinaryIO, ...], progress_file: Path, as_json: bool) -> None:  # noqa: FBT001
    """Add the entries of other logs, exported as JSON Lines, to this one.

    Answers exported by an earlier ipt-cards don't tell the day that they were given on: they get it
    by your time zone and rollover hour of now.

    FILE may be - for standard input, which is also read when no FILE is named. The order of merges
    doesn't matter, nor does merging the same log again. A backup is taken first; if a line can't
    be read, nothing is merged.

    The exit code is 1 if logs disagree about an entry, which only damage can make them do.
    """
    if not files:
        if sys.stdin.isatty():
            raise click.UsageError("name the files to merge, or - for standard input")
        files = (sys.stdin.buffer,)
    try:
        entries = [entry for file in files for entry in _read(file)]
    except ProgressError as error:
        raise UserError(f"{error}\nNothing was merged.") from error
    with open_log(progress_file, learner_settings()) as log:
        report = log.merge(entries)
        for file in files:
            if file is not sys.stdin.buffer:
                carry(Path(file.name), log.path)
    if warning := far_ahead_told("what was merged", entries, now_ms()):
        click.echo(warning, err=True)
    if as_json:
        conflicts = [conflict_as_json(conflict) for conflict in report.conflicts]
        click.echo(
            json.dumps(
                {
                    "added": report.added,
                    "known": report.known,
                    "dated": report.dated,
                    "conflicts": conflicts,
                },
                indent=2,
            )
        )
    else:
        click.echo(f"{counted_entries(report.added)} added, {report.known:,} known already.")
        if report.dated:
            click.echo(dated_told(report.dated, log.calendar))
        for conflict in report.conflicts:
            click.echo(conflict_told(conflict), err=True)
    if report.conflicts:
        raise click.exceptions.Exit(1)


def _read(file: BinaryIO) -> Iterator[Entry]:
    name = "standard input" if file is sys.stdin.buffer else file.name
    content = file.read()
    if content.startswith(MAGIC):
        raise click.UsageError(
            f"{name} is no export but a progress file. To merge it, run: "
            f"ipt-cards progress export --progress {name} | ipt-cards progress merge"
        )
    return read_lines(BytesIO(content), name)
