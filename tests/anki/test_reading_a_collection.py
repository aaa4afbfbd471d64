"""Reading Anki's files gives what the real Anki says is in them, and bad files get a clear answer."""

import io
import json
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import zstandard
from anki.collection import Collection, ExportAnkiPackageOptions

from ipt_cards.anki.reading.collection import open_collection
from ipt_cards.anki.reading.errors import AnkiFileError, NewerAnkiError
from tests.anki.real_anki import answer, cards, fresh_collection

PIXEL = b"\x89PNG\r\n\x1a\n-a-pixel"
FORMATS = ["new.apkg", "legacy.apkg", "new.colpkg", "legacy.colpkg", "collection.anki2"]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    """A folder with a collection in every format, and what Anki says is in it."""
    folder = tmp_path_factory.mktemp("exported")
    with fresh_collection() as collection:
        _fill(collection)
        for legacy in (False, True):
            collection.export_anki_package(
                out_path=str(folder / f"{'legacy' if legacy else 'new'}.apkg"),
                options=ExportAnkiPackageOptions(
                    with_scheduling=True, with_media=True, legacy=legacy
                ),
                limit=None,
            )
        told = _told_by_anki(collection)
        for legacy in (False, True):
            path = folder / f"{'legacy' if legacy else 'new'}.colpkg"
            collection.export_collection_package(str(path), include_media=True, legacy=legacy)
            collection.reopen()
        closed = Path(collection.path)
        collection.close()
        (folder / "collection.anki2").write_bytes(closed.read_bytes())
        collection.reopen()
    return folder, told


def _fill(collection: Collection) -> None:
    collection.media.write_data("a pixel.png", PIXEL)
    deck = collection.decks.id("Therapy::Ünder::Deep")
    assert deck is not None
    for name, values in {
        "Basic": ["<b>What</b>?", 'x <img src="a pixel.png">'],
        "Basic (and reversed card)": ["one", "two"],
        "Cloze": ["{{c1::One}} and {{c3::three::hint}}", ""],
    }.items():
        note_type = collection.models.by_name(name)
        assert note_type is not None
        note = collection.new_note(note_type)
        note.fields = values
        note.tags = ["a", "b::c"]
        collection.add_note(note, deck)
    for card in cards(collection)[:3]:
        answer(collection, card.id)


def _told_by_anki(collection: Collection) -> dict[str, object]:
    database = collection.db
    assert database is not None
    return {
        "notes": [
            (note.id, note.guid, note.mid, tuple(note.tags), tuple(note.fields))
            for note in map(collection.get_note, sorted(collection.find_notes("")))
        ],
        "cards": [
            (c.id, c.nid, collection.decks.name(c.did), c.ord, c.type, c.queue, c.due, c.ivl)
            for c in sorted(cards(collection), key=lambda c: c.id)
        ],
        "reviews": [tuple(row) for row in database.execute("SELECT id, cid, ease FROM revlog")],
        "note types": {
            model["id"]: (
                model["name"],
                [field["name"] for field in model["flds"]],
                [(t["name"], t["qfmt"], t["afmt"]) for t in model["tmpls"]],
                model["type"] == 1,
                model["css"],
            )
            for model in collection.models.all()
        },
    }


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_read_is_what_anki_wrote(
    exported: tuple[Path, dict[str, object]], name: str
) -> None:
    folder, told = exported
    with open_collection(folder / name) as collection:
        decks = collection.deck_names()
        notes = [(n.id, n.guid, n.note_type, n.tags, n.fields) for n in collection.notes()]
        read_cards = [
            (c.id, c.note, decks[c.deck], c.ordinal, c.kind, c.queue, c.due, c.interval)
            for c in collection.cards()
        ]
        reviews = [(r.id, r.card, r.button) for r in collection.reviews()]
        note_types = {
            each.id: (
                each.name,
                list(each.fields),
                [(t.name, t.front, t.back) for t in each.templates],
                each.is_cloze,
                each.css,
            )
            for each in collection.note_types().values()
        }
    assert notes == told["notes"]
    assert read_cards == told["cards"]
    assert reviews == told["reviews"]
    assert len(reviews) == 3
    for identifier, _, note_type, _, _ in notes:
        assert identifier
        assert note_types[note_type] == told["note types"][note_type]  # type: ignore[index] # a dict


@pytest.mark.parametrize("name", FORMATS[:4])
def test_media_are_unpacked_by_their_names(
    exported: tuple[Path, dict[str, object]], name: str, tmp_path: Path
) -> None:
    folder, _ = exported
    with open_collection(folder / name) as collection:
        assert collection.media is not None
        assert list(collection.media.members) == ["a pixel.png"]
        collection.media.unpack("a pixel.png", tmp_path / "unpacked")
    assert (tmp_path / "unpacked").read_bytes() == PIXEL


def test_reading_a_collection_leaves_no_file_beside_it(
    exported: tuple[Path, dict[str, object]], tmp_path: Path
) -> None:
    folder, _ = exported
    alone = tmp_path / "collection.anki2"
    alone.write_bytes((folder / "collection.anki2").read_bytes())
    with open_collection(alone) as collection:
        assert list(collection.notes())
    assert list(tmp_path.iterdir()) == [alone]


def test_a_collection_that_anki_holds_is_refused() -> None:
    with fresh_collection() as collection:
        _fill(collection)
        # A process has no quarrel with its own locks.
        reading = (
            "from pathlib import Path; import sys\n"
            "from ipt_cards.anki.reading.collection import open_collection\n"
            "with open_collection(Path(sys.argv[1])) as held: list(held.notes())"
        )
        run = subprocess.run(
            [sys.executable, "-c", reading, collection.path],
            check=False,
            capture_output=True,
            text=True,
        )
    assert "AnkiFileError" in run.stderr
    assert "close Anki" in run.stderr


def _zip_of(**members: bytes) -> bytes:
    container = io.BytesIO()
    with zipfile.ZipFile(container, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return container.getvalue()


def _database(*statements: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in statements:
            connection.execute(statement)
        return connection.serialize()


_TABLES = [f"CREATE TABLE {name} (id)" for name in ("notes", "cards", "revlog")]
_COL = ["CREATE TABLE col (ver, models, decks)", "INSERT INTO col VALUES ({}, '{{}}', '{{}}')"]


def _collection(version: object) -> bytes:
    return _database(_COL[0], _COL[1].format(version), *_TABLES)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "neither a package"),
        (b"Front,Back\n", "neither a package"),
        (b"PK\x03\x04 and no more", "list of contents"),
        (_zip_of(x=b"y"), "holds no collection"),
        (_zip_of(**{"../collection.anki2": b"y"}), "holds no collection"),
        (_zip_of(**{"collection.anki2": b"no database"}), "damaged"),
        (_zip_of(**{"collection.anki21b": b"no zstd"}), "can't be unpacked"),
        (_zip_of(**{"collection.anki21b": zstandard.compress(b"x" * 9)[:-4]}), "damaged"),
        (_zip_of(**{"collection.anki2": _database("CREATE TABLE a (b)")}), "not a collection"),
        (_database("CREATE TABLE a (b)"), "not a collection"),
        (_database(_COL[0], *_TABLES[:2], "CREATE VIEW revlog AS SELECT 1"), "not a collection"),
        (_collection(10), "too old"),
        (_collection("'x'"), "too old"),
        (_collection(18)[:5000], "damaged"),
        (_zip_of(**{"collection.anki2": _collection(11), "media": b"[1"}), "list of media"),
        (_zip_of(**{"collection.anki2": _collection(11), "media": b"[1]"}), "list of media"),
    ],
)
def test_a_bad_file_gets_a_clear_answer(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.apkg"
    path.write_bytes(content)
    with pytest.raises(AnkiFileError, match=message) as raised, open_collection(path) as collection:
        list(collection.notes())
    assert str(path) in str(raised.value)


def test_a_newer_schema_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "newer.anki2"
    path.write_bytes(_collection(19))
    with pytest.raises(NewerAnkiError, match="update ipt-cards"), open_collection(path):
        pass


@pytest.mark.parametrize("pack", [lambda b: b, lambda b: zstandard.compress(b, 19)])
def test_a_zip_bomb_is_not_unpacked(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = tmp_path / "bomb.apkg"
    bomb = pack(bytes(1 << 27))
    name = "collection.anki21b" if len(bomb) < 1 << 20 else "collection.anki2"
    path.write_bytes(_zip_of(**{name: bomb}))
    with pytest.raises(AnkiFileError, match="no collection does"), open_collection(path):
        pass


def test_a_package_of_ours_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mixed.apkg"
    path.write_bytes(
        _zip_of(**{"collection.anki2": _collection(11), "media": json.dumps({"0": "x"}).encode()})
    )
    with open_collection(path) as collection:
        assert collection.note_types() == {}
        assert collection.media is not None
        assert collection.media.members == {}, "listed, but not there"
