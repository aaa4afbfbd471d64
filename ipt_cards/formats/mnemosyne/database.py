"""A learner's database of Mnemosyne's: SQLite from a stranger, read in memory."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from ipt_cards.formats.found import NoTextError, Source
from ipt_cards.formats.mnemosyne.facts import Fact
from ipt_cards.sqlite_guard import guard, tables_of

SQLITE = b"SQLite format 3\0"
_TABLES = frozenset({"facts", "data_for_fact", "cards", "tags", "tags_for_card", "fact_views"})
_VERSIONS = slice(18, 20)
"""The bytes that say how the file is written and read: 2 for a log beside it, which isn't here."""


def facts_in(source: Source) -> list[Fact]:
    """The facts in a database, in the order they were written. Raises FormatError."""
    content = bytearray(source.content)
    content[_VERSIONS] = b"\x01\x01"
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.text_factory = _text
        try:
            connection.deserialize(bytes(content))
            _require_tables(source, connection)
            return list(_facts(connection))
        except (sqlite3.Error, OverflowError) as error:
            raise NoTextError(
                source.name, f"the database can't be read ({error}): export its cards"
            ) from None


def _text(written: bytes) -> str:
    return written.decode("utf-8", "replace")


def _require_tables(source: Source, connection: sqlite3.Connection) -> None:
    guard(connection)
    if not tables_of(connection) >= _TABLES:
        raise NoTextError(
            source.name, "this is no database of Mnemosyne's: it has none of its tables"
        )


def _facts(connection: sqlite3.Connection) -> Iterator[Fact]:
    texts: dict[int, dict[str, str]] = {}
    for number, key, value in connection.execute(
        "SELECT _fact_id, key, value FROM data_for_fact ORDER BY rowid"
    ):
        texts.setdefault(number, {})[str(key)] = "" if value is None else str(value)
    tags: dict[int, list[str]] = {}
    for number, name in connection.execute(
        "SELECT _card_id, name FROM tags_for_card JOIN tags ON tags._id = _tag_id ORDER BY name"
    ):
        tags.setdefault(number, []).append(str(name))
    typed = {
        str(view) for (view,) in connection.execute("SELECT id FROM fact_views WHERE type_answer")
    }
    seen: set[int] = set()
    for number, key, card, kind, view in connection.execute(
        "SELECT facts._id, facts.id, cards._id, card_type_id, fact_view_id FROM facts "
        "JOIN cards ON _fact_id = facts._id ORDER BY facts._id, cards._id"
    ):
        if number not in seen and number in texts:
            seen.add(number)
            yield Fact(
                str(key),
                str(kind),
                texts[number],
                len(seen),
                tuple(tags.get(card, ())),
                is_typed=str(view) in typed,
            )
