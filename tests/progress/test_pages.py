"""Pages read without SQLite: what SQLite wrote on them, and of any other bytes nothing but a refusal."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.progress.pages import HEADER_SIZE, Row, UnreadablePageError, rows_on

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


def test_a_page_with_more_cells_than_have_room_is_unreadable_beyond_those() -> None:
    # A leaf of 65,535 cells, the only pointer leading to a record of one null.
    page = b"\x0a\0\0\xff\xff\0\0\0" + b"\0\x0a" + b"\x02\x02\0"
    read = rows_on(page)
    assert next(read) == (None,)
    with pytest.raises(UnreadablePageError):
        next(read)


@given(st.binary(max_size=200), st.integers(0, 120), st.sampled_from([b"", b"\x0a", b"\x02"]))
def test_of_any_bytes_rows_or_a_refusal(page: bytes, start: int, kind: bytes) -> None:
    with suppress(UnreadablePageError):
        for row in rows_on(kind + page, start):
            assert all(isinstance(value, str | int | None) for value in row)
