"""A deck as an Anki package (.apkg): the same bytes for the same deck and time stamp."""

import hashlib
import io
import itertools
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ipt_cards.anki.identity import card_keys
from ipt_cards.anki.origin import Origin
from ipt_cards.anki.packaged_content import TopicOverview
from ipt_cards.anki.packaging.packaged_note import PackagedNote, Packer
from ipt_cards.anki.packaging.tables import AnkiDeck, tables_of
from ipt_cards.anki.time_stamps.stamps import MediumSign, Stamps, note_type_digest
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.markup.html import to_html
from ipt_cards.deck.markup.parser import MEDIA_SUFFIXES
from ipt_cards.deck.media_files.media import MediaFolder, collected_names, media_in_deck
from ipt_cards.scratch_folder import scratch_folder

if TYPE_CHECKING:
    from ipt_cards.anki.packaging.packaged_progress import PackagedProgress

COMPRESSION_LEVEL = 4
"""Half the time of zlib's usual 6, for a package two per cent larger."""

PACKED_SUFFIXES = MEDIA_SUFFIXES - {".svg", ".wav"}
"""The endings of media that hardly get smaller, and take long at that."""

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_COLLECTION = "collection.anki2"
_SQLITE_VERSION_OFFSET = 96
_NEWEST = "SELECT max(mod) FROM (SELECT mod FROM notes UNION ALL SELECT mod FROM cards)"
_FIELD_SEPARATOR = "\x1f"

# The columns of Anki's schema 11: id, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data
_INSERT_NOTE = "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')"
# and id, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses, left, odue, odid,
# flags, data: as a new card has them, due in the order of learning.
_INSERT_CARD = "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')"


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was made.

    newest: the latest time stamp of its notes and cards, in seconds since the epoch; None without
    any. topics: in the deck's order. notes, note_types: their time stamps and digests, by GUID and
    by id. media: the signs of its media by name.
    """

    newest: int | None
    topics: Sequence[TopicOverview]
    notes: Mapping[str, tuple[int, str]]
    note_types: Mapping[int, tuple[int, str]]
    media: Mapping[str, MediumSign]


def package(  # noqa: PLR0913 - what a package is made of
    deck: Deck,
    media: MediaFolder,
    time_stamp: int,
    *,
    origin: Origin | None = None,
    edited: Collection[str] = (),
    progress: "PackagedProgress | None" = None,
) -> bytes:
    """The bytes of the deck's package.

    time_stamp: when the deck and all of its notes were last edited, in seconds since the epoch.
    Anki updates a note that it has only from a package with a later one. origin, edited: see
    Packer.
    progress: what is to be carried along; without it, all cards are new.

    Raises OSError where a medium can't be read.
    """
    origin = origin or Origin()
    names = names_of_media(deck, origin)
    packer = Packer(deck, origin, names, Stamps(lambda *_: time_stamp), edited)
    paths = {written: media.locate(written) for written in names}
    container = io.BytesIO()
    write_package(container, packer, paths, time_stamp, progress)
    return container.getvalue()


def write_package(
    into: BinaryIO,
    packer: Packer,
    paths: Mapping[str, Path],
    time_stamp: int,
    progress: "PackagedProgress | None",
) -> Package:
    """Write the package of the packer's deck to an empty file. Media are read once, one by one.

    paths: where the packer's media are, as written. The rest is as `package` has it.
    """
    signs: dict[str, MediumSign] = {}
    kind = zipfile.ZIP_DEFLATED
    with (
        _scratch_file() as file,
        zipfile.ZipFile(into, "w", kind, compresslevel=COMPRESSION_LEVEL) as archive,
    ):
        collection = _write_collection(file, packer, progress, time_stamp)
        with file.open("rb") as content, archive.open(_COLLECTION, "w") as member:
            shutil.copyfileobj(content, member)  # never whole in memory, for it may be large
        _sign(archive.getinfo(_COLLECTION))
        listed = sorted((name, paths[written]) for written, name in packer.names.items())
        index = {str(number): name for number, (name, _) in enumerate(listed)}
        _add(archive, "media", json.dumps(index, ensure_ascii=False).encode())
        for number, (name, path) in enumerate(listed):
            is_packed = path.suffix.lower() in PACKED_SUFFIXES
            _add(archive, str(number), path.read_bytes(), is_packed=is_packed)
            info = archive.getinfo(str(number))
            signs[name] = (info.file_size, info.CRC)
    return replace(collection, media=signs)


def names_of_media(deck: Deck, origin: Origin) -> dict[str, str]:
    """The name in Anki of all that the deck's notes show or play, by its path in the deck."""
    return collected_names(deck.id, media_in_deck(deck), origin.media)


def _decks(packer: Packer, topics: Sequence[TopicOverview]) -> list[AnkiDeck]:
    """The decks of a package, the one that has all others first."""
    origin = packer.origin
    decks: dict[str, AnkiDeck] = {}
    for topic, said in zip(packer.deck.topics, topics, strict=True):
        name = _subdeck_name(packer, topic)
        also = decks.get(name, AnkiDeck(_deck_id(name), name))
        adopted, ours = [*also.adopted, *said.adopted], [*also.ours, *said.ours]
        decks[name] = also._replace(adopted=adopted, ours=ours)
    top = _deck_name(packer)
    if top in decks or not origin.decks or "" in origin.decks:
        also = decks.get(top, AnkiDeck(_deck_id(top), top))
        decks[top] = also._replace(description=_description(packer.deck))
    return sorted(decks.values(), key=lambda each: each.name != top)


def _description(deck: Deck) -> str:
    said = [to_html(deck.description)] if deck.description else []
    return "\n\n".join([*said, *([f"Version {escape(deck.version)}"] if deck.version else [])])


def _stamp_note_types(
    connection: sqlite3.Connection, stamps: Stamps, time_stamp: int
) -> dict[int, tuple[int, str]]:
    (models,) = connection.execute("SELECT models FROM col").fetchone()
    note_types = json.loads(models)
    for said in note_types.values():
        if said["mod"]:  # an adopted one says that it is older than any other
            said["mod"] = stamps.of_note_type(said, time_stamp)
    connection.execute("UPDATE col SET models = ?", (json.dumps(note_types),))
    return {int(each): (said["mod"], note_type_digest(said)) for each, said in note_types.items()}


def _write_notes(
    connection: sqlite3.Connection,
    packed: Iterable[PackagedNote],
    deck_id: int,
    ids: Iterator[int],
    position_of: Callable[[str], int],
) -> None:
    # genanki would write row by row, after looking for cards and faulty HTML that it can't tell
    # from ours. Written a topic at a time, so that not all rows are in memory at once.
    notes: list[tuple[int | str, ...]] = []
    cards: list[tuple[int, ...]] = []
    for content, modified in packed:
        note_id = next(ids)
        position = position_of(content.note_id)
        notes.append(
            (
                note_id,
                content.guid,
                content.note_type,
                modified,
                f" {' '.join(content.tags)} ",
                _FIELD_SEPARATOR.join(content.fields),
                content.fields[0],
            )
        )
        cards += [
            (next(ids), note_id, deck_id, ordinal, modified, position)
            for ordinal in content.ordinals
        ]
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


def _write_collection(
    path: Path, packer: Packer, progress: "PackagedProgress | None", time_stamp: int
) -> Package:
    """Write the collection of a package that has no content yet."""
    topics = [packer.overview_of(topic) for topic in packer.deck.topics]
    notes: dict[str, tuple[int, str]] = {}
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(
                "PRAGMA page_size = 4096; PRAGMA auto_vacuum = NONE;"
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            )
            ids = itertools.count(time_stamp * 1000)
            entries = packer.known.entries if packer.known else None
            connection.executescript(tables_of(_decks(packer, topics), packer.origin, entries))
            note_types = _stamp_note_types(connection, packer.stamps, time_stamp)
            for topic, overview in zip(packer.deck.topics, topics, strict=True):
                packed = list(packer.packed_in(topic, overview))
                deck_id = _deck_id(_subdeck_name(packer, topic))
                _write_notes(connection, packed, deck_id, ids, packer.deck.position)
                notes |= {content.guid: (modified, content.digest) for content, modified in packed}
            if progress is not None:
                from ipt_cards.anki.packaging.packaged_progress import (  # noqa: PLC0415 - not often
                    write_progress,
                )

                write_progress(connection, progress, card_keys(packer.deck))
            (newest,) = connection.execute(_NEWEST).fetchone()
            connection.commit()
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise  # our own mistake
    except sqlite3.DatabaseError as error:
        raise OSError(f"the package can't be written in {path.parent}: {error}") from error
    with path.open("r+b") as file:
        # SQLite signs a file with its own version, which differs from machine to machine.
        file.seek(_SQLITE_VERSION_OFFSET)
        file.write(bytes(4))
    return Package(newest, topics, notes, note_types, {})


@contextmanager
def _scratch_file() -> Iterator[Path]:
    """A path for a database, in a folder that is gone afterwards."""
    with scratch_folder() as folder:
        yield folder / "collection.anki2"


def _add(archive: zipfile.ZipFile, name: str, content: bytes, *, is_packed: bool = False) -> None:
    member = zipfile.ZipInfo(name, _ZIP_EPOCH)
    member.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    _sign(member)
    archive.writestr(member, content, compresslevel=COMPRESSION_LEVEL)


def _sign(member: zipfile.ZipInfo) -> None:
    """Say the same of who wrote a member on every machine. Its date is the first that zip knows."""
    member.create_system = _UNIX
    member.external_attr = 0o644 << 16
