"""`ipt-cards items`: which questions work, by the answers of a class."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ipt_cards.atomic_file import write_atomically
from ipt_cards.cli.shared.deck_argument import DeckFolder, load_or_exit, problem_line
from ipt_cards.cli.shared.named_options import named_options
from ipt_cards.cli.shared.output_file import require_replaceable
from ipt_cards.cli.shared.progress_option import learner_colours
from ipt_cards.deck.text import visible
from ipt_cards.study.decks import shown_path
from ipt_cards.study.presenting.words import counted

if TYPE_CHECKING:
    from ipt_cards.study.items.flagged_notes import FlaggedNotes
    from ipt_cards.study.items.reading import ClassAnalysis

_PAGE_BEGINNING = b"<!doctype html>"


@click.command
@click.argument("files", metavar="FILE...", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--from",
    "address",
    metavar="ADDRESS",
    help="Read a PostgreSQL table: postgresql://USER@HOST/DATABASE. PGPASSWORD may hold the "
    "password.",
)
@click.option(
    "--table",
    metavar="NAME",
    default="answers",
    show_default=True,
    help="With --from: the table there, or a view.",
)
@click.option("--deck", "deck_id", metavar="ID", help="Take only the answers on this deck.")
@click.option(
    "--into",
    metavar="DECK",
    type=DeckFolder(),
    help="Name each flagged note of DECK with its file and line.",
)
@click.option(
    "--page",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the analysis as a page (HTML), with plots.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the analysis as JSON.")
@click.option("--anonymous", is_flag=True, help="Tell nothing of single learners.")
def command(  # noqa: PLR0913 - an option each
    *,
    files: tuple[Path, ...],
    address: str | None,
    table: str,
    deck_id: str | None,
    into: Path | None,
    page: Path | None,
    as_json: bool,
    anonymous: bool,
) -> None:
    """Tell which questions of an exam work, by the answers of a class.

    Each FILE is what a learner exported with `ipt-cards exam --history --json`, or a table:
    Moodle's report of responses (with right answers, in any language), a row an answer (columns
    sitting, question, and score or right; also learner, response, asked), or a row a learner with a
    column of points a question. Tables may be CSV, Excel, LibreOffice or Parquet; a folder is all
    that is in it.

    Difficulty is the share of the points that was reached. Discrimination is how far those who do
    well elsewhere do well here, from -1 to 1. A question has a flag only where chance would hardly
    bring it about (1 class in 20 has one wrongly, at most).
    """
    if not files and address is None:
        raise click.UsageError("name the files of the learners' exams, or a database with --from")
    if address is None and named_options("table"):
        raise click.UsageError(
            "--table names a table of the database that --from is the address of"
        )
    if page is not None:
        if page.suffix.lower() in {".pdf", ".doc", ".docx", ".odt"}:
            named = page.with_suffix(".html")
            raise click.UsageError(f"a page is for browsers, which print it: name it {named}")
        require_replaceable(page, _PAGE_BEGINNING, "no web page")
    from ipt_cards.study.items.reading import Sources, analysed  # noqa: PLC0415 - numpy is slow

    deck = None if into is None else load_or_exit(into)
    if deck is not None and deck_id is None:
        deck_id = deck.id
    found = analysed(Sources(files, address, table, deck_id, deck), anonymous=anonymous)
    for notice in found.notices:
        click.echo(visible(notice), err=True)
    notes = None
    if deck is not None:
        from ipt_cards.study.items.flagged_notes import flagged_notes  # noqa: PLC0415 - as above

        notes = flagged_notes(found.analysis, deck)
    places = {} if notes is None or into is None else _places(into, notes)
    if page is not None:
        _write(page, found, places)
    if as_json:
        told = _values(found, places)
        click.echo(json.dumps(told, indent=2, ensure_ascii=False, allow_nan=False))
    elif notes is not None and into is not None:
        _print_notes(into, notes)
    elif page is None:
        from ipt_cards.terminal.reports.items import print_items  # noqa: PLC0415 - rich is slow
        from ipt_cards.terminal.screen.console import report_console  # noqa: PLC0415

        print_items(report_console(learner_colours()), found.analysis)


def _values(found: "ClassAnalysis", places: dict[int, str]) -> dict[str, object]:
    from ipt_cards.items.report import as_values  # noqa: PLC0415 - numpy is slow

    told = as_values(found.analysis, places)
    if found.learners:
        told["learners"] = [
            {
                "learner": each.name,
                "sittings": each.sittings,
                "points": each.points,
                "asked": each.asked,
            }
            for each in found.learners
        ]
    return told | {"notices": list(found.notices)}


def _places(folder: Path, notes: "FlaggedNotes") -> dict[int, str]:
    return {
        index: f"{shown_path(folder / at.file)}:{at.line}" for index, at in notes.places.items()
    }


def _print_notes(folder: Path, notes: "FlaggedNotes") -> None:
    for problem in notes.problems:
        click.echo(problem_line(folder, problem))
    where = visible(str(shown_path(folder)))
    told = [f"{where}: {counted(len(notes.problems), 'flag')} on its notes"]
    if notes.elsewhere:
        names = ", ".join(map(visible, notes.elsewhere))
        told.append(f"{counted(len(notes.elsewhere), 'flagged question')} not in it ({names})")
    if notes.unasked:
        told.append(f"{counted(notes.unasked, 'card')} that nobody was asked")
    click.echo("; ".join(told) + ".", err=True)


def _write(target: Path, found: "ClassAnalysis", places: dict[int, str]) -> None:
    from ipt_cards.web.items.page import page  # noqa: PLC0415 - jinja2 is slow

    write_atomically(target, page(found.analysis, found.learners, found.notices, places))
    click.echo(f"Wrote {target}: {counted(len(found.analysis.items), 'question')}.", err=True)
