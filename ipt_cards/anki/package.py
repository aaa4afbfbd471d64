"""A deck as an Anki package (.apkg): the same bytes for the same deck and time stamp."""

import hashlib
import io
import itertools
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import genanki

from ipt_cards.anki.fields import field_values, note_type_of
from ipt_cards.anki.identity import guid_of, ordinal_of
from ipt_cards.anki.note_types import model
from ipt_cards.deck.card import cards_of
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.markup import media_of, to_html
from ipt_cards.deck.media import MediaFolder, collected_name
from ipt_cards.deck.note import texts_by_key

COMPRESSION_LEVEL = 6
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_SQLITE_VERSION_OFFSET = 96
_FIELD_SEPARATOR = "\x1f"

# The columns of Anki's schema 11: id, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data
_INSERT_NOTE = "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')"
# and id, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses, left, odue, odid,
# flags, data: as a new card has them.
_INSERT_CARD = "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '')"


def package(deck: Deck, media: MediaFolder, time_stamp: int) -> bytes:
    """The bytes of the deck's package.

    time_stamp: when the deck was last edited, in seconds since the epoch. Anki updates a note that
    it has only from a package with a later one.

    Raises OSError where a medium can't be read.
    """
    names = {written: collected_name(deck.id, written) for written in _media_of(deck)}
    paths = {name: media.locate(written) for written, name in names.items()}
    container = io.BytesIO()
    with zipfile.ZipFile(container, "w") as archive:
        _add(archive, "collection.anki2", _collection(deck, names, time_stamp))
        listed = sorted(paths.items())
        index = {str(number): name for number, (name, _) in enumerate(listed)}
        _add(archive, "media", json.dumps(index, ensure_ascii=False).encode())
        for number, (_, path) in enumerate(listed):
            _add(archive, str(number), path.read_bytes())
    return container.getvalue()


def media_paths(deck: Deck, media: MediaFolder) -> list[Path]:
    """The files of all media that the deck's notes show or play."""
    return sorted({media.locate(written) for written in _media_of(deck)})


def time_stamp_of(package_bytes: bytes) -> int | None:
    """The time stamp that a package was built with; None for what is no package of ours."""
    try:
        with zipfile.ZipFile(io.BytesIO(package_bytes)) as archive:
            collection = archive.read("collection.anki2")
        with _scratch_file() as path:
            path.write_bytes(collection)
            with closing(sqlite3.connect(path)) as connection:
                (stamp,) = connection.execute("SELECT max(mod) FROM notes").fetchone()
    except (zipfile.BadZipFile, KeyError, sqlite3.DatabaseError, NotImplementedError):
        return None
    return stamp if isinstance(stamp, int) else None


def _media_of(deck: Deck) -> Iterator[str]:
    for note in deck.notes():
        for _, text in texts_by_key(note):
            yield from media_of(text)


def _write_decks(
    connection: sqlite3.Connection, deck: Deck, time_stamp: int, ids: Iterator[int]
) -> None:
    """Make Anki's tables, with the deck, its subdecks and their note types, but no notes."""
    decks = [genanki.Deck(_deck_id(deck.name), deck.name, to_html(deck.description))]
    for topic in deck.topics:
        name = _subdeck_name(deck, topic)
        subdeck = genanki.Deck(_deck_id(name), name)
        for note_type in dict.fromkeys(map(note_type_of, topic.notes)):
            subdeck.add_model(model(note_type))
        decks.append(subdeck)
    genanki.Package(decks).write_to_db(connection.cursor(), time_stamp, ids)


def _write_notes(  # noqa: PLR0913, PLR0917 - what a row is made of
    connection: sqlite3.Connection,
    deck: Deck,
    topic: Topic,
    names: dict[str, str],
    time_stamp: int,
    ids: Iterator[int],
) -> None:
    # genanki would write row by row, after looking for cards and faulty HTML that it can't tell
    # from ours. Written a topic at a time, so that not all rows are in memory at once.
    deck_id = _deck_id(_subdeck_name(deck, topic))
    notes: list[tuple[int | str, ...]] = []
    cards: list[tuple[int, ...]] = []
    for note in topic.notes:
        note_id = next(ids)
        fields = field_values(note, topic, deck, names.__getitem__)
        notes.append(
            (
                note_id,
                guid_of(deck, note),
                note_type_of(note).id,
                time_stamp,
                f" {' '.join(note.tags)} ",
                _FIELD_SEPARATOR.join(fields),
                fields[0],
            )
        )
        cards += (
            (next(ids), note_id, deck_id, ordinal_of(card), time_stamp) for card in cards_of(note)
        )
    connection.executemany(_INSERT_NOTE, notes)
    connection.executemany(_INSERT_CARD, cards)


def _subdeck_name(deck: Deck, topic: Topic) -> str:
    return f"{deck.name}::{topic.name}"


def _deck_id(name: str) -> int:
    # Anki matches decks by name, so the id has only to be stable and unlike any other's.
    digest = hashlib.sha256(f"ipt-cards deck {name}".encode()).digest()
    return (1 << 30) + int.from_bytes(digest[:8]) % (1 << 30)


def _collection(deck: Deck, names: dict[str, str], time_stamp: int) -> bytes:
    with _scratch_file() as path:
        try:
            with closing(sqlite3.connect(path)) as connection:
                connection.executescript(
                    "PRAGMA page_size = 4096; PRAGMA auto_vacuum = NONE;"
                    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                )
                ids = itertools.count(time_stamp * 1000)
                _write_decks(connection, deck, time_stamp, ids)
                for topic in deck.topics:
                    _write_notes(connection, deck, topic, names, time_stamp, ids)
                connection.commit()
        except sqlite3.OperationalError as error:
            raise OSError(f"the package can't be written in {path.parent}: {error}") from error
        written = bytearray(path.read_bytes())
    # SQLite signs a file with its own version, which differs from machine to machine.
    written[_SQLITE_VERSION_OFFSET : _SQLITE_VERSION_OFFSET + 4] = bytes(4)
    return bytes(written)


@contextmanager
def _scratch_file() -> Iterator[Path]:
    """A path for a database, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="ipt-cards-") as folder:
        yield Path(folder) / "collection.anki2"


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    member = zipfile.ZipInfo(name, _ZIP_EPOCH)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = _UNIX
    member.external_attr = 0o644 << 16
    archive.writestr(member, content, compresslevel=COMPRESSION_LEVEL)
