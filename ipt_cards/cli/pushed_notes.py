"""What was last pushed to Anki from this machine, to tell whose edit a difference is."""

import contextlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ipt_cards.atomic_file import private_folder, write_atomically
from ipt_cards.cli.state_folder import state_of
from ipt_cards.scheduling.day import Day, date_of, day_of

Pushed = dict[Day, Mapping[str, str]]
"""What each note said, by its GUID, for each collection, by its first day."""


def pushed_notes(deck_id: str, progress_file: Path) -> Pushed:
    """What a learner last pushed of a deck; empty where nothing readable is."""
    try:
        kept = json.loads(_record(deck_id, progress_file).read_bytes())
        return {
            day_of(date.fromisoformat(day)): {str(guid): str(said) for guid, said in notes.items()}
            for day, notes in kept.items()
        }
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def remember_pushed(deck_id: str, progress_file: Path, pushed: Pushed) -> None:
    """Remember it. Where that can't be kept, the times of files decide at the next push."""
    record = _record(deck_id, progress_file)
    content = {date_of(day).isoformat(): notes for day, notes in pushed.items()}
    with contextlib.suppress(OSError):
        private_folder(record.parent)
        write_atomically(record, json.dumps(content, indent=0).encode(), private=True)


def _record(deck_id: str, progress_file: Path) -> Path:
    return state_of("pushed", deck_id, progress_file, ".json")
