"""Opening a collection of Anki's, from a package (.apkg, .colpkg) or as it is (collection.anki2).

The file is only ever read. It may come from a stranger: nothing in it is run, nothing is believed
before it was looked at, and memory doesn't grow with it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from ipt_cards.anki.reading import note_types, rows
from ipt_cards.anki.reading.archive import LARGEST_COLLECTION, Archive
from ipt_cards.anki.reading.days import calendar_of, first_day_of
from ipt_cards.anki.reading.errors import AnkiFileError, NewerAnkiError
from ipt_cards.anki.reading.media import PackageMedia, media_in
from ipt_cards.anki.reading.note_types import AnkiNoteType
from ipt_cards.anki.reading.rows import AnkiCard, AnkiNote, AnkiReview
from ipt_cards.scheduling.day import Calendar, Day
from ipt_cards.scratch_folder import scratch_folder
from ipt_cards.sqlite_guard import guard, tables_of

T = TypeVar("T")

_ZSTD_MEMBER = "collection.anki21b"
_MEMBERS = (_ZSTD_MEMBER, "collection.anki21", "collection.anki2")
"""Where a package has the collection. The first there is counts: the others are then dummies that
tell an older Anki to update."""

_OLDEST_SCHEMA, _NEWEST_SCHEMA = 11, 18
_TABLES = frozenset({"col", "notes", "cards", "revlog"})
_PATIENCE_S = 1
"""An Anki that is closing lets go within that; one that runs doesn't."""

_ZIP, _SQLITE = b"PK\x03\x04", b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class AnkiCollection:
    """An open collection. Everything it gives is of one moment.

    path: the file it was opened from. media: those of a package; None for a bare collection, which
    has them in a folder beside it.

    Reading raises AnkiFileError for what Anki never writes.
    """

    path: Path
    connection: sqlite3.Connection
    media: PackageMedia | None

    @property
    def media_folder(self) -> Path:
        """Where a bare collection has its media."""
        return self.path.with_suffix(".media")

    def notes(self, holding: str = "") -> Iterator[AnkiNote]:
        """All notes, or those with a text in a field, in the order of their ids."""
        return _explained_rows(rows.notes_of(self.connection, holding), self.path)

    def cards(self) -> Iterator[AnkiCard]:
        """All cards, in the order of their ids."""
        return _explained_rows(rows.cards_of(self.connection), self.path)

    def reviews(self) -> Iterator[AnkiReview]:
        """The whole review log, in the order of time."""
        return _explained_rows(rows.reviews_of(self.connection), self.path)

    def note_types(self) -> dict[int, AnkiNoteType]:
        """The note types by id."""
        with _explained(self.path):
            return note_types.note_types_of(self.connection)

    def deck_names(self) -> dict[int, str]:
        """The decks' whole names (`Parent::Child`) by id."""
        with _explained(self.path):
            return note_types.deck_names_of(self.connection)

    def first_day(self, zone: tzinfo) -> Day:
        """The date from which cards' due days are counted; `zone` is the learner's."""
        with _explained(self.path):
            return first_day_of(self.connection, zone)

    def calendar(self, learners: Calendar) -> Calendar:
        """The days that its answers were given on, which the learner's may differ from."""
        with _explained(self.path):
            return calendar_of(self.connection, learners)


@contextmanager
def open_collection(path: Path) -> Iterator[AnkiCollection]:
    """The collection in the file at `path`, as long as the context lasts.

    Raises AnkiFileError for a file that is none of Anki's, damaged, too large to be true, held by a
    running Anki or (NewerAnkiError) of a newer Anki; OSError if it can't be read.
    """
    with path.open("rb") as file:
        start = file.read(len(_SQLITE))
        file.seek(0)
        if start.startswith(_ZIP):
            with scratch_folder() as folder:
                archive = Archive(file, path)
                unpacked = folder / "collection.db"
                member = _unpack(archive, unpacked, path)
                media = media_in(archive, path, zstd=member == _ZSTD_MEMBER)
                with _opened(unpacked, path) as connection:
                    yield AnkiCollection(path, connection, media)
            return
    if start != _SQLITE:
        raise AnkiFileError(
            f"{path} is neither a package (.apkg, .colpkg) nor a collection of Anki's. "
            "In Anki, choose File > Export."
        )
    with _opened(path, path) as connection:
        yield AnkiCollection(path, connection, media=None)


def _unpack(archive: Archive, target: Path, path: Path) -> str:
    member = next((name for name in _MEMBERS if name in archive.names), None)
    if member is None:
        raise AnkiFileError(
            f"{path} is a zip archive, but holds no collection of Anki's. "
            "In Anki, choose File > Export."
        )
    archive.unpack(member, target, LARGEST_COLLECTION, zstd=member == _ZSTD_MEMBER)
    return member


@contextmanager
def _opened(database: Path, path: Path) -> Iterator[sqlite3.Connection]:
    # Reading a WAL database makes files beside it, unless SQLite is told that nobody writes to it.
    at_rest = not Path(f"{database}-wal").exists()
    uri = f"file:{quote(database.resolve().as_posix())}?{'immutable=1' if at_rest else 'mode=ro'}"
    with _explained(path):
        connection = sqlite3.connect(uri, timeout=_PATIENCE_S, uri=True, isolation_level=None)
    with closing(connection):
        with _explained(path):
            _prepare(connection, path)
        yield connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    # Names are compared by Anki's own rule, for which case doesn't count.
    connection.create_collation("unicase", _unicase)
    guard(connection)
    connection.execute("BEGIN")
    if not tables_of(connection) >= _TABLES:
        raise AnkiFileError(f"{path} is a database, but not a collection of Anki's.")
    row = connection.execute("SELECT ver FROM col").fetchone()
    version = row[0] if row else None
    if not isinstance(version, int) or version < _OLDEST_SCHEMA:
        raise AnkiFileError(
            f"{path} is of an Anki too old to be read (format {version}): open it in a current Anki"
            " and export it again."
        )
    if version > _NEWEST_SCHEMA:
        raise NewerAnkiError(
            f"{path} is of a newer Anki (format {version}; {_NEWEST_SCHEMA} is known): update "
            'ipt-cards, or export from Anki with "Support older Anki versions" ticked.'
        )


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise AnkiFileError(f"Anki holds {path}: close Anki, then try again.") from error
        raise AnkiFileError(f"{path} is damaged ({error}). Export it from Anki again.") from error
    except (ValueError, OverflowError) as error:
        raise AnkiFileError(f"{path} is damaged: {error}.") from error


def _explained_rows(rows: Iterator[T], path: Path) -> Iterator[T]:
    with _explained(path):
        yield from rows


def _unicase(one: str, other: str) -> int:
    a, b = one.casefold(), other.casefold()
    return (a > b) - (a < b)
