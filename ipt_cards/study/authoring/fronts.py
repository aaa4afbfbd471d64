"""What each note of a deck asked when it was last seen, to tell an id that was renamed."""

import json
from pathlib import Path

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.file_notes import FileNotes
from ipt_cards.deck.reading.cache.entries import Entries, as_json, code_sign, key_of
from ipt_cards.deck.rules.warnings import front_of
from ipt_cards.study.configuration import state_folder
from ipt_cards.study.decks import kept_entries

_MADE_BY = Path(__file__).parents[2] / "deck" / "markup"


def remembered_fronts(deck: Deck, folder: Path) -> dict[str, str]:
    """Each note's front by id as `remember_fronts` last saw it.

    Empty where nothing readable is remembered.
    """
    remembered = state_folder.recall(fronts_file(deck.id, folder))
    if not isinstance(remembered, dict):
        return {}
    return {str(note_id): str(front) for note_id, front in remembered.items()}


def remember_fronts(deck: Deck, folder: Path) -> None:
    """Remember the deck as it is now. A machine that can't keep it only loses a warning."""
    entries = kept_entries()
    fronts: dict[str, str] = {}
    for topic in deck.topics:
        fronts.update(_fronts_in(topic, entries))
    if fronts != remembered_fronts(deck, folder):
        state_folder.remember(fronts_file(deck.id, folder), fronts)


def fronts_file(deck_id: str, folder: Path) -> Path:
    """Where they are remembered of the deck in a folder."""
    return state_folder.state_of("decks", deck_id, folder, ".json")


def _fronts_in(topic: Topic, entries: Entries) -> dict[str, str]:
    if not isinstance(topic.notes, FileNotes):
        return {note.id: front_of(note) for note in topic.notes}
    key = key_of(topic.notes.overview.digest, code_sign(_MADE_BY))
    kept = entries.find("fronts", key)
    if kept is not None:
        known: dict[str, str] = json.loads(kept)
        return known
    fronts = {note.id: front_of(note) for note in topic.notes}
    entries.keep("fronts", key, as_json(fronts))
    return fronts
