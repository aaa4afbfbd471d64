"""`ipt-cards progress export`: the log as JSON Lines."""

from pathlib import Path

import click

from ipt_cards.atomic_file import write_atomically
from ipt_cards.cli.progress.merge_report import counted_entries
from ipt_cards.cli.shared.learners_log import open_learners_log
from ipt_cards.cli.shared.output_file import require_replaceable
from ipt_cards.cli.shared.progress_option import existing_progress_option
from ipt_cards.progress.lines import to_line
from ipt_cards.study.counted_answers import carry

LINE_BEGINNING = b'{"v":'


@click.command
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to FILE instead.",
)
@existing_progress_option
def command(output: Path | None, progress_file: Path) -> None:
    """Print the log as JSON Lines, an entry a line, oldest first.

    `ipt-cards progress merge` reads it, on this machine or another. What you count as right of
    typed answers goes to a file of its own beside FILE, which `merge` finds there.
    """
    with open_learners_log(progress_file) as log:
        entries = log.entries()
    exported = b"".join(map(to_line, entries))
    if output is None or str(output) == "-":
        click.echo(exported, nl=False)
    else:
        require_replaceable(output, LINE_BEGINNING, "no export")
        write_atomically(output, exported, private=True)
        carry(progress_file, output)
        click.echo(f"{counted_entries(len(entries))} exported to {output}.", err=True)
