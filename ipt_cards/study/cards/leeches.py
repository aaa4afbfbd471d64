"""Leeches that were rewritten since they were suspended, to be offered back."""

import hashlib
from pathlib import Path

from ipt_cards.deck.deck import Deck
from ipt_cards.deck.note import Note, OcclusionNote
from ipt_cards.deck.note_texts import texts_by_key
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.card_progress import UNSEEN
from ipt_cards.scheduling.leech import is_leech
from ipt_cards.study.configuration import state_folder


def rewritten_leeches(deck: Deck, log: ReviewLog) -> list[str]:
    """The keys of the suspended leeches whose note isn't what it was when they were first seen so.

    What each note was is remembered on this machine by every call.
    """
    progress = log.progress()
    notes = {
        key: _digest(topic.card(key).note)
        for topic in deck.topics
        for key in topic.card_keys
        if (known := progress.get(key, UNSEEN)).suspended and is_leech(known.state)
    }
    kept = state_folder.recall(_record(deck, log.path))
    before = kept if isinstance(kept, dict) else {}
    now = {card: str(before.get(card, digest)) for card, digest in notes.items()}
    if now != before:
        state_folder.remember(_record(deck, log.path), now)
    return [card for card, digest in notes.items() if now[card] != digest]


def _digest(note: Note) -> str:
    said: list[object] = list(texts_by_key(note))
    if isinstance(note, OcclusionNote):
        said += [note.image, *note.masks]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _record(deck: Deck, progress_file: Path) -> Path:
    return state_folder.state_of("leeches", deck.id, progress_file, ".json")
