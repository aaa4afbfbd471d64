"""What of a deck is in the learner's Anki: its notes, its cards, their reviews."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

from ipt_cards.anki.identity import CardIdentity
from ipt_cards.anki.reading.collection import AnkiCollection
from ipt_cards.anki.reading.note_types import AnkiNoteType
from ipt_cards.anki.reading.rows import AnkiCard, AnkiNote, AnkiReview
from ipt_cards.scheduling.day import Day
from ipt_cards.scratch_folder import scratch_folder


@dataclass(slots=True)
class Snapshot:
    """A deck's part of a collection at one moment.

    notes: by GUID. cards: by identity. reviews: of those cards, by the cards' ids, in the order of
    time. note_types: all, by id. media: of those asked for, the SHA-1 of what is there, by name.
    first_day: the date from which cards' due days are counted.
    """

    first_day: Day
    notes: dict[str, AnkiNote] = field(default_factory=dict)
    cards: dict[CardIdentity, AnkiCard] = field(default_factory=dict)
    reviews: dict[int, list[AnkiReview]] = field(default_factory=dict)
    note_types: dict[int, AnkiNoteType] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)


def snapshot_of(
    collections: Iterable[AnkiCollection],
    guids: frozenset[str],
    media: frozenset[str],
    zone: tzinfo,
) -> Snapshot:
    """The notes of these GUIDs and all that hangs on them, from parts of one collection.

    Raises AnkiFileError for what Anki never writes.
    """
    whole = Snapshot(Day(0))
    for collection in collections:
        whole.first_day = collection.first_day(zone)
        whole.note_types |= collection.note_types()
        guid_of = {}
        for note in collection.notes():
            if note.guid in guids:
                whole.notes[note.guid] = note
                guid_of[note.id] = note.guid
        reviews: dict[int, list[AnkiReview]] = {}
        for card in collection.cards():
            if card.note in guid_of:
                whole.cards[guid_of[card.note], card.ordinal] = card
                reviews[card.id] = []
        for review in collection.reviews():
            if review.card in reviews:
                reviews[review.card].append(review)
        whole.reviews |= reviews
        whole.media |= _media(collection, media)
    return whole


def _media(collection: AnkiCollection, wanted: frozenset[str]) -> dict[str, str]:
    if collection.media is None:
        folder = collection.media_folder
        present = {name: folder / name for name in wanted if (folder / name).is_file()}
        return {name: sha1_of(path) for name, path in present.items()}
    found = {}
    with scratch_folder() as scratch:
        target = scratch / "medium"
        for name in wanted & collection.media.members.keys():
            collection.media.unpack(name, target)
            found[name] = sha1_of(target)
    return found


def sha1_of(path: Path) -> str:
    """The SHA-1 of a file's bytes, by which Anki tells media apart, too."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha1").hexdigest()
