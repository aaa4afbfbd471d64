"""The file beside deck.yaml that keeps where a deck of Anki's came from."""

import json
from collections.abc import Mapping
from json.encoder import encode_basestring
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from ipt_cards.anki.origin import NO_WORDS, AdoptedNote, Mapped, Origin, OwnWords
from ipt_cards.errors import UserError

if TYPE_CHECKING:
    from ipt_cards.anki.reading.note_types import AnkiNoteType

ORIGIN_FILE = "anki.json"
_FORMAT = 1

_Json: TypeAlias = Any  # whatever it isn't raises one of the errors that read_origin expects


class OriginError(UserError):
    """The file can't be used. The message names it and is meant to be shown as it is."""


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
