"""Where a deck came from that was taken over from Anki: what its YAML can't say.

`ipt-cards anki adopt` writes it beside deck.yaml, and a build reads it: an adopted note goes back
with the note type and the fields that it had, except for what was edited in its YAML.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from json.encoder import encode_basestring
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

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
from ipt_cards.errors import UserError

if TYPE_CHECKING:
    from ipt_cards.anki.reading.note_types import AnkiNoteType

ORIGIN_FILE = "anki.json"
_FORMAT = 1

_Json: TypeAlias = Any  # whatever it isn't raises one of the errors that read_origin expects


class OriginError(UserError):
    """The file can't be used. The message names it and is meant to be shown as it is."""


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


def origin_json(origin: Origin) -> str:
    """The text of the file."""
    said: dict[str, object] = {
        "format": _FORMAT,
        "note_types": [
            {
                "id": each.id,
                "name": each.name,
                "fields": each.fields,
                "templates": [[t.name, t.front, t.back] for t in each.templates],
                "is_cloze": each.is_cloze,
                "css": each.css,
                **({"occlusion": each.field_tags} if each.is_occlusion else {}),
            }
            for _, each in sorted(origin.note_types.items())
        ],
        "media": dict(origin.media),
        "decks": dict(origin.decks),
        "notes": {
            guid: {
                "note_type": note.note_type,
                "modified": note.modified,
                "tags": note.tags,
                "fields": note.fields,
                "texts": {
                    template: {key: [mapped.field, mapped.was] for key, mapped in texts.items()}
                    for template, texts in note.texts.items()
                },
            }
            for guid, note in origin.notes.items()
        },
    }
    if origin.words.note_types:
        said["words"] = {
            "note_types": sorted(origin.words.note_types),
            "texts": dict(origin.words.texts),
        }
    return _indented(said) + "\n"


def _indented(said: _Json, end: str = "\n") -> str:
    """JSON in lines, as `json.dumps` indents it by one, which takes it several times as long.

    end: the end of a line, with the blanks that the value stands behind.
    """
    if isinstance(said, str):
        return encode_basestring(said)
    if not isinstance(said, dict | list | tuple) or not said:
        return json.dumps(said)
    inner = f"{end} "
    if isinstance(said, dict):
        pairs = (
            f"{encode_basestring(str(key))}: {_indented(each, inner)}" for key, each in said.items()
        )
        return f"{{{inner}{f',{inner}'.join(pairs)}{end}}}"
    return f"[{inner}{f',{inner}'.join(_indented(each, inner) for each in said)}{end}]"


def read_origin(folder: Path) -> Origin | None:
    """The origin of the deck in a folder; None for a deck that wasn't taken over.

    Raises OriginError for a file that can't be used, OSError if it can't be read.
    """
    path = folder / ORIGIN_FILE
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        return _parsed(json.loads(content))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise OriginError(
            f"{path} can't be read ({type(error).__name__}: {error}). It holds the note types and "
            "fields that this deck had in Anki, so without it a build can't update the notes there."
            " Put back the file as `ipt-cards anki adopt` wrote it, or adopt the deck again."
        ) from error


def _parsed(said: _Json) -> Origin:
    from ipt_cards.anki.reading.note_types import (  # noqa: PLC0415 - few decks came from Anki
        AnkiNoteType,
        AnkiTemplate,
    )

    if said["format"] != _FORMAT:
        raise ValueError(f"its format is {said['format']}, and {_FORMAT} is known")
    note_types = {}
    for each in said["note_types"]:
        templates = tuple(AnkiTemplate(*_texts(template)) for template in each["templates"])
        note_type = AnkiNoteType(
            _whole(each["id"]),
            _text(each["name"]),
            _texts(each["fields"]),
            templates,
            each["is_cloze"] is True,
            _text(each["css"]),
            "occlusion" in each,
            tuple(None if tag is None else _whole(tag) for tag in each.get("occlusion", ())),
        )
        if not note_type.fields or not templates:
            raise ValueError(f"the note type {note_type.name!r} has no fields or no templates")
        note_types[note_type.id] = note_type
    notes = {guid: _note(note, note_types) for guid, note in said["notes"].items()}
    decks = dict(zip(said["decks"], _texts(list(said["decks"].values())), strict=True))
    media = dict(zip(said["media"], _texts(list(said["media"].values())), strict=True))
    return Origin(note_types, notes, media, decks, _words(said.get("words")))


def _words(said: _Json) -> OwnWords:
    if said is None:
        return NO_WORDS
    texts = dict(zip(said["texts"], _texts(list(said["texts"].values())), strict=True))
    return OwnWords(frozenset(map(_whole, said["note_types"])), texts)


def _note(said: _Json, note_types: Mapping[int, "AnkiNoteType"]) -> AdoptedNote:
    note_type = _whole(said["note_type"])
    fields = _texts(said["fields"])
    known = note_types.get(note_type)
    if fields and (known is None or len(fields) != len(known.fields)):
        raise ValueError(f"a note's fields don't fit its note type {note_type}")
    texts = {
        int(template): {
            key: Mapped(None if number is None else _place(number, fields), _text(was))
            for key, (number, was) in mapped.items()
        }
        for template, mapped in said["texts"].items()
    }
    return AdoptedNote(note_type, _whole(said["modified"]), _texts(said["tags"]), fields, texts)


def _place(value: object, fields: tuple[str, ...]) -> int:
    place = _whole(value)
    if place >= len(fields):
        raise ValueError(f"there is no field {place}")
    return place


def _texts(values: _Json) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError(f"{values!r} stands where a list should")
    return tuple(map(_text, values))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} stands where a text should")
    value.encode()  # a lone surrogate is no text
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value < 1 << 63:
        raise TypeError(f"{value!r} stands where a whole number should")
    return value
