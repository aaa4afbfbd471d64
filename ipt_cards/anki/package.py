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

from ipt_cards.anki.carried import CarriedProgress, write_progress
from ipt_cards.anki.fields import field_values, note_type_of
from ipt_cards.anki.identity import card_keys, guid_of, ordinal_of
from ipt_cards.anki.note_types import model
from ipt_cards.deck.card import cards_of
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.markup import media_of, to_html
from ipt_cards.deck.media import MediaFolder, collected_name
from ipt_cards.deck.note import Note, texts_by_key

COMPRESSION_LEVEL = 6
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_SQLITE_VERSION_OFFSET = 96


def package(
    deck: Deck, media: MediaFolder, time_stamp: int, progress: CarriedProgress | None = None
) -> bytes:
    """The bytes of the deck's package.

    time_stamp: when the deck was last edited, in seconds since the epoch. Anki updates a note that
    it has only from a package with a later one.
    progress: what is to be carried along; without it, all cards are new.

    Raises OSError where a medium can't be read.
    """
    names = {written: collected_name(deck.id, written) for written in _media_of(deck)}
    paths = {name: media.locate(written) for written, name in names.items()}
    container = io.BytesIO()
    with zipfile.ZipFile(container, "w") as archive:
        _add(archive, "collection.anki2", _collection(deck, names, time_stamp, progress))
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


class _Note(genanki.Note):  # type: ignore[misc] # genanki is untyped
    """A note whose cards are the ones our deck has, whatever genanki makes of its templates."""

    def __init__(self, note: Note, topic: Topic, deck: Deck, names: dict[str, str]) -> None:
        super().__init__(
            model=model(note_type_of(note)),
            fields=field_values(note, topic, deck, names.__getitem__),
            tags=note.tags,
            guid=guid_of(deck, note),
        )
        self._cards = [genanki.Card(ordinal_of(card)) for card in cards_of(note)]

    @property
    def cards(self) -> list[genanki.Card]:
        return self._cards


def _media_of(deck: Deck) -> Iterator[str]:
    for note in deck.notes():
        for _, text in texts_by_key(note):
            yield from media_of(text)


def _genanki_decks(deck: Deck, names: dict[str, str]) -> Iterator[genanki.Deck]:
    yield genanki.Deck(_deck_id(deck.name), deck.name, to_html(deck.description))
    for topic in deck.topics:
        name = f"{deck.name}::{topic.name}"
        subdeck = genanki.Deck(_deck_id(name), name)
        for note in topic.notes:
            subdeck.add_note(_Note(note, topic, deck, names))
        yield subdeck


def _deck_id(name: str) -> int:
    # Anki matches decks by name, so the id has only to be stable and unlike any other's.
    digest = hashlib.sha256(f"ipt-cards deck {name}".encode()).digest()
    return (1 << 30) + int.from_bytes(digest[:8]) % (1 << 30)


def _collection(
    deck: Deck, names: dict[str, str], time_stamp: int, progress: CarriedProgress | None
) -> bytes:
    with _scratch_file() as path:
        try:
            with closing(sqlite3.connect(path)) as connection:
                connection.executescript(
                    "PRAGMA page_size = 4096; PRAGMA auto_vacuum = NONE;"
                    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                )
                ids = itertools.count(time_stamp * 1000)
                decks = list(_genanki_decks(deck, names))
                genanki.Package(decks).write_to_db(connection.cursor(), time_stamp, ids)
                if progress is not None:
                    write_progress(connection, progress, card_keys(deck))
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
