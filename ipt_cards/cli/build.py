"""`ipt-cards build`: a deck as a package for Anki."""

import json
import os
from pathlib import Path

import click

from ipt_cards.anki.build import BuildReport, build
from ipt_cards.anki.origin import OriginError
from ipt_cards.cli.deck_argument import deck_argument, load_or_exit, problem_line
from ipt_cards.cli.output_file import require_replaceable
from ipt_cards.cli.remembered_ids import remember, remembered_fronts
from ipt_cards.deck.rules.renames import renamed_ids

PACKAGE_BEGINNING = b"PK"


@click.command
@deck_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the package.  [default: the deck's id, .apkg, in this folder]",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(deck: Path, output: Path | None, as_json: bool) -> None:  # noqa: FBT001 - click's flag
    """Write DECK as a package (.apkg) to import into Anki.

    DECK is a folder with a deck.yaml, or the name of a bundled deck. Importing a newer build
    updates the notes in place, and the scheduling that Anki gave them stays.

    With SOURCE_DATE_EPOCH set, that is the package's time stamp; otherwise it is the time of the
    newest of the deck's files.
    """
    loaded = load_or_exit(deck)
    for warning in renamed_ids(loaded, remembered_fronts(loaded, deck)):
        click.echo(problem_line(deck, warning), err=True)
    if str(output) == "-":
        raise click.UsageError("a package isn't printed: name a file to write")
    target = output or Path(f"{loaded.id}.apkg")
    require_replaceable(target, PACKAGE_BEGINNING, "no package")
    try:
        report = build(loaded, deck, target, _source_date_epoch())
    except OriginError as error:
        raise click.UsageError(str(error)) from error
    for warning in report.warnings:
        click.echo(problem_line(deck, warning), err=True)
    remember(loaded, deck)
    click.echo(_as_json(report) if as_json else _for_people(report))


def _source_date_epoch() -> int | None:
    written = os.environ.get("SOURCE_DATE_EPOCH")
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and int(written) < 2**32):
        raise click.UsageError(
            f"SOURCE_DATE_EPOCH must be whole seconds since 1970, not `{written}`"
        )
    return int(written)


def _as_json(report: BuildReport) -> str:
    return json.dumps(
        {
            "path": str(report.path),
            "time_stamp": report.time_stamp,
            "notes": report.notes,
            "cards": report.cards,
            "cards_by_kind": report.cards_by_kind,
            "cards_by_topic": report.cards_by_topic,
            "media": report.media,
            "media_size": report.media_size,
            "size": report.size,
            "unchanged": report.unchanged,
        },
        ensure_ascii=False,
        indent=2,
    )


def _for_people(report: BuildReport) -> str:
    kinds = ", ".join(f"{count} {kind}" for kind, count in report.cards_by_kind.items())
    lines = [
        f"{report.notes} notes, {report.cards} cards: {kinds}",
        *(f"{count:>6}  {topic}" for topic, count in report.cards_by_topic.items()),
    ]
    if report.media:
        lines.append(f"{report.media} media files, {_size(report.media_size)}")
    done = "is up to date" if report.unchanged else "written"
    lines.append(f"{report.path} {done}, {_size(report.size)}. In Anki: File > Import.")
    return "\n".join(lines)


def _size(count: int) -> str:
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"
