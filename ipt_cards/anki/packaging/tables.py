"""Anki's tables with a package's decks and note types and no notes: made by genanki, or kept.

To import genanki takes as long as to write thousands of notes.
"""

import functools
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from importlib import import_module
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from ipt_cards.anki.models import adopted_model, model
from ipt_cards.anki.note_types import NOTE_TYPES_BY_ID, with_notes
from ipt_cards.anki.origin import NO_ORIGIN, Origin
from ipt_cards.deck.reading.cache.entries import Entries, as_json, code_sign, key_of

_KIND = "tables"
_NOTE_TYPES = Path(__file__).parents[1]


class AnkiDeck(NamedTuple):
    """A deck, and the ids of its notes' note types: those that came from Anki, and ours."""

    id: int
    name: str
    description: str = ""
    adopted: Sequence[int] = ()
    ours: Sequence[int] = ()


def tables_of(decks: Sequence[AnkiDeck], origin: Origin, entries: Entries | None) -> str:
    """The SQL that makes them in an empty database.

    All note types are of the time stamp 1, but for adopted ones, which are older than any other: 0.
    entries: where it may be kept, if anywhere, unless something came from Anki.
    """
    if entries is None or origin != NO_ORIGIN:
        return _made(decks, origin)
    key = key_of(as_json(decks), code_sign(_NOTE_TYPES))
    kept = entries.find(_KIND, key)
    if kept is not None:
        return kept.decode()
    made = _made(decks, origin)
    entries.keep(_KIND, key, made.encode())
    return made


def _genanki() -> ModuleType:
    # All that it takes from this package is Python's own by now, and the package imports asyncio,
    # which takes longer than genanki and all else that it needs. Others get the package itself.
    stands_in = sys.modules.setdefault("cached_property", functools) is functools
    try:
        return import_module("genanki")
    finally:
        if stands_in:
            del sys.modules["cached_property"]


def _made(decks: Sequence[AnkiDeck], origin: Origin) -> str:
    genanki = _genanki()

    made = []
    # Each note type once, for genanki reads and writes all anew for each deck.
    seen: set[int] = set()
    for each in reversed(decks):
        deck = genanki.Deck(each.id, each.name, each.description)
        for adopted in each.adopted:
            if adopted not in seen:
                deck.add_model(adopted_model(origin.note_types[adopted]))
        for ours in each.ours:
            if ours not in seen:
                note_type = NOTE_TYPES_BY_ID[ours]
                has_words = ours in origin.words.note_types
                deck.add_model(model(with_notes(note_type) if has_words else note_type))
        seen.update(each.adopted, each.ours)
        made.append(deck)
    with closing(sqlite3.connect(":memory:")) as connection:
        genanki.Package(made[::-1]).write_to_db(connection.cursor(), 1, count())
        connection.commit()
        return "\n".join(connection.iterdump())
