"""Pages read without SQLite: what SQLite wrote on them, and of any other bytes nothing but a refusal."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.progress.storage.pages import HEADER_SIZE, Row, UnreadablePageError, rows_on

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
long_texts = st.builds("{}{}".format, texts, st.integers(0, 300).map("x".__mul__))
numbers = st.sampled_from([0, 1, 2]) | st.integers(-(2**63), 2**63 - 1) | st.integers(-300, 300)
rows = st.lists(
    st.tuples(long_texts, long_texts, numbers, st.none() | numbers), unique_by=lambda row: row[0]
)


def pages_of(content: bytes, size: int) -> Iterator[Row]:
    for at in range(0, len(content), size):
        yield from rows_on(content[at : at + size], HEADER_SIZE if at == 0 else 0)


@pytest.mark.parametrize("size", [4096, 65_536])
@given(rows)
def test_every_row_is_read_as_sqlite_wrote_it(size: int, written: list[Row]) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {size}")
        connection.execute(
            "CREATE TABLE entry (id TEXT PRIMARY KEY, text TEXT, number INTEGER, other INTEGER) "
            "STRICT, WITHOUT ROWID"
        )
        connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?)", written)
        content = connection.serialize()
    assert sorted(pages_of(content, size), key=str) == sorted(written, key=str)


@pytest.mark.parametrize("length", [57, 58, 8185, 8186, 8187, 16_374, 16_375, 16_400])
def test_a_text_is_read_whose_length_takes_another_byte(length: int) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 65536")
        connection.execute("CREATE TABLE entry (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID")
        connection.execute("INSERT INTO entry VALUES (?)", ("x" * length,))
        content = connection.serialize()
    assert list(pages_of(content, 65_536)) == [("x" * length,)]


NULL = b"\x02\x02\0"
"""A record of one null: its size, its header's size, the value's type."""


@pytest.mark.parametrize("rest", [b"", b"x"])
@pytest.mark.parametrize("cells", [0, 1, 2, 3, 65_535])
def test_a_page_with_more_cells_than_have_room_is_unreadable_beyond_those(
    cells: int, rest: bytes
) -> None:
    # A leaf, after a record, with room for two pointers that lead there.
    leaf = b"\x0a\0\0" + cells.to_bytes(2) + b"\0\0\0"
    read = rows_on(NULL + leaf + bytes(4) + rest, len(NULL))
    for _ in range(min(cells, 2)):
        assert next(read) == (None,)
    if cells > 2:
        with pytest.raises(UnreadablePageError):
            next(read)
    else:
        assert list(read) == []


def row_of(record: bytes) -> list[Row]:
    """What is read of a leaf with this record at its end."""
    return list(rows_on(b"\x0a\0\0\0\x01\0\0\0" + b"\0\x0a" + record))


def test_a_record_that_is_cut_off_is_unreadable() -> None:
    text = b"\x04\x02\x11ab"
    assert row_of(text) == [("ab",)]
    with pytest.raises(UnreadablePageError):
        row_of(text[:-1])


@pytest.mark.parametrize(
    "record",
    [
        b"\x0a\x02\x07" + bytes(8),
        b"\x02\x02\x0a",
        b"\x02\x02\x0b",
        b"\x02\x02\x0c",
        b"\x03\x02\x0ea",
        b"\x03\x03\x07\x03",
        b"\x02\x02\x0e",
    ],
    ids=[
        *("a float", "SQLite's own", "SQLite's other", "an empty blob", "a blob"),
        *("a float that isn't there", "a blob that isn't there"),
    ],
)
def test_a_value_that_no_entry_has_is_refused(record: bytes) -> None:
    with pytest.raises(UnreadablePageError):
        row_of(record)


def test_a_number_longer_than_any_on_a_page_is_refused() -> None:
    assert row_of(b"\x80" * 7 + b"\x02\x02\0") == [(None,)]
    with pytest.raises(UnreadablePageError):
        row_of(b"\x80" * 8 + b"\x02\x02\0")


@given(st.binary(max_size=200), st.integers(0, 120), st.sampled_from([b"", b"\x0a", b"\x02"]))
def test_of_any_bytes_rows_or_a_refusal(page: bytes, start: int, kind: bytes) -> None:
    with suppress(UnreadablePageError):
        for row in rows_on(kind + page, start):
            assert all(isinstance(value, str | int | None) for value in row)
