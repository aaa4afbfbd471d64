"""genanki's models of note types, ours and those that were taken over from Anki."""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from ipt_cards.anki.note_types import Field, NoteType

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from genanki.model import Model

    from ipt_cards.anki.reading.note_types import AnkiNoteType

_ANKIS_OCCLUSION = 6
"""The mark of Anki's own image occlusion on a note type (`originalStockKind`)."""
_COMMENTS = 4
"""The tag of its one field that Anki does without."""
_ARRANGED = ("choice/style.css", "arrangement.css")
_NOTES = re.compile(r"^.*\{\{#Notes\}\}.*\n", re.MULTILINE)
"""The line of a template that shows the learner's own words."""
_SCRIPT = re.compile(r'<script src="([\w-]+\.js)"></script>')


@cache
def model(note_type: NoteType) -> "Model":
    """Give the genanki model of a note type, one object for all its notes.

    Sharing it spares genanki from working out anew, for each note, which cards it has.
    """
    from genanki.model import Model  # noqa: PLC0415 - 100 ms that only a build should pay

    kind = _occlusion_model() if note_type.is_occlusion else Model
    tags = tuple(range(5)) if note_type.is_occlusion else ()
    return kind(
        model_id=note_type.id,
        name=note_type.name,
        fields=_fields(note_type.fields, tags),
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

    kind = _occlusion_model() if note_type.is_occlusion else Model

    class AdoptedModel(kind):  # type: ignore[misc, valid-type] # genanki is untyped
        _req: ClassVar[list[object]] = []  # what genanki works out here, Anki no longer reads

        def to_json(self, _timestamp: float, deck_id: int) -> object:
            return super().to_json(0, deck_id)

    return AdoptedModel(
        model_id=note_type.id,
        name=note_type.name,
        fields=_fields(note_type.fields, note_type.field_tags),
        templates=[
            {"name": each.name, "qfmt": each.front, "afmt": each.back}
            for each in note_type.templates
        ],
        css=note_type.css,
        model_type=Model.CLOZE if note_type.is_cloze else Model.FRONT_BACK,
    )


@cache
def _occlusion_model() -> type["Model"]:
    """Give genanki's model with the mark by which Anki edits its notes as image occlusion."""
    from genanki.model import Model  # noqa: PLC0415 - see above

    class OcclusionModel(Model):  # type: ignore[misc] # genanki is untyped
        _req: ClassVar[list[object]] = []

        def to_json(self, timestamp: float, deck_id: int) -> object:
            return {**super().to_json(timestamp, deck_id), "originalStockKind": _ANKIS_OCCLUSION}

    return OcclusionModel


def _fields(names: Sequence[str], tags: Sequence[int | None]) -> list[dict[str, object]]:
    """Give the fields, with the tags by which Anki knows what is in those of image occlusion."""
    fields: list[dict[str, object]] = [{"name": str(name), "font": "Arial"} for name in names]
    for field, tag in zip(fields, tags, strict=False):
        if tag is not None:
            field |= {"tag": tag, "preventDeletion": tag != _COMMENTS}
    return fields


def _side(note_type: NoteType, template: str, side: str) -> str:
    html = _text(f"{note_type.key}/{template.lower().replace(' ', '-')}-{side}.html")
    if Field.NOTES not in note_type.fields:
        html = _NOTES.sub("", html)
    # A package's only files are media, so a script travels in the template.
    return _SCRIPT.sub(
        lambda named: f"<script>\n{_text(f'scripts/{named[1]}')}</script>",
        html,
    )


def _stylesheet(note_type: NoteType) -> str:
    own = f"{note_type.key}/style.css"
    typed = ("cloze/style.css", "typed/style.css")
    shared = {
        "numeric": typed[1:],
        "typed-cloze": typed,
        "ordering": _ARRANGED,
        "matching": _ARRANGED,
    }
    notes = ("notes.css",) if Field.NOTES in note_type.fields else ()
    names = ("card.css", "text.css", *shared.get(note_type.key, ()), own, *notes)
    return "\n".join(_text(name) for name in names if (_files() / name).is_file())


def _text(name: str) -> str:
    return (_files() / name).read_text(encoding="utf-8")


@cache
def _files() -> "Traversable":
    from importlib.resources import files  # noqa: PLC0415 - only where a model is built

    return files("ipt_cards.anki") / "templates"
