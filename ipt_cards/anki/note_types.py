"""The four Anki note types of a deck: their names, fields and templates.

Released names are frozen. Anki tells note types apart by id; if a package brings a known id with
other fields or templates, Anki takes it in as a second note type, and every note that the learner
already has conflicts with the package and is never updated again. Only a field or a template added
at the end can be merged, and only if the learner ticks "merge note types" on import. What the
templates and the stylesheet contain may change at any time: Anki takes that over in place.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from genanki.model import Model

    from ipt_cards.anki.reading.note_types import AnkiNoteType

_FILES = files("ipt_cards.anki") / "templates"
_SCRIPT = '<script src="choice.js"></script>'


class Field(StrEnum):
    """A field's name in Anki. Every field holds HTML."""

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
    one, `<div class="why">`."""
    EXTRA = "Extra"
    """Shown with the answer; may be empty."""
    SOURCE = "Source"
    """Where the fact comes from, shown with the answer; may be empty."""
    TOPIC = "Topic"
    """Shown above the question; may be empty."""


@dataclass(frozen=True, slots=True)
class NoteType:
    """What Anki knows of a note type by name. A note's field values come in the order of `fields`.

    `key` is the folder of its templates, and what its id is made from.
    """

    key: str
    name: str
    fields: tuple[Field, ...]
    templates: tuple[str, ...]
    is_cloze: bool = False

    @property
    def id(self) -> int:
        """The id that Anki matches note types by: the same in every build."""
        digest = hashlib.sha256(f"ipt-cards note type {self.key}".encode()).digest()
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
CHOICE = NoteType(
    key="choice",
    name="IPT Choice",
    fields=(Field.QUESTION, Field.OPTIONS, *_BELOW),
    templates=("Choice",),
)
NOTE_TYPES = (BASIC, TYPED, CLOZE, CHOICE)


@cache
def model(note_type: NoteType) -> "Model":
    """Give the genanki model of a note type, one object for all its notes.

    Sharing it spares genanki from working out anew, for each note, which cards it has.
    """
    from genanki.model import Model  # noqa: PLC0415 - 100 ms that only a build should pay

    return Model(
        model_id=note_type.id,
        name=note_type.name,
        fields=[{"name": str(field), "font": "Arial"} for field in note_type.fields],
        templates=[
            {
                "name": template,
                "qfmt": _side(note_type, template, "front"),
                "afmt": _side(note_type, template, "back"),
            }
            for template in note_type.templates
        ],
        css=_stylesheet(note_type),
        model_type=Model.CLOZE if note_type.is_cloze else Model.FRONT_BACK,
    )


def adopted_model(note_type: "AnkiNoteType") -> "Model":
    """Give the genanki model of a note type that came from Anki, just as it was.

    It says that it is older than any other, so that the learner's own, with its fonts, stays.
    """
    from genanki.model import Model  # noqa: PLC0415 - see above

    class AdoptedModel(Model):  # type: ignore[misc] # genanki is untyped
        _req: ClassVar[list[object]] = []  # what genanki works out here, Anki no longer reads

        def to_json(self, _timestamp: float, deck_id: int) -> object:
            return super().to_json(0, deck_id)

    return AdoptedModel(
        model_id=note_type.id,
        name=note_type.name,
        fields=[{"name": name, "font": "Arial"} for name in note_type.fields],
        templates=[
            {"name": each.name, "qfmt": each.front, "afmt": each.back}
            for each in note_type.templates
        ],
        css=note_type.css,
        model_type=Model.CLOZE if note_type.is_cloze else Model.FRONT_BACK,
    )


def _side(note_type: NoteType, template: str, side: str) -> str:
    html = _text(f"{note_type.key}/{template.lower()}-{side}.html")
    if _SCRIPT in html:  # a package's only files are media, so the script travels in the template
        html = html.replace(_SCRIPT, f"<script>\n{_text(f'{note_type.key}/choice.js')}</script>")
    return html


def _stylesheet(note_type: NoteType) -> str:
    own = f"{note_type.key}/style.css"
    return "\n".join(_text(name) for name in ("card.css", own) if (_FILES / name).is_file())


def _text(name: str) -> str:
    return (_FILES / name).read_text(encoding="utf-8")
