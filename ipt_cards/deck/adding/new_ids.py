"""Ids for notes and topics that have none yet."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.note import BasicNote, ClozeNote, Note, OcclusionNote
from ipt_cards.deck.text import suggested_identifier

LONGEST_ID = 32


class NewIds:
    """Makes short readable ids, each unlike those that are taken and those made before."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}

    def take(self, text: str, otherwise: str) -> str:
        """An id made from a Markdown text, or from `otherwise` where nothing of it can be kept."""
        stem = _stem(text) or otherwise
        number = self._last.get(stem, 1)
        found = stem if number == 1 else f"{stem}-{number}"
        while found in self._taken:
            number += 1
            found = f"{stem}-{number}"
        self._last[stem] = number
        self._taken.add(found)
        return found


def first_text(note: Note) -> str:
    """What a note is told by: its first text, Markdown."""
    match note:
        case BasicNote():
            return note.front
        case ClozeNote():
            return note.text
        case OcclusionNote():
            return note.header or PurePosixPath(note.image).stem
        case _:
            return note.question


def _stem(text: str) -> str:
    stem = suggested_identifier(to_plain(text))[: LONGEST_ID + 1]
    if len(stem) > LONGEST_ID:
        stem = stem[:LONGEST_ID].rpartition("-")[0] or stem[:LONGEST_ID]
    return stem
