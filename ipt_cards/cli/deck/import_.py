"""`ipt-cards import`: cards of other programs, as a deck's YAML."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from ipt_cards.cli.deck.import_report import as_json as json_report
from ipt_cards.cli.deck.import_report import for_people, named, next_steps
from ipt_cards.cli.deck.schema import schema_text
from ipt_cards.cli.shared.confirmation import confirmed
from ipt_cards.cli.shared.deck_argument import problem_line
from ipt_cards.deck.bundled import is_installed
from ipt_cards.deck.problem import DeckError
from ipt_cards.deck.text import visible
from ipt_cards.formats.found import FormatError, Found, Source
from ipt_cards.formats.importing import ImportFailedError, Prepared, prepare, write
from ipt_cards.formats.media import gathered
from ipt_cards.formats.registry import READERS, format_of, read
from ipt_cards.scratch_folder import scratch_folder
from ipt_cards.study.decks import shown_path
from ipt_cards.study.presenting.words import counted

LARGEST_FILE = 512 << 20
LARGE_FILE = 1 << 20
"""Bytes from which on what is done is shown: it takes seconds."""


@click.command("import")
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True),
)
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DECK",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The deck's folder: a new one, or one that the cards go into.",
)
@click.option(
    "--as",
    "format_name",
    metavar="FORMAT",
    type=click.Choice(list(READERS)),
    help=f"What the files are in: {', '.join(READERS)}.  [default: told by each file]",
)
@click.option(
    "--map",
    "columns",
    metavar="FIELD=COLUMN,...",
    default="",
    help="Which columns of a table hold what, by name or number: front=2,back=Antwort.",
)
@click.option("--dry-run", is_flag=True, help="Only tell what would come in.")
@click.option("--yes", is_flag=True, help="Don't ask before writing.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole report as JSON.")
def command(  # noqa: PLR0913, PLR0917 - an option each
    files: tuple[Path, ...],
    folder: Path,
    format_name: str | None,
    columns: str,
    dry_run: bool,  # noqa: FBT001 - click's flags
    yes: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
) -> None:
    """Bring cards of other programs into DECK, a folder of YAML.

    FILE is in any of --as's formats, told by its content, or `-` for what is typed or piped in.
    Import it again when it changed: the notes that it made are updated, keep their progress, and
    stay as they are where you edited them since.
    """
    if is_installed(folder):
        raise click.UsageError(f"an upgrade would undo that: copy {folder}, and name the copy")
    by_field = _columns(columns)
    with scratch_folder(None if dry_run else _beside(folder)) as scratch:
        (scratch / "media").mkdir()
        media: dict[str, Path] = {}
        found = []
        left_out: list[str] = []
        size = 0
        for path, name in zip(files, _recorded_names(files), strict=True):
            source = _source(path, by_field)
            size += len(source.content)
            try:
                with _shown(f"Reading {source.name}", len(source.content)):
                    read_from = _read(source, format_name)
            except FormatError as error:
                if len(files) == 1:
                    raise
                # A folder of notes holds some without cards.
                click.echo(visible(f"{error} (left out)"), err=True)
                left_out.append(name)
                continue
            beside = None if str(path) == "-" else path.resolve().parent
            found.append((name, gathered(read_from, beside, scratch / "media", media)))
        if not found:
            raise click.UsageError("none of the files can be read, so nothing was imported")
        del source  # its bytes may be many, and are read
        notes = counted(sum(len(each.notes) for _, each in found), "note")
        with _shown(f"Checking {notes}", size):
            prepared = _prepared(folder, found, media, scratch)
        if not as_json:
            for line in for_people(prepared, found, dry_run=dry_run):
                click.echo(line)
        nothing = [each.name for each in prepared.outcomes if each.takes_nothing]
        is_written = len(nothing) < len(found) and not dry_run
        if is_written and (yes or as_json or _wants(prepared)):
            write(prepared)
            if not as_json:
                for line in next_steps(prepared):
                    click.echo(line)
    if as_json:
        click.echo(json_report(prepared, found, left_out, written=is_written))
    if len(nothing) == len(found):
        raise ImportFailedError(f"nothing in {named(nothing)} could be taken")
    if nothing or left_out:
        raise click.exceptions.Exit(1)


@contextmanager
def _shown(what: str, size: int) -> Iterator[None]:
    """Show a person what goes on while it takes long. size: of the sources, in bytes."""
    if size < LARGE_FILE or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # noqa: PLC0415 - for large files only
    from rich.markup import escape  # noqa: PLC0415

    with Console(stderr=True).status(escape(visible(f"{what} …"))):
        yield


def _read(source: Source, format_name: str | None) -> Found:
    try:
        if source.columns and (format_name or format_of(source)) != "table":
            raise click.UsageError(f"--map goes with tables, and {source.name} is none")
        return read(source, format_name)
    except RecursionError:
        raise FormatError(source.name, 1, 1, "this is nested too deeply to be read") from None


def _prepared(
    folder: Path, found: Sequence[tuple[str, Found]], media: dict[str, Path], scratch: Path
) -> Prepared:
    others = {f"{each}.schema.json": schema_text(each) for each in ("topic", "deck")}
    try:
        return prepare(folder, found, media, scratch, others)
    except DeckError as error:
        for problem in error.problems:
            click.echo(problem_line(folder, problem), err=True)
        click.echo("The deck has errors, so nothing was imported.", err=True)
        raise click.exceptions.Exit(2) from None


def _beside(folder: Path) -> Path:
    """What to make the scratch folder for, on the disk that the deck is on."""
    target = folder.resolve()
    if target.is_dir() and any(target.iterdir()):
        return target / "import"
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


def _source(path: Path, columns: dict[str, str]) -> Source:
    if str(path) == "-":
        return Source("stdin", sys.stdin.buffer.read(LARGEST_FILE), columns)
    if path.stat().st_size > LARGEST_FILE:
        raise click.UsageError(f"{path} has more than {LARGEST_FILE >> 20} MiB: split it")
    return Source(str(shown_path(path)), path.read_bytes(), columns)


def _columns(written: str) -> dict[str, str]:
    columns: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in written.split(","))):
        what, is_given, column = (word.strip() for word in part.partition("="))
        if not is_given or not what or not column:
            raise click.UsageError(f"--map takes FIELD=COLUMN, such as front=2, not `{part}`")
        columns[what.lower()] = column
    return columns


def _recorded_names(files: Sequence[Path]) -> list[str]:
    """What files are remembered by: their names, with as many folders as tell them apart."""
    names = [path.resolve().parts for path in files]
    length = 1
    while len({name[-length:] for name in names}) < len(set(names)):
        length += 1
    return ["/".join(name[-length:]) for name in names]


def _wants(prepared: Prepared) -> bool:
    """Whether the person, where there is one, wants the notes written."""
    if not prepared.notes or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    if confirmed(f"Write this to {prepared.folder}?", default=True):
        return True
    click.echo("Nothing was written.", err=True)
    return False
