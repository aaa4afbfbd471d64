"""What was last seen of a deck's notes on this machine, to tell an id that was renamed."""

from pathlib import Path

from ipt_cards.cli import state_folder
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.rules.renames import fronts_by_id


def remembered_fronts(deck: Deck, folder: Path) -> dict[str, str]:
    """Each note's front by id as remembered; empty where nothing readable is."""
    remembered = state_folder.recall(_record(deck, folder))
    if not isinstance(remembered, dict):
        return {}
    return {str(note_id): str(front) for note_id, front in remembered.items()}


def remember(deck: Deck, folder: Path) -> None:
    """Remember the deck as it is now. A machine that can't keep it only loses a warning."""
    state_folder.remember(_record(deck, folder), fronts_by_id(deck))


def _record(deck: Deck, folder: Path) -> Path:
    return state_folder.state_of("decks", deck.id, folder, ".json")
