"""What was last pushed to Anki from this machine, to tell whose edit a difference is."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ipt_cards.scheduling.day import Day, date_of, day_of
from ipt_cards.study import state_folder

Pushed = dict[Day, Mapping[str, str]]
"""What each note said, by its GUID, for each collection, by its first day."""


def pushed_notes(deck_id: str, progress_file: Path) -> Pushed:
    """What a learner last pushed of a deck; empty where nothing readable is."""
    kept = state_folder.recall(_record(deck_id, progress_file))
    try:
        return {
            day_of(date.fromisoformat(day)): {str(guid): str(said) for guid, said in notes.items()}
            for day, notes in kept.items()
        }
    except (ValueError, TypeError, AttributeError):
        return {}


def remember_pushed(deck_id: str, progress_file: Path, pushed: Pushed) -> None:
    """Remember it. Where that can't be kept, the times of files decide at the next push."""
    kept = {date_of(day).isoformat(): notes for day, notes in pushed.items()}
    state_folder.remember(_record(deck_id, progress_file), kept)


def _record(deck_id: str, progress_file: Path) -> Path:
    return state_folder.state_of("pushed", deck_id, progress_file, ".json")
