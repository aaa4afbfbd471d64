"""Packages and collections of Anki's after anything may have happened to them."""

import io
import sqlite3
import tempfile
import zipfile
from contextlib import closing, suppress
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.anki.adoption.deck import adopt
from ipt_cards.anki.adoption.folder import write_adopted
from ipt_cards.anki.import_reviews import ReviewImport
from ipt_cards.anki.packaging.package import package
from ipt_cards.anki.reading.collection import open_collection
from ipt_cards.anki.reading.errors import AnkiFileError
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.reading.folder import load_deck
from ipt_cards.scheduling.day import Calendar
from tests.cli.learner import DECK
from tests.fuzz.found import inputs
from tests.fuzz.mutation import mutated

PACKAGE = package(DECK, MediaFolder(Path()), 1_700_000_000)
with zipfile.ZipFile(io.BytesIO(PACKAGE)) as _archive:
    COLLECTION = _archive.read("collection.anki2")
TOKENS = [
    *(
        b"PK\x03\x04",
        b"PK\x01\x02",
        b"../" * 9,
        b"collection.anki21b",
        b"media",
        b"\xff" * 8,
        b"\0" * 40,
    ),
    *(
        b"SQLite format 3\0",
        b"CREATE VIEW notes AS SELECT 1",
        b"{}",
        b"[]",
        b"null",
        b"1e999",
        b"\x1f",
    ),
    *(b"{{c1::", b"<script>", b"<ol" * 60, b"[sound:../../x.mp3]", b"\xe2\x80\xae", b"[" * 3000),
]
numbers = st.integers(-(2**63), 2**63 - 1) | st.floats()
values = (
    st.none()
    | numbers
    | st.binary(max_size=9)
    | st.text(max_size=9)
    | st.sampled_from(["[]", "{}", "null", "<b>", "{{c1::a}}", "9" * 5000])
)
COLUMNS = {
    "col": ("crt", "ver", "conf", "models", "decks", "mod"),
    "notes": ("id", "guid", "mid", "mod", "tags", "flds", "sfld"),
    "cards": ("id", "nid", "did", "ord", "type", "queue", "due", "ivl", "factor", "odue"),
}


def read(content: bytes) -> None:
    """Take everything from a file that is taken from one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "from-a-stranger.apkg"
        path.write_bytes(content)
        with suppress(AnkiFileError), open_collection(path) as collection:
            list(ReviewImport([DECK], Calendar(UTC), {}, {}).new_reviews(collection))
        with suppress(AnkiFileError), open_collection(path) as collection:
            collection.first_day(UTC)
        with suppress(AnkiFileError), open_collection(path) as collection:
            write_adopted(adopt(collection, None), folder / "adopted", {})
            assert isinstance(load_deck(folder / "adopted"), Deck)
        assert {each.name for each in folder.iterdir()} <= {path.name, "adopted"}


def packed(collection: bytes) -> bytes:
    container = io.BytesIO()
    with zipfile.ZipFile(container, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("collection.anki2", collection)
        archive.writestr("media", b"{}")
    return container.getvalue()


@given(mutated([PACKAGE], TOKENS) | st.binary(max_size=200))
def test_a_package_that_something_happened_to(content: bytes) -> None:
    read(content)


@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")  # a long example
@given(mutated([COLLECTION], TOKENS))
def test_a_collection_that_something_happened_to(collection: bytes) -> None:
    read(collection)
    read(packed(collection))


@given(
    st.lists(
        st.tuples(
            st.sampled_from([(table, column) for table in COLUMNS for column in COLUMNS[table]]),
            values,
            st.integers(0, 3),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_collection_with_values_that_anki_never_writes(
    changes: list[tuple[tuple[str, str], object, int]],
) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(COLLECTION)
        for (table, column), value, row in changes:
            with suppress(sqlite3.IntegrityError, sqlite3.OperationalError):
                connection.execute(
                    f"UPDATE {table} SET {column} = ? WHERE rowid = "
                    f"(SELECT rowid FROM {table} LIMIT 1 OFFSET ?)",
                    (value, row),
                )
        read(packed(connection.serialize()))


@pytest.mark.parametrize("path", inputs("anki"), ids=lambda path: path.name)
def test_what_once_did_harm(path: Path) -> None:
    read(path.read_bytes())
