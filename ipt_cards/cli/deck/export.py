"""`ipt-cards export`: a deck in another program's format."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from ipt_cards.atomic_file import write_all_atomically
from ipt_cards.cli.shared.deck_argument import deck_argument, load_or_exit
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.text import visible
from ipt_cards.formats.exported import Exported
from ipt_cards.formats.registry import WRITERS, write
from ipt_cards.study.presenting.words import counted

MOST_NAMED = 3
"""How many notes a report names for each loss; --json names all."""


@click.command("export")
@deck_argument
@click.option(
    "--to",
    "format_name",
    metavar="FORMAT",
    required=True,
    type=click.Choice(list(WRITERS)),
    help=f"What to write: {', '.join(WRITERS)}.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The file or folder to write.  [default: the deck's id, in this folder]",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(deck: Path, format_name: str, output: Path | None, as_json: bool) -> None:  # noqa: FBT001 - click's flag
    """Write DECK in another program's format.

    DECK is a folder with a deck.yaml, or the name of a bundled deck. What the format can't say is
    listed.
    """
    loaded = load_or_exit(deck)
    media = MediaFolder(deck)
    exported = write(loaded, media, format_name)
    target = output or Path(loaded.id + WRITERS[format_name].ending)
    files = _files(exported, media, target, WRITERS[format_name].endings)
    for path in files:
        path.parent.mkdir(parents=True, exist_ok=True)
    write_all_atomically(files)
    if as_json:
        click.echo(_as_json(exported, list(files)))
        return
    for line in _for_people(exported, target, len(files) - len(exported.files)):
        click.echo(line)


def _files(
    exported: Exported, media: MediaFolder, target: Path, endings: Sequence[str]
) -> dict[Path, bytes]:
    """What to write where. Raises click.UsageError for what would replace another's file.

    endings: what the file's name may end in; empty for a folder.
    """
    if endings:
        if target.is_dir():
            raise click.UsageError(f"{target} is a folder: name a file to write")
        if target.suffix.lower() not in endings:
            stands = "is there already and " if target.exists() else ""
            raise click.UsageError(
                f"{target} {stands}doesn't end in {' or '.join(endings)}: name another file"
            )
        (content,) = exported.files.values()
        files = {target: content}
        folder = target.parent
    else:
        folder = target
        if folder.is_file():
            raise click.UsageError(f"{folder} is a file: name a folder to write")
        files = {folder / name: content for name, content in exported.files.items()}
        there = {path for path in folder.rglob("*") if path.is_file()} if folder.is_dir() else set()
        beside = {folder / media.place(written) for written in exported.media}
        if others := there - files.keys() - beside:
            raise click.UsageError(
                f"{folder} holds other files, such as {min(others).name}: name a new folder"
            )
    for written in exported.media:
        place, content = folder / media.place(written), media.locate(written).read_bytes()
        if place.exists() and place.read_bytes() != content:
            raise click.UsageError(f"{place} is there already and is another: name a new folder")
        files[place] = content
    return files


def _as_json(exported: Exported, paths: list[Path]) -> str:
    return json.dumps(
        {
            "files": [str(path) for path in paths],
            "losses": [
                {"note": each.note.id if each.note else None, "what": each.what}
                for each in exported.losses
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def _for_people(exported: Exported, target: Path, media: int) -> Iterator[str]:
    beside = f", with {counted(media, 'media file')}" if media else ""
    yield f"{target} written{beside}."
    by_what: dict[str, list[str]] = {}
    for each in exported.losses:
        by_what.setdefault(each.what, []).extend([each.note.id] if each.note else [])
    if by_what:
        yield "Not in it:"
    for what, ids in by_what.items():
        named = ", ".join(ids[:MOST_NAMED]) + (" …" if len(ids) > MOST_NAMED else "")
        yield visible(f"{len(ids):>6,}  {what}: {named}" if ids else f"        {what}")
