"""What was last seen of a deck's notes on this machine, to tell an id that was renamed."""

import contextlib
import json
from pathlib import Path

from ipt_cards.atomic_file import private_folder, write_atomically
from ipt_cards.cli.state_folder import state_of
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.rules.renames import fronts_by_id


def remembered_fronts(deck: Deck, folder: Path) -> dict[str, str]:
    """Each note's front by id as remembered; empty where nothing readable is."""
    try:
        remembered = json.loads(_record(deck, folder).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(remembered, dict):
        return {}
    return {str(note_id): str(front) for note_id, front in remembered.items()}


def remember(deck: Deck, folder: Path) -> None:
    """Remember the deck as it is now. A machine that can't keep it only loses a warning."""
    record = _record(deck, folder)
    content = json.dumps(fronts_by_id(deck), ensure_ascii=False, indent=0).encode()
    with contextlib.suppress(OSError):
        private_folder(record.parent)
        write_atomically(record, content)


def _record(deck: Deck, folder: Path) -> Path:
    return state_of("decks", deck.id, folder, ".json")
