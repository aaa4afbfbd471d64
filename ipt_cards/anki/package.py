"""A deck as an Anki package (.apkg): the same bytes for the same deck and time stamp."""

import hashlib
import io
import itertools
import json
import sqlite3
import zipfile
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from html import escape
from pathlib import Path

import genanki

from ipt_cards.anki.fields import note_type_of
from ipt_cards.anki.identity import card_keys, ordinal_of
from ipt_cards.anki.note_types import adopted_model, model, with_notes
from ipt_cards.anki.origin import Origin
from ipt_cards.anki.packaged_note import Packer
from ipt_cards.anki.packaged_progress import PackagedProgress, write_progress
from ipt_cards.anki.time_stamps.stamps import Stamps
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.markup.html import to_html
from ipt_cards.deck.media_files.media import MediaFolder, collected_name, media_in
from ipt_cards.deck.note import Note
from ipt_cards.scratch_folder import scratch_folder

COMPRESSION_LEVEL = 4
"""Half the time of zlib's usual 6, for a package two per cent larger."""

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_SQLITE_VERSION_OFFSET = 96
_NEWEST = "SELECT max(mod) FROM (SELECT mod FROM notes UNION ALL SELECT mod FROM cards)"
_FIELD_SEPARATOR = "\x1f"

# The columns of Anki's schema 11: id, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data
_INSERT_NOTE = "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')"
# and id, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses, left, odue, odid,
# flags, data: as a new card has them, due in the order of learning.
_INSERT_CARD = "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')"


def package(  # noqa: PLR0913 - what a package is made of
    deck: Deck,
    media: MediaFolder,
    time_stamp: int,
    *,
    origin: Origin | None = None,
    edited: Collection[str] = (),
    progress: PackagedProgress | None = None,
    stamps: Stamps | None = None,
) -> bytes:
    """The bytes of the deck's package.

    time_stamp: when the deck was last edited, in seconds since the epoch. Anki updates a note that
    it has only from a package with a later one. stamps: gives each note its own, where given.
    origin, edited: see Packer.
    progress: what is to be carried along; without it, all cards are new.

    Raises OSError where a medium can't be read.
    """
    origin = origin or Origin()
    names = {
        written: origin.media.get(written) or collected_name(deck.id, written)
        for written in media_in(deck.notes())
    }
    packer = Packer(deck, origin, names, stamps or Stamps(lambda *_: time_stamp), edited)
    paths = {name: media.locate(written) for written, name in names.items()}
    container = io.BytesIO()
    with zipfile.ZipFile(container, "w") as archive:
        _add(archive, "collection.anki2", _collection(packer, progress, time_stamp))
        listed = sorted(paths.items())
        index = {str(number): name for number, (name, _) in enumerate(listed)}
        _add(archive, "media", json.dumps(index, ensure_ascii=False).encode())
        for number, (_, path) in enumerate(listed):
            _add(archive, str(number), path.read_bytes())
    return container.getvalue()


def media_paths(deck: Deck, media: MediaFolder) -> list[Path]:
    """The files of all media that the deck's notes show or play."""
    return sorted({media.locate(written) for written in media_in(deck.notes())})


def time_stamp_of(package_bytes: bytes) -> int | None:
    """The time stamp that a package was built with; None for what is no package of ours."""
    try:
        with zipfile.ZipFile(io.BytesIO(package_bytes)) as archive:
            collection = archive.read("collection.anki2")
        with _scratch_file() as path:
            path.write_bytes(collection)
            with closing(sqlite3.connect(path)) as connection:
                (stamp,) = connection.execute(_NEWEST).fetchone()
    except (zipfile.BadZipFile, KeyError, sqlite3.DatabaseError, NotImplementedError):
        return None
    return stamp if isinstance(stamp, int) else None


def _write_decks(
    connection: sqlite3.Connection, packer: Packer, ids: Iterator[int], time_stamp: int
) -> None:
    """Make Anki's tables, with the deck, its subdecks and their note types, but no notes."""
    deck, origin = packer.deck, packer.origin
    names = [_subdeck_name(packer, topic) for topic in deck.topics]
    decks = {name: genanki.Deck(_deck_id(name), name) for name in names}
    top = _deck_name(packer)
    if top in decks or not origin.decks or "" in origin.decks:
        decks[top] = genanki.Deck(_deck_id(top), top, _description(deck))
    for name, topic in zip(names, deck.topics, strict=True):
        adopted = {origin.notes[n.guid].note_type for n in topic.notes if n.guid}
        for note_type in sorted(adopted & origin.note_types.keys()):
            decks[name].add_model(adopted_model(origin.note_types[note_type]))
        for ours in dict.fromkeys(
            note_type_of(n) for n in topic.notes if not _is_adopted(n, origin)
        ):
            has_words = ours.id in origin.words.note_types
            decks[name].add_model(model(with_notes(ours) if has_words else ours))
    ordered = sorted(decks.values(), key=lambda each: each.name != top)
    genanki.Package(ordered).write_to_db(connection.cursor(), time_stamp, ids)
    _stamp_note_types(connection, packer.stamps, time_stamp)


def _description(deck: Deck) -> str:
    said = [to_html(deck.description)] if deck.description else []
    return "\n\n".join([*said, *([f"Version {escape(deck.version)}"] if deck.version else [])])


def _stamp_note_types(connection: sqlite3.Connection, stamps: Stamps, time_stamp: int) -> None:
    (models,) = connection.execute("SELECT models FROM col").fetchone()
    note_types = json.loads(models)
    for said in note_types.values():
        if said["mod"]:  # an adopted one says that it is older than any other
            said["mod"] = stamps.of_note_type(said, time_stamp)
    connection.execute("UPDATE col SET models = ?", (json.dumps(note_types),))


def _is_adopted(note: Note, origin: Origin) -> bool:
    return bool(note.guid) and bool(origin.notes[note.guid].fields)


def _write_notes(
    connection: sqlite3.Connection, packer: Packer, topic: Topic, ids: Iterator[int]
) -> None:
    # genanki would write row by row, after looking for cards and faulty HTML that it can't tell
    # from ours. Written a topic at a time, so that not all rows are in memory at once.
    deck_id = _deck_id(_subdeck_name(packer, topic))
    notes: list[tuple[int | str, ...]] = []
    cards: list[tuple[int, ...]] = []
    for note in topic.notes:
        packed = packer.packed(note, topic)
        if packed is None:
            continue
        note_id = next(ids)
        position = packer.deck.position(note.id)
        notes.append(
            (
                note_id,
                packed.guid,
                packed.note_type,
                packed.modified,
                f" {' '.join(packed.tags)} ",
                _FIELD_SEPARATOR.join(packed.fields),
                packed.fields[0],
            )
        )
        cards += (
            (next(ids), note_id, deck_id, ordinal_of(card), packed.modified, position)
            for card in packed.cards
        )
    connection.executemany(_INSERT_NOTE, notes)
    connection.executemany(_INSERT_CARD, cards)


def _deck_name(packer: Packer) -> str:
    return packer.origin.decks.get("", packer.deck.name)


def _subdeck_name(packer: Packer, topic: Topic) -> str:
    return packer.origin.decks.get(topic.name, f"{_deck_name(packer)}::{topic.name}")


def _deck_id(name: str) -> int:
    # Anki matches decks by name, so the id has only to be stable and unlike any other's. The deck
    # that every collection has is 1.
    if name == "Default":
        return 1
    digest = hashlib.sha256(f"ipt-cards deck {name}".encode()).digest()
    return (1 << 30) + int.from_bytes(digest[:8]) % (1 << 30)


def _collection(packer: Packer, progress: PackagedProgress | None, time_stamp: int) -> bytes:
    with _scratch_file() as path:
        try:
            with closing(sqlite3.connect(path)) as connection:
                connection.executescript(
                    "PRAGMA page_size = 4096; PRAGMA auto_vacuum = NONE;"
                    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                )
                ids = itertools.count(time_stamp * 1000)
                _write_decks(connection, packer, ids, time_stamp)
                for topic in packer.deck.topics:
                    _write_notes(connection, packer, topic, ids)
                if progress is not None:
                    write_progress(connection, progress, card_keys(packer.deck))
                connection.commit()
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
            raise  # our own mistake
        except sqlite3.DatabaseError as error:
            raise OSError(f"the package can't be written in {path.parent}: {error}") from error
        written = bytearray(path.read_bytes())
    # SQLite signs a file with its own version, which differs from machine to machine.
    written[_SQLITE_VERSION_OFFSET : _SQLITE_VERSION_OFFSET + 4] = bytes(4)
    return bytes(written)


@contextmanager
def _scratch_file() -> Iterator[Path]:
    """A path for a database, in a folder that is gone afterwards."""
    with scratch_folder() as folder:
        yield folder / "collection.anki2"


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    member = zipfile.ZipInfo(name, _ZIP_EPOCH)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = _UNIX
    member.external_attr = 0o644 << 16
    archive.writestr(member, content, compresslevel=COMPRESSION_LEVEL)
