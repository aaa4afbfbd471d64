"""Which notes of a deck were imported, from where: what its YAML doesn't say.

`ipt-cards import` writes it beside deck.yaml. By it, a source that is read again updates the notes
that it made, and leaves those that their author edited since.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from ipt_cards.deck.note import Note
from ipt_cards.deck.text import is_identifier
from ipt_cards.deck.writing.deck_yaml import said_by
from ipt_cards.errors import UserError

RECORD_FILE = "imports.json"
_FORMAT = 1
_ADDED = frozenset(
    {"id", "guid", "template", "source", "allow", "level", "after", "facts", "accents"}
)

_Json: TypeAlias = Any  # whatever it isn't raises one of the errors that read_record expects


class RecordError(UserError):
    """The file can't be used. The message names it and is meant to be shown as it is."""


class _UnknownFormatError(ValueError):
    """A later version wrote the file."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A note that an import made.

    said: the digest of what the source said. was: the digest of the note as it then stood in the
    deck, from which it differs where its author edited it.
    """

    id: str
    said: str
    was: str


Record = Mapping[str, Mapping[str, Imported]]
"""The imported notes by the source's name, and by their key in it."""


def digest(note: Note) -> str:
    """What tells a note from an edited one: what it says in YAML, but for what authors add to it.

    That are its sources, its level, its facts, what it comes after, the rules that it may break,
    and how much accents count.
    """
    said = {key: value for key, value in said_by(note).items() if key not in _ADDED}
    written = json.dumps(said, default=str, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def record_json(record: Record) -> str:
    """The text of the file: a line a note, for git."""
    sources = ",\n".join(
        f"  {_dumped(name)}: {{\n"
        + ",\n".join(
            f"   {_dumped(key)}: {_dumped([each.id, each.said, each.was])}"
            for key, each in notes.items()
        )
        + "\n  }"
        for name, notes in record.items()
    )
    return f'{{\n "format": {_FORMAT},\n "sources": {{\n{sources}\n }}\n}}\n'


def _dumped(value: str | list[str]) -> str:
    return json.dumps(value, ensure_ascii=False)


def read_record(folder: Path) -> dict[str, dict[str, Imported]]:
    """What was imported into the deck in a folder.

    Raises RecordError for a file that can't be used, OSError if it can't be read.
    """
    path = folder / RECORD_FILE
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    try:
        return _parsed(json.loads(content))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise RecordError(
            f"{path} can't be read: {_why(error)}. It tells which notes came from which file. Put "
            "back a copy of it. Where there is none, delete it: the next import knows the notes "
            "that still say what their file says, and brings the others a second time."
        ) from error


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"it is damaged at line {error.lineno}, column {error.colno}"
    return str(error) if isinstance(error, _UnknownFormatError) else "it isn't as import writes it"


def _parsed(said: _Json) -> dict[str, dict[str, Imported]]:
    if said["format"] != _FORMAT:
        raise _UnknownFormatError(f"its format is {said['format']}, and {_FORMAT} is known")
    return {
        name: {key: _imported(each) for key, each in notes.items()}
        for name, notes in said["sources"].items()
    }


def _imported(said: _Json) -> Imported:
    note_id, source, deck = said
    if not all(isinstance(each, str) for each in said) or not is_identifier(note_id):
        raise TypeError(f"{said!r} stands where an imported note should")
    return Imported(note_id, source, deck)
