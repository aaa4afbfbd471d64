"""`ipt-cards anki adopt`: a deck of Anki's, as YAML."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from ipt_cards.anki.adoption.change import Change, Reason
from ipt_cards.anki.adoption.deck import AdoptedDeck, adopt
from ipt_cards.anki.adoption.folder import write_adopted
from ipt_cards.anki.reading.collection import open_collection
from ipt_cards.anki.reading.errors import AnkiFileError
from ipt_cards.cli.deck.schema import schema_text
from ipt_cards.study.presenting.words import counted

MOST_NAMED = 3
"""How many notes a report names for each reason; --json names all."""


@click.command("adopt")
@click.argument(
    "file", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="The new folder for the deck.  [default: the deck's id, in this folder]",
)
@click.option("--deck", "only", metavar="NAME", help="Only this deck, with its subdecks.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole report as JSON.")
def command(file: Path, folder: Path | None, only: str | None, as_json: bool) -> None:  # noqa: FBT001 - click's flag
    """Take a deck over from Anki: FILE becomes a folder of YAML.

    FILE is what Anki's File > Export writes (.apkg, .colpkg), or a closed Anki's collection.anki2.
    Each of its decks becomes a topic. Notes keep what Anki knows them by: a package built from the
    folder updates the very notes that it came from, and changes only what you edited.
    """
    if folder is not None:
        _require_new(folder)
    try:
        with open_collection(file) as collection:
            adopted = adopt(collection, only)
            target = folder or Path(adopted.deck.id)
            _require_new(target)
            others = {f"{each}.schema.json": schema_text(each) for each in ("topic", "deck")}
            adopted = write_adopted(adopted, target, others)
    except AnkiFileError as error:
        raise click.UsageError(str(error)) from error
    if as_json:
        click.echo(_as_json(adopted, target))
        return
    for line in _for_people(adopted, target, file):
        click.echo(line)


def _require_new(folder: Path) -> None:
    if folder.is_dir() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} is not empty: name a new folder with -o")


def _as_json(adopted: AdoptedDeck, target: Path) -> str:
    return json.dumps(
        {
            "path": str(target),
            "name": adopted.deck.name,
            "notes": len(list(adopted.deck.notes())),
            "cards": len(list(adopted.deck.cards())),
            "notes_by_topic": {topic.name: len(topic.notes) for topic in adopted.deck.topics},
            "media": len(adopted.origin.media),
            "has_reviews": adopted.has_reviews,
            "remarks": [
                {
                    "reason": change.reason.name.lower().replace("_", "-"),
                    "taken": not change.reason.is_loss,
                    "note": change.note,
                    "detail": change.detail,
                }
                for change in adopted.changes
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def _for_people(adopted: AdoptedDeck, target: Path, file: Path) -> Iterator[str]:
    notes, cards = list(adopted.deck.notes()), list(adopted.deck.cards())
    yield f"{counted(len(notes), 'note')}, {counted(len(cards), 'card')} in {target}"
    for topic in adopted.deck.topics:
        yield f"{len(topic.notes):>6}  {topic.name}"
    if adopted.origin.media:
        yield f"{counted(len(adopted.origin.media), 'media file')}"
    by_reason: dict[Reason, list[Change]] = {}
    for change in adopted.changes:
        by_reason.setdefault(change.reason, []).append(change)
    for is_loss, heading in ((True, "Not taken over"), (False, "Taken over, but")):
        reasons = [reason for reason in Reason if reason.is_loss == is_loss and reason in by_reason]
        if reasons:
            yield f"{heading}:"
        for reason in reasons:
            yield from _listed(reason, by_reason[reason])
    yield "Next:"
    yield f"  ipt-cards check {_quoted(target)}"
    yield f"  ipt-cards quiz {_quoted(target)}"
    yield f"  ipt-cards build {_quoted(target)}"
    if adopted.has_reviews:
        yield "To bring your answers along:"
        yield f"  ipt-cards anki import {_quoted(file)} --deck {_quoted(target)}"


def _listed(reason: Reason, changes: list[Change]) -> Iterator[str]:
    notes = list(dict.fromkeys(change.note for change in changes))
    named = ", ".join(notes[:MOST_NAMED]) + (" …" if len(notes) > MOST_NAMED else "")
    yield f"{len(notes):>6}  {reason.value}: {named}"
    details = list(dict.fromkeys(change.detail for change in changes if change.detail))
    if details:
        more = f" and {len(details) - MOST_NAMED} more" if len(details) > MOST_NAMED else ""
        yield f"        ({'; '.join(details[:MOST_NAMED])}{more})"


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
