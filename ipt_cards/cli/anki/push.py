"""`ipt-cards anki push`: deck and progress go into the learner's Anki, its reviews come home."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from ipt_cards.anki.adopted import lost_edits, require_origin
from ipt_cards.anki.origin_file import read_origin
from ipt_cards.anki.push.anki_connect import DEFAULT_URL, KEY_VARIABLE, AnkiConnect
from ipt_cards.anki.push.closed import ClosedAnki
from ipt_cards.anki.push.content import Standing
from ipt_cards.anki.push.live_anki import LiveAnki
from ipt_cards.anki.push.push import PushReport
from ipt_cards.anki.push.running import RunningAnki
from ipt_cards.cli.shared.deck_argument import deck_argument, load_or_exit, problem_line
from ipt_cards.cli.shared.learners_log import open_learners_log
from ipt_cards.cli.shared.named_options import named_options
from ipt_cards.cli.shared.progress_option import progress_option
from ipt_cards.study.anki_push import push_deck
from ipt_cards.study.clock import now_ms
from ipt_cards.study.presenting.words import counted

URL_VARIABLE = "IPT_CARDS_ANKI_URL"

_SHOWN = 10
"""How many ids of notes are listed in a line of the report."""


@click.command
@deck_argument
@click.option(
    "--collection",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A closed Anki's collection.anki2, to be changed without Anki.",
)
@click.option(
    "--url",
    envvar=URL_VARIABLE,
    show_envvar=True,
    help=f"Where AnkiConnect listens on this machine.  [default: {DEFAULT_URL}]",
)
@click.option("--overwrite", is_flag=True, help="Replace what you edited in Anki, too.")
@click.option("--restore", is_flag=True, help="Bring back what you deleted in Anki, too.")
@click.option(
    "--notes-field", is_flag=True, help="Add a field `Notes` for your own words, which stays."
)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@progress_option
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(  # noqa: PLR0913, PLR0917 - an option each
    deck: Path,
    collection: Path | None,
    url: str | None,
    overwrite: bool,  # noqa: FBT001 - click's flags
    restore: bool,  # noqa: FBT001 - as above
    notes_field: bool,  # noqa: FBT001 - as above
    dry_run: bool,  # noqa: FBT001 - as above
    progress_file: Path,
    as_json: bool,  # noqa: FBT001 - as above
) -> None:
    """Bring DECK and your progress into your Anki, and the reviews made there home.

    Anki has to run with the add-on AnkiConnect (code 2055492159); or be closed, and its collection
    named with --collection. That takes the package `ipt-cards[anki]`, and makes a backup first.

    The reviews that you made in Anki come into your log, and those that you made here into Anki.
    Where only Anki knew of reviews, its schedule stays; where this machine did, too, all reviews
    together decide. A review that you took back here goes from Anki, too, unless something came
    after it there; AnkiConnect can only put back the schedule, --collection takes it out of the
    history as well. Notes that you edited in Anki stay as they are and are listed, unless the
    deck's text was edited later; your own tags stay, and so do decks that you moved cards to.
    A note that an earlier push brought and that you deleted in Anki stays deleted, and is listed.

    With --notes-field, the deck's note types in Anki get a field `Notes`, shown with the answer,
    for your own words: every push keeps what you write there. Bring new versions of the deck by
    push from then on: an import would leave the notes as they are, or, with "merge note types"
    ticked, empty the field. Before, sync all your devices, this one last: Anki then asks for a
    one-way sync, once, by which what is here replaces what is there.

    Nothing is sent to any other machine. Where the add-on asks for an API key, it is taken from
    the variable IPT_CARDS_ANKI_KEY.
    """
    if collection is not None and named_options("url"):
        raise click.UsageError("name --collection or --url, not both")
    loaded = load_or_exit(deck)
    origin = require_origin(loaded, read_origin(deck), str(deck))
    for warning in lost_edits(loaded, origin):
        click.echo(problem_line(deck, warning), err=True)
    with open_learners_log(progress_file) as log, _anki(collection, url) as anki:
        report = push_deck(
            loaded,
            deck,
            log,
            anki,
            overwrite=overwrite,
            restore=restore,
            notes_field=notes_field,
            dry_run=dry_run,
        )
    backup = anki.backup if isinstance(anki, ClosedAnki) else None
    click.echo(
        _as_json(report, backup) if as_json else _for_people(report, backup, dry_run=dry_run)
    )
    if report.refused:
        raise click.exceptions.Exit(1)


@contextmanager
def _anki(collection: Path | None, url: str | None) -> Iterator[LiveAnki]:
    if collection is not None:
        with ClosedAnki(collection, datetime.fromtimestamp(now_ms() // 1000, UTC)) as closed:
            yield closed
        return
    try:
        connect = AnkiConnect(url or DEFAULT_URL, os.environ.get(KEY_VARIABLE) or None)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    yield RunningAnki(connect)


def _as_json(report: PushReport, backup: Path | None) -> str:
    notes: dict[str, list[str]] = {standing.value: [] for standing in Standing}
    for note, standing in report.standings.items():
        notes[standing].append(note)
    return json.dumps(
        {
            "notes": notes,
            "refused": report.refused,
            "reviews_to_anki": report.reviews,
            "reviews_from_anki": report.home,
            "schedules": report.schedules,
            "reviews_taken_out": report.undone,
            "taken_back_but_staying": report.staying,
            "taken_back_but_answered_since": report.moved_on,
            "notes_field_added": report.fields_added,
            "suspended": report.suspended,
            "unsuspended": report.unsuspended,
            "in_filtered_decks": report.visiting,
            "backup": str(backup) if backup else None,
        },
        indent=2,
    )


def _for_people(report: PushReport, backup: Path | None, *, dry_run: bool) -> str:
    by_standing: dict[Standing, list[str]] = {standing: [] for standing in Standing}
    for note, standing in report.standings.items():
        by_standing[standing].append(note)
    counts = ", ".join(
        f"{len(notes):,} {standing}" for standing, notes in by_standing.items() if notes
    )
    lines = [
        f"Notes: {counts or 'none'}.",
        f"Reviews: {report.reviews:,} to Anki, {report.home:,} from Anki.",
        f"Schedules: {counted(report.schedules, 'card')} set"
        + (f", {report.suspended:,} suspended" if report.suspended else "")
        + (f", {report.unsuspended:,} put back" if report.unsuspended else "")
        + ".",
    ]
    if notes := by_standing[Standing.UPDATED]:
        lines.append(f"The deck's text replaces Anki's in: {_some(notes)}.")
    if notes := by_standing[Standing.EDITED]:
        lines.append(
            f"Edited in Anki, where the deck has nothing newer, and left so: {_some(notes)}. "
            "`--overwrite` takes the deck's text."
        )
    if notes := by_standing[Standing.DELETED]:
        lines.append(f"Deleted in Anki, and left so: {_some(notes)}. `--restore` brings them back.")
    if notes := by_standing[Standing.CONFLICTING]:
        lines.append(
            "Left as they are in Anki, where their note type is another, or has other fields or "
            f"cards: {_some(notes)}."
        )
    if report.refused:
        lines.append(f"Anki didn't take in: {_some(report.refused)}.")
    if report.fields_added:
        lines.append(
            f"New field `Notes` for your own words in: {_some(report.fields_added)}. Anki will ask "
            "for a one-way sync, once: let it upload, and other devices download. Answers there "
            "that haven't come here yet would be lost."
        )
    if report.undone:
        lines.append(f"Taken back here, and taken out of Anki: {counted(report.undone, 'review')}.")
    if report.staying:
        stays, what = ("stays", "it") if report.staying == 1 else ("stay", "them")
        lines.append(
            f"{counted(report.staying, 'review')} that you took back {stays} in Anki's history, "
            f"which AnkiConnect can't change: close Anki, and `--collection` takes {what} out. The "
            "schedule is as before."
        )
    if report.moved_on:
        lines.append(
            "Taken back here, but left in Anki, for something came after it there: "
            f"{_some(report.moved_on)}."
        )
    if report.visiting:
        wait = "waits" if report.visiting == 1 else "wait"
        lines.append(
            f"{counted(report.visiting, 'card')} {wait} in a filtered deck: empty it in Anki, then "
            "push again."
        )
    if backup:
        lines.append(f"The collection as it was before is in {backup}.")
    if dry_run:
        lines.append("This is what a push would do. Nothing was changed.")
    return "\n".join(lines)


def _some(notes: Sequence[str]) -> str:
    more = f", and {len(notes) - _SHOWN:,} more" if len(notes) > _SHOWN else ""
    return ", ".join(notes[:_SHOWN]) + more
