"""`ipt-cards progress`: looking after the learner's progress."""

import json
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import click

from ipt_cards.atomic_file import write_atomically
from ipt_cards.cli.merge_report import (
    conflict_as_json,
    conflict_told,
    counted_entries,
    far_ahead_told,
)
from ipt_cards.cli.orphans import command as orphans
from ipt_cards.cli.output_file import require_replaceable
from ipt_cards.cli.progress_option import (
    ProgressProblem,
    existing_progress_option,
    learner_calendar,
    now_ms,
    open_log,
    progress_option,
)
from ipt_cards.deck.text import visible
from ipt_cards.progress.entries import Entry
from ipt_cards.progress.errors import CorruptedFileError, ProgressError
from ipt_cards.progress.lines import read_lines, to_line
from ipt_cards.progress.pages import MAGIC
from ipt_cards.terminal.words import counted

LINE_BEGINNING = b'{"v":'

_json_option = click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
_new_file = click.Path(path_type=Path, dir_okay=False)


@click.group
def command() -> None:
    """Check, copy, export, merge and mend your progress.

    All of it is one file: the log of your answers, from which every schedule is computed.
    """


command.add_command(orphans, "orphans")


@command.command
@existing_progress_option
@_json_option
def check(progress_file: Path, as_json: bool) -> None:  # noqa: FBT001 - click's flag
    """Tell what is wrong with the file, if anything is.

    The schedule is computed anew from the log and compared. The exit code is 1 if there are
    problems.
    """
    entries = 0
    warning = ""
    try:
        with open_log(progress_file, learner_calendar()) as log:
            problems = log.check()
            if not problems:
                sound = log.entries()
                entries = len(sound)
                warning = far_ahead_told(str(progress_file), sound, now_ms())
    except ProgressProblem as damage:
        if not isinstance(damage.__cause__, CorruptedFileError):
            raise
        problems = [damage.message]
    if as_json:
        click.echo(json.dumps({"file": str(progress_file), "problems": problems}, indent=2))
    elif problems:
        for problem in problems:
            click.echo(visible(problem))
    else:
        click.echo(f"{progress_file} is sound: {counted_entries(entries)}.")
    if warning:
        click.echo(warning, err=True)
    if problems:
        raise click.exceptions.Exit(1)


@command.command
@click.argument("file", type=_new_file)
@existing_progress_option
def backup(file: Path, progress_file: Path) -> None:
    """Copy the progress file to FILE, which must not be there yet.

    Other programs may go on using the progress file meanwhile.
    """
    with open_log(progress_file, learner_calendar()) as log:
        log.backup(file)
    click.echo(f"{progress_file} is copied to {file}.")


@command.command
@click.option("-o", "--output", metavar="FILE", type=_new_file, help="Write to FILE instead.")
@existing_progress_option
def export(output: Path | None, progress_file: Path) -> None:
    """Print the log as JSON Lines, an entry a line, oldest first.

    `ipt-cards progress merge` reads it, on this machine or another.
    """
    with open_log(progress_file, learner_calendar()) as log:
        entries = log.entries()
    exported = b"".join(map(to_line, entries))
    if output is None or str(output) == "-":
        click.echo(exported, nl=False)
    else:
        require_replaceable(output, LINE_BEGINNING, "no export")
        write_atomically(output, exported, private=True)
        click.echo(f"{counted_entries(len(entries))} exported to {output}.", err=True)


@command.command(short_help="Add the entries of other logs to this one.")
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.File("rb"))
@progress_option
@_json_option
def merge(files: tuple[BinaryIO, ...], progress_file: Path, as_json: bool) -> None:  # noqa: FBT001
    """Add the entries of other logs, exported as JSON Lines, to this one.

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
        raise ProgressProblem(f"{error}\nNothing was merged.") from error
    with open_log(progress_file, learner_calendar()) as log:
        report = log.merge(entries)
    if warning := far_ahead_told("what was merged", entries, now_ms()):
        click.echo(warning, err=True)
    if as_json:
        conflicts = [conflict_as_json(conflict) for conflict in report.conflicts]
        click.echo(
            json.dumps(
                {"added": report.added, "known": report.known, "conflicts": conflicts}, indent=2
            )
        )
    else:
        click.echo(f"{counted_entries(report.added)} added, {report.known:,} known already.")
        for conflict in report.conflicts:
            click.echo(conflict_told(conflict), err=True)
    if report.conflicts:
        raise click.exceptions.Exit(1)


@command.command
@existing_progress_option
def rebuild(progress_file: Path) -> None:
    """Compute every card's schedule anew from the log."""
    with open_log(progress_file, learner_calendar()) as log:
        log.rebuild()
        cards = len(log.progress())
    click.echo(f"The schedule of {counted(cards, 'card')} is computed anew.")


@command.command(short_help="Save what is readable of a damaged file in FILE.")
@click.argument("file", type=_new_file)
@existing_progress_option
def recover(file: Path, progress_file: Path) -> None:
    """Save what is readable of a damaged progress file in FILE, which must not be there yet.

    The damaged file stays as it is.
    """
    from ipt_cards.progress.recover import recover as save  # noqa: PLC0415 - rarely needed

    try:
        saved = save(progress_file, file)
    except ProgressError as error:
        raise ProgressProblem(str(error)) from error
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


def _read(file: BinaryIO) -> Iterator[Entry]:
    name = "standard input" if file is sys.stdin.buffer else file.name
    content = file.read()
    if content.startswith(MAGIC):
        raise click.UsageError(
            f"{name} is no export but a progress file. To merge it, run: "
            f"ipt-cards progress export --progress {name} | ipt-cards progress merge"
        )
    return read_lines(BytesIO(content), name)
