"""Where a deck came from that was taken over from Anki: what its YAML can't say.

`ipt-cards anki adopt` writes it beside deck.yaml, and a build reads it: an adopted note goes back
with the note type and the fields that it had, except for what was edited in its YAML.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from ipt_cards.deck.note import (
    BasicNote,
    ChoiceNote,
    ClozeNote,
    MatchingNote,
    Note,
    NumericNote,
    OcclusionNote,
    OrderingNote,
)
from ipt_cards.deck.spelling import Accents

if TYPE_CHECKING:
    from ipt_cards.anki.reading.note_types import AnkiNoteType


@dataclass(frozen=True, slots=True)
class Mapped:
    """Where a text of a note came from.

    field: the one field that it is all of, counted from 0; None if it was put together. was: the
    digest of the text as it was taken over.
    """

    field: int | None
    was: str


@dataclass(frozen=True, slots=True)
class AdoptedNote:
    """A note as it was in Anki. `modified` is in seconds since the epoch.

    note_type: its id, which is one of ours for a note that we had exported; then the YAML says it
    all. texts: for each template that became a note (by its number from 1), where each of its
    texts came from, by what `said_in` calls it.
    """

    note_type: int
    modified: int = 0
    tags: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    texts: Mapping[int, Mapping[str, Mapped]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a learner wrote into the field `Notes` of our note types, which only Anki has.

    note_types: the ids of those that have the field there. texts: HTML by GUID, where there is any.
    """

    note_types: frozenset[int] = frozenset()
    texts: Mapping[str, str] = field(default_factory=dict)


NO_WORDS = OwnWords()


@dataclass(frozen=True, slots=True)
class Origin:
    """What a deck's YAML doesn't say of where it came from.

    note_types: by id. notes: by GUID. media: names in Anki by the path in the deck. decks: Anki's
    decks by the topic's name. words: what stood in notes of our own note types.
    """

    note_types: Mapping[int, "AnkiNoteType"] = field(default_factory=dict)
    notes: Mapping[str, AdoptedNote] = field(default_factory=dict)
    media: Mapping[str, str] = field(default_factory=dict)
    decks: Mapping[str, str] = field(default_factory=dict)
    words: OwnWords = NO_WORDS


NO_ORIGIN = Origin()


def said_in(note: Note) -> dict[str, str]:
    """What a note says, by key: its texts and, as `yes` or "", its flags."""
    said = {"extra": note.extra, "source": " ".join(note.sources)}
    match note:
        case BasicNote():
            said |= {"front": note.front, "back": note.back}
            said |= {"reversed": "yes" * note.reversed, "typed": "yes" * note.typed}
        case ClozeNote():
            said |= {"cloze": note.text, "typed": "yes" * note.typed}
        case ChoiceNote():
            said["question"] = note.question
            said["answer"] = "\n\n".join(note.answers)
            said["distractors"] = "\n\n".join(
                f"{each.text}\n{each.why}" for each in note.distractors
            )
        case OcclusionNote():
            from ipt_cards.anki.occlusion import occlusion_field  # noqa: PLC0415 - as below

            said |= {"header": note.header, "image": note.image, "masks": occlusion_field(note)}
            said["label"] = "\n".join(
                f"{mask.number} {mask.label}" for mask in note.masks if mask.label
            )
        case NumericNote():
            said |= {"question": note.question, "number": str(note.number)}
            said |= {"tolerance": str(note.tolerance), "unit": note.unit}
        case OrderingNote():
            said |= {"question": note.question, "order": "\n\n".join(note.steps)}
        case MatchingNote():
            said["question"] = note.question
            said["pairs"] = "\n\n".join(f"{pair.left}\n{pair.right}" for pair in note.pairs)
    return said


def said_in_own(note: Note) -> dict[str, str]:
    """The same of a note of a note type of ours, which says more in Anki, too."""
    said = said_in(note)
    if isinstance(note, BasicNote | ClozeNote) and note.spelling.accents is not Accents.NEARLY:
        said["accents"] = note.spelling.accents
    return said


@lru_cache(maxsize=64)  # most texts of most notes are empty, and flags say what all say
def digest(text: str) -> str:
    """What tells a text from an edited one."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


UNSAID = Mapped(None, digest(""))
"""Of a text that the note didn't have, and that no field can take."""
