"""Pushing a deck and a log into the learner's Anki, and what was last pushed from this machine."""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ipt_cards.anki.adopted import require_origin
from ipt_cards.anki.identity import guid_of
from ipt_cards.anki.origin_file import read_origin
from ipt_cards.anki.push.content import Content
from ipt_cards.anki.push.live_anki import LiveAnki
from ipt_cards.anki.push.push import Pushing, PushReport
from ipt_cards.anki.time_stamps.last_changes import changes_in
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.day import Day, date_of, day_of
from ipt_cards.study.authoring.fronts import RememberedFronts
from ipt_cards.study.configuration import state_folder
from ipt_cards.study.packages import source_date_epoch

Pushed = dict[Day, Mapping[str, str]]
"""What each note said, by its GUID, for each collection, by its first day."""


def push_deck(  # noqa: PLR0913 - what is pushed, from where, and how
    deck: Deck,
    folder: Path,
    log: ReviewLog,
    anki: LiveAnki,
    *,
    overwrite: bool = False,
    restore: bool = False,
    notes_field: bool = False,
    dry_run: bool = False,
) -> PushReport:
    """Bring the deck in a folder and a log into an Anki, and the reviews made there into the log.

    overwrite: whether to replace what the learner edited there. restore: whether to bring back what
        the learner deleted there. notes_field: whether to add a field for the learner's own words.
    dry_run: whether to change nothing, and only report.

    What was pushed is remembered, to tell at the next push whose edit a difference is. Raises
    UserError where Anki, the log or the deck's origin can't be used.
    """
    origin = require_origin(deck, read_origin(folder), str(folder))
    pushed = _pushed_notes(deck.id, log.path)
    changed_at = changes_in(folder, source_date_epoch(os.environ))
    content = Content(
        deck,
        MediaFolder(folder),
        changed_at,
        origin,
        pushed,
        overwrite=overwrite,
        restore=restore,
        notes_field=notes_field,
    )
    report = Pushing(content, log, log.calendar, log.scheduler, is_rehearsal=dry_run).push(anki)
    if report.first_day and not dry_run:
        refused = {guid_of(deck, note) for note in deck.notes() if note.id in report.refused}
        said = {guid: each for guid, each in content.said.items() if guid not in refused}
        _remember_pushed(deck.id, log.path, {**pushed, report.first_day: said})
        fronts = RememberedFronts(deck, folder)
        if not fronts.renamed():  # else it is still to be told
            fronts.remember(built=True)
    return report


def _pushed_notes(deck_id: str, progress_file: Path) -> Pushed:
    """What a learner last pushed of a deck; empty where nothing readable is."""
    kept = state_folder.recall(_record(deck_id, progress_file))
    try:
        return {
            day_of(date.fromisoformat(day)): {str(guid): str(said) for guid, said in notes.items()}
            for day, notes in kept.items()
        }
    except (ValueError, TypeError, AttributeError):
        return {}


def _remember_pushed(deck_id: str, progress_file: Path, pushed: Pushed) -> None:
    """Remember it. Where that can't be kept, the times of changes decide at the next push."""
    kept = {date_of(day).isoformat(): notes for day, notes in pushed.items()}
    state_folder.remember(_record(deck_id, progress_file), kept)


def _record(deck_id: str, progress_file: Path) -> Path:
    return state_folder.state_of("pushed", deck_id, progress_file, ".json")
