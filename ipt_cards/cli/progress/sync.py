"""`ipt-cards sync`: keep several machines' progress together through a shared folder."""

import json
from pathlib import Path

import click

from ipt_cards.cli.progress.merge_report import (
    ahead_told,
    conflict_as_json,
    conflict_told,
    counted_entries,
)
from ipt_cards.cli.shared.learners_log import open_learners_log
from ipt_cards.cli.shared.progress_option import learner_settings, progress_option
from ipt_cards.progress.sync.device import file_safe
from ipt_cards.progress.sync.exchange import Exchange
from ipt_cards.study.clock import now_ms
from ipt_cards.study.presenting.words import counted
from ipt_cards.study.review_log import goals_file
from ipt_cards.study.sync import sync

CLOCK_TOLERANCE_MS = 5 * 60_000
"""How far a newest entry may lie in the future before a clock is suspected, in ms."""


def _device_name(_context: click.Context, _param: click.Parameter, named: str | None) -> str | None:
    if named is None:
        return None
    name = file_safe(named)
    if not name:
        raise click.BadParameter(f"`{named}` has no letter a to z and no digit")
    return name


@click.command(short_help="Keep the progress of your machines together.")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option(
    "--device",
    "device_name",
    metavar="NAME",
    callback=_device_name,
    help="What this machine is called, if not by its host name. Kept for next time.",
)
@click.option("--dry-run", is_flag=True, help="Tell what would be done; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@progress_option
def command(
    *,
    folder: Path | None,
    device_name: str | None,
    dry_run: bool,
    as_json: bool,
    progress_file: Path,
) -> None:
    """Take in what your other machines wrote to FOLDER, and write there what is new here.

    FOLDER is one that Syncthing, Dropbox, iCloud, git or the like carries between your machines.
    Each machine adds to a file of its own and reads all, so that it doesn't matter which one syncs
    when, nor whether a file is there by half: the rest comes in the next time.

    Name the folder once, and it needn't be named again; the quiz then syncs, too, when it begins
    and ends: `ipt-cards config set sync_folder FOLDER`.

    The exit code is 1 if something in the folder can't be read; all else was synced then.
    """
    folder = folder or learner_settings().sync_folder
    if folder is None:
        raise click.UsageError(
            "name the folder that your machines share, or set it once: "
            "`ipt-cards config set sync_folder FOLDER`"
        )
    with open_learners_log(progress_file) as log:
        done = sync(log, folder, device_name=device_name, dry_run=dry_run)
    now = now_ms()
    if as_json:
        click.echo(json.dumps(_as_json(done, folder, now, dry_run=dry_run), indent=2))
    else:
        _tell(done, now, dry_run=dry_run)
        if goals_file(progress_file).exists():
            click.echo(
                "Answers travel; the plan to an exam and your settings don't: `ipt-cards plan` and "
                "`ipt-cards config` set them on each machine."
            )
    if done.problems or done.conflicts:
        raise click.exceptions.Exit(1)


def told_beside(done: Exchange | Exception) -> str:
    """A few lines on what came in or went wrong, for a command whose task is another.

    Empty where there is nothing to tell.
    """
    if isinstance(done, Exception):
        return f"Not synced: {done}"
    told = _notices(done, now_ms())
    if came := sum(len(arrival.entries) for arrival in done.arrivals):
        told.insert(0, f"{counted_entries(came)} came in from your other machines.")
    if done.problems:
        told.append(f"Not all is synced: {done.problems[0]}. `ipt-cards sync` tells more.")
    return "\n".join(told)


def _tell(done: Exchange, now: int, *, dry_run: bool) -> None:
    would = "would " if dry_run else ""
    come, go = ("come", "go") if dry_run else ("came", "went")
    for arrival in done.arrivals:
        if arrival.entries:
            click.echo(
                f"{counted_entries(len(arrival.entries))} {would}{come} in from {arrival.file}."
            )
    if not any(arrival.entries for arrival in done.arrivals):
        files = counted(len(done.arrivals), "other file")
        click.echo(f"Nothing new in {files}." if done.arrivals else "No other machine wrote yet.")
    if done.sent:
        click.echo(f"{counted_entries(done.sent)} {would}{go} out in {done.file}.")
    else:
        click.echo("Nothing new to send.")
    for file in done.incomplete:
        click.echo(f"{file} is not here to its end yet: the rest comes in the next time.", err=True)
    problems = [problem for problem in done.problems if problem != done.left]
    for told in [*_notices(done, now), *problems]:
        click.echo(told, err=True)
    if done.problems:
        these = "this file" if len(done.problems) == 1 else "these files"
        click.echo(
            f"Nothing of {these} was taken in; all else is synced. What stays damaged may be "
            "deleted: your machines write anew what they know of it.",
            err=True,
        )


def _notices(done: Exchange, now: int) -> list[str]:
    notices = [
        ahead_told(arrival.file, arrival.ahead_ms(now))
        for arrival in done.arrivals
        if arrival.ahead_ms(now) > CLOCK_TOLERANCE_MS
    ]
    if done.left:
        notices.append(f"{done.left}. From now on this machine writes to {done.file}.")
    return notices + [conflict_told(conflict) for conflict in done.conflicts]


def _as_json(done: Exchange, folder: Path, now: int, *, dry_run: bool) -> dict[str, object]:
    return {
        "folder": str(folder),
        "dry_run": dry_run,
        "in": [
            {
                "file": arrival.file,
                "entries": len(arrival.entries),
                "ahead_ms": arrival.ahead_ms(now),
                "incomplete": arrival.file in done.incomplete,
            }
            for arrival in done.arrivals
        ],
        "out": {"file": done.file, "entries": done.sent},
        "left": done.left or None,
        "problems": list(done.problems),
        "conflicts": [conflict_as_json(conflict) for conflict in done.conflicts],
    }
