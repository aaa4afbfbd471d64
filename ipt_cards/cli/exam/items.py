"""`ipt-cards items`: which questions work, by the answers of a class."""

import json
from pathlib import Path

import click

from ipt_cards.cli.shared.progress_option import learner_colours


@click.command
@click.argument("files", metavar="FILE...", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--deck", metavar="ID", help="Take only exams on this deck.")
@click.option("--json", "as_json", is_flag=True, help="Print the analysis as JSON.")
def command(files: tuple[Path, ...], deck: str | None, *, as_json: bool) -> None:
    """Tell which questions of an exam work, by the answers of a class.

    Each FILE is what a learner exported with `ipt-cards exam --history --json`.
    """
    if not files:
        raise click.UsageError("name the files of the learners' exams")
    from ipt_cards.study.items.reading import analysed  # noqa: PLC0415 - an extra, numpy is slow

    found = analysed(files, deck)
    for notice in found.notices:
        click.echo(notice, err=True)
    if as_json:
        from ipt_cards.items.report import as_values  # noqa: PLC0415 - as above

        click.echo(
            json.dumps(as_values(found.analysis), indent=2, ensure_ascii=False, allow_nan=False)
        )
        return
    from ipt_cards.terminal.reports.items import print_items  # noqa: PLC0415 - rich is slow
    from ipt_cards.terminal.screen.console import report_console  # noqa: PLC0415

    print_items(report_console(learner_colours()), found.analysis)
