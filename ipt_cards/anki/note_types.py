"""The Anki note types of a deck: their names, fields and templates.

Released names are frozen. Anki tells note types apart by id; if a package brings a known id with
other fields or templates, Anki takes it in as a second note type, and every note that the learner
already has conflicts with the package and is never updated again. Only a field or a template added
at the end can be merged, and only if the learner ticks "merge note types" on import. What the
templates and the stylesheet contain may change at any time: Anki takes that over in place.
"""

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache


class Field(StrEnum):
    """A field's name in Anki. Every field holds HTML."""

    __hash__ = str.__hash__  # Enum's own is Python, and each note of a package has six of them

    FRONT = "Front"
    BACK = "Back"
    ACCEPTED = "Accepted"
    """Other right answers to type, as the learner reads them; may be empty."""
    REVERSE = "Reverse"
    """Anything but empty asks for the second card, back to front."""
    TEXT = "Text"
    QUESTION = "Question"
    OPTIONS = "Options"
    """`<ol class="options">`, with ` several` if more than one is right, of
    `<li class="option right">` or `wrong`, each holding `<div class="text">` and, where there is
    one, `<div class="why">`. Where each option has a place of its own, it is of the class
    `place-1` and on instead."""
    OCCLUSION = "Occlusion"
    """The masks, as Anki's image occlusion writes them; this and the next four are its fields."""
    IMAGE = "Image"
    HEADER = "Header"
    """Shown above the picture; may be empty."""
    BACK_EXTRA = "Back Extra"
    """What `EXTRA` is to the others."""
    COMMENTS = "Comments"
    """Shown on no card, and empty in what we build."""
    LABELS = "Labels"
    """`<ol class="labels">` of `<li value="1">`, a label for each mask, with the mask's number."""
    LEFT = "Left"
    """`<ol class="left">` with the left sides of pairs, each `<li class="side place-1">` and on."""
    ANSWER = "Answer"
    """The right number as it is to be typed, with its unit; text, not HTML."""
    NUMBER = "Number"
    """The right number in figures, as JavaScript reads them."""
    TOLERANCE = "Tolerance"
    """How far an answer may be from it, in such figures; may be empty."""
    UNIT = "Unit"
    """May be empty."""
    EXTRA = "Extra"
    """Shown with the answer; may be empty."""
    SOURCE = "Source"
    """Where the fact comes from, shown with the answer; may be empty."""
    TOPIC = "Topic"
    """Shown above the question; may be empty."""
    NOTES = "Notes"
    """The learner's own words, shown with the answer. No build brings it: see `with_notes`."""


@dataclass(frozen=True, slots=True)
class NoteType:
    """What Anki knows of a note type by name. A note's field values come in the order of `fields`.

    `key` is the folder of its templates, and what its id is made from. is_occlusion: whether Anki
    edits its notes as image occlusion, whose fields are then the first.
    """

    key: str
    name: str
    fields: tuple[Field, ...]
    templates: tuple[str, ...]
    is_cloze: bool = False
    is_occlusion: bool = False

    @property
    def id(self) -> int:
        """The id that Anki matches note types by: the same in every build."""
        return _id_of(self.key)


@cache
def _id_of(key: str) -> int:
    digest = hashlib.sha256(f"ipt-cards note type {key}".encode()).digest()
    return (1 << 30) + int.from_bytes(digest[:8]) % (1 << 30)


_BELOW = (Field.EXTRA, Field.SOURCE, Field.TOPIC)

BASIC = NoteType(
    key="basic",
    name="IPT Basic",
    fields=(Field.FRONT, Field.BACK, Field.REVERSE, *_BELOW),
    templates=("Forward", "Reverse"),
)
TYPED = NoteType(
    key="typed",
    name="IPT Typed",
    fields=(Field.FRONT, Field.BACK, Field.ACCEPTED, Field.REVERSE, *_BELOW),
    templates=("Forward", "Reverse"),
)
CLOZE = NoteType(
    key="cloze",
    name="IPT Cloze",
    fields=(Field.TEXT, *_BELOW),
    templates=("Cloze",),
    is_cloze=True,
)
TYPED_CLOZE = NoteType(
    key="typed-cloze",
    name="IPT Typed Cloze",
    fields=(Field.TEXT, Field.ACCEPTED, *_BELOW),
    templates=("Typed Cloze",),
    is_cloze=True,
)
CHOICE = NoteType(
    key="choice",
    name="IPT Choice",
    fields=(Field.QUESTION, Field.OPTIONS, *_BELOW),
    templates=("Choice",),
)
OCCLUSION = NoteType(
    key="occlusion",
    name="IPT Image Occlusion",
    fields=(
        Field.OCCLUSION,
        Field.IMAGE,
        Field.HEADER,
        Field.BACK_EXTRA,
        Field.COMMENTS,
        Field.LABELS,
        Field.SOURCE,
        Field.TOPIC,
    ),
    templates=("Image Occlusion",),
    is_cloze=True,
    is_occlusion=True,
)
NUMERIC = NoteType(
    key="numeric",
    name="IPT Numeric",
    fields=(Field.QUESTION, Field.ANSWER, Field.NUMBER, Field.TOLERANCE, Field.UNIT, *_BELOW),
    templates=("Numeric",),
)
ORDERING = NoteType(
    key="ordering",
    name="IPT Ordering",
    fields=(Field.QUESTION, Field.OPTIONS, *_BELOW),
    templates=("Ordering",),
)
MATCHING = NoteType(
    key="matching",
    name="IPT Matching",
    fields=(Field.QUESTION, Field.LEFT, Field.OPTIONS, *_BELOW),
    templates=("Matching",),
)
NOTE_TYPES = (BASIC, TYPED, CLOZE, CHOICE, OCCLUSION, NUMERIC, ORDERING, MATCHING, TYPED_CLOZE)
NOTE_TYPES_BY_ID = {each.id: each for each in NOTE_TYPES}


def with_notes(note_type: NoteType) -> NoteType:
    """The note type with the field for the learner's own words at its end.

    It exists in Anki alone, where a push adds it. A build can't have it: Anki replaces all fields
    of a note that changed, so that an import would empty it; and where the note type is there
    without it, one that brings it conflicts.
    """
    return replace(note_type, fields=(*note_type.fields, Field.NOTES))
