"""Note types and deck names, from the JSON of Anki's older schema and the tables of the newer."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ipt_cards.anki.reading import wire

_LEVELS = "\x1f"
"""What stands between a deck's name and its subdeck's, in the newer schema."""

_KIND, _CSS = 1, 3
_FRONT, _BACK = 1, 2
_CLOZE = 1
_STOCK_KIND, _IMAGE_OCCLUSION = 9, 6
_ORIGINAL = 10
_FIELD_TAG = 10


@dataclass(frozen=True, slots=True)
class AnkiTemplate:
    """How one card of a note looks: its name, and the HTML templates of both sides."""

    name: str
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class AnkiNoteType:
    """The fields of a kind of note, by name, and the cards that it yields.

    is_occlusion: whether Anki edits its notes as image occlusion; field_tags: what then tells its
    fields apart, however they are named: 0 masks, 1 picture, 2 header, 3 back extra, 4 comments.
    original: the id that it had in the package from which an import took it for another one.
    """

    id: int
    name: str
    fields: tuple[str, ...]
    templates: tuple[AnkiTemplate, ...]
    is_cloze: bool
    css: str
    is_occlusion: bool = False
    field_tags: tuple[int | None, ...] = ()
    original: int | None = None


def note_types_of(connection: sqlite3.Connection) -> dict[int, AnkiNoteType]:
    """The note types by id. Raises ValueError for what Anki never writes."""
    if _has_tables(connection):
        return _from_tables(connection)
    return {note_type.id: note_type for note_type in map(_from_json, _json(connection, "models"))}


def deck_names_of(connection: sqlite3.Connection) -> dict[int, str]:
    """The decks' whole names by id, their levels separated by `::`. Raises ValueError as above."""
    if _has_tables(connection):
        rows = connection.execute("SELECT id, name FROM decks").fetchall()
        return {identifier: str(name).replace(_LEVELS, "::") for identifier, name in rows}
    return {_whole(deck, "id"): _text(deck, "name") for deck in _json(connection, "decks")}


def _has_tables(connection: sqlite3.Connection) -> bool:
    query = "SELECT count(*) FROM sqlite_schema WHERE name = 'notetypes'"
    return bool(connection.execute(query).fetchone()[0])


def _from_tables(connection: sqlite3.Connection) -> dict[int, AnkiNoteType]:
    fields: dict[int, list[str]] = {}
    tags: dict[int, list[int | None]] = {}
    rows = connection.execute("SELECT ntid, name, config FROM fields ORDER BY ntid, ord")
    for owner, name, config in rows:
        fields.setdefault(owner, []).append(str(name))
        tags.setdefault(owner, []).append(wire.optional(_blob(config), _FIELD_TAG))
    templates: dict[int, list[AnkiTemplate]] = {}
    rows = connection.execute("SELECT ntid, name, config FROM templates ORDER BY ntid, ord")
    for owner, name, config in rows:
        message = _blob(config)
        sides = wire.text(message, _FRONT), wire.text(message, _BACK)
        templates.setdefault(owner, []).append(AnkiTemplate(str(name), *sides))
    return {
        identifier: AnkiNoteType(
            identifier,
            str(name),
            tuple(fields.get(identifier, ())),
            tuple(templates.get(identifier, ())),
            wire.whole(_blob(config), _KIND) == _CLOZE,
            wire.text(_blob(config), _CSS),
            *_marks(wire.whole(_blob(config), _STOCK_KIND), tags.get(identifier, ())),
            wire.optional(_blob(config), _ORIGINAL),
        )
        for identifier, name, config in connection.execute("SELECT id, name, config FROM notetypes")
    }


def _from_json(model: Mapping[str, object]) -> AnkiNoteType:
    templates = sorted(_objects(model, "tmpls"), key=lambda each: _whole(each, "ord"))
    return AnkiNoteType(
        _whole(model, "id"),
        _text(model, "name"),
        tuple(
            _text(field, "name")
            for field in sorted(_objects(model, "flds"), key=lambda each: _whole(each, "ord"))
        ),
        tuple(
            AnkiTemplate(_text(each, "name"), _text(each, "qfmt"), _text(each, "afmt"))
            for each in templates
        ),
        _whole(model, "type") == _CLOZE,
        _text(model, "css"),
        *_marks(
            model.get("originalStockKind"),
            [
                tag if isinstance(tag := field.get("tag"), int) else None
                for field in sorted(_objects(model, "flds"), key=lambda each: _whole(each, "ord"))
            ],
        ),
        original if isinstance(original := model.get("originalId"), int) else None,
    )


def _marks(stock_kind: object, tags: Sequence[int | None]) -> tuple[bool, tuple[int | None, ...]]:
    return (True, tuple(tags)) if stock_kind == _IMAGE_OCCLUSION else (False, ())


def _json(connection: sqlite3.Connection, column: str) -> list[Mapping[str, object]]:
    [text] = connection.execute(f"SELECT {column} FROM col").fetchone()
    try:
        values = json.loads(text)
    except (TypeError, RecursionError) as error:
        raise ValueError(f"its {column} can't be read ({error})") from error
    if not isinstance(values, dict) or not all(isinstance(each, dict) for each in values.values()):
        raise ValueError(f"its {column} can't be read")
    return list(values.values())


def _objects(values: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    found = values.get(key)
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise ValueError(f"a note type's {key} can't be read")
    return found


def _whole(values: Mapping[str, object], key: str) -> int:
    try:
        # Old collections hold some of these as texts.
        return int(values[key])  # type: ignore[call-overload, no-any-return] # caught below
    except (KeyError, TypeError, ValueError, OverflowError):
        raise ValueError(f"{key!r} is missing or no whole number") from None


def _text(values: Mapping[str, object], key: str) -> str:
    value = values.get(key)
    if not isinstance(value, str):
        raise ValueError(f"{key!r} is missing or no text")  # noqa: TRY004 - a stranger's file
    return value


def _blob(value: object) -> bytes:
    if not isinstance(value, bytes):
        raise ValueError(f"{value!r} stands where bytes should")  # noqa: TRY004 - a stranger's file
    return value
