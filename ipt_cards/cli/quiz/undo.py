"""`ipt-cards undo`: take back what was done last, or something earlier."""

import json
from pathlib import Path

import click

from ipt_cards.cli.shared.command_line import command_line
from ipt_cards.cli.shared.learners_log import open_learners_log
from ipt_cards.cli.shared.named_options import refuse_named
from ipt_cards.cli.shared.progress_option import (
    existing_progress_option,
    learner_calendar,
    learner_colours,
)
from ipt_cards.progress.actions import actions
from ipt_cards.study.cards.undo import undo
from ipt_cards.terminal.reports.actions import did, rows_of, to_what, when

LISTED = 20


@click.command(short_help="Take back what you did last, or something earlier.")
@click.argument("number", required=False, type=click.IntRange(min=1))
@click.option("--list", "listed", is_flag=True, help="List what you did, the latest first.")
@click.option(
    "--all", "everything", is_flag=True, help=f"With --list: not only the latest {LISTED}."
)
@existing_progress_option
@click.option("--json", "as_json", is_flag=True, help="With --list: as JSON.")
def command(
    *, number: int | None, listed: bool, everything: bool, progress_file: Path, as_json: bool
) -> None:
    """Take back the last answer, suspension, burial or renaming; or that of NUMBER in --list.

    It may be of any day, of any of your machines, and from Anki. The card is then as if it had
    never been done; nothing is deleted, and `ipt-cards redo` brings it back.
    """
    if not listed and (everything or as_json):
        raise click.UsageError("--all and --json go with --list")
    if listed:
        refuse_named("number", because="--list takes nothing back")
    zone = learner_calendar().zone
    with open_learners_log(progress_file) as log:
        if not listed:
            action = undo(log, number)
            click.echo(
                f"Taken back: {did(action)}, {to_what(action)}, of {when(action, zone)}. "
                f"`{command_line('redo')}` brings it back."
            )
            return
        done = actions(log.entries())[: None if everything else LISTED]
    if as_json:
        told = [
            {
                "number": place,
                "at": when(action, zone),
                "did": did(action),
                "cards": action.cards,
                "taken_back": action.is_taken_back,
            }
            for place, action in enumerate(done, start=1)
        ]
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    elif not done:
        click.echo("Nothing was done yet.", err=True)
    else:
        from ipt_cards.terminal.screen.console import report_console  # noqa: PLC0415 - imports rich
        from ipt_cards.terminal.screen.tables import Column, print_table  # noqa: PLC0415

        columns = (
            Column("", right=True),
            Column("when"),
            Column("what", shrinks=True),
            Column("card", shrinks=True, folds=True),
            Column(""),
        )
        print_table(report_console(learner_colours()), columns, rows_of(done, zone))
