"""Saving what is readable of a damaged progress file in a new one.

The damaged file is only read, page by page, so that no damage keeps what lies on another page from
being found. Since entries are never changed, an old copy of a page, such as the write-ahead log
holds, has nothing wrong on it either: all that is found is united.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ipt_cards.progress.entries import Burial, Entry, Move, Retraction, Review, Suspension, dated
from ipt_cards.progress.errors import NotAProgressFileError, explained
from ipt_cards.progress.merge import union
from ipt_cards.progress.storage import tables
from ipt_cards.progress.storage.database import connect, transaction
from ipt_cards.progress.storage.new_file import new_file
from ipt_cards.progress.storage.pages import HEADER_SIZE, MAGIC, Row, UnreadablePageError, rows_on
from ipt_cards.scheduling.day import Calendar

DEFAULT_PAGE_SIZE = 4096
WAL_HEADER_SIZE = 32
WAL_FRAME_HEADER_SIZE = 24


@dataclass(frozen=True, slots=True)
class Recovery:
    """How many entries were saved, and how many pages could not be read to their end."""

    entries: int
    unreadable_pages: int


def recover(damaged: Path, target: Path, calendar: Calendar) -> Recovery:
    """Save the readable entries of the file `damaged` in a new progress file at `target`.

    calendar: gives their days to reviews that don't tell them.

    Raises ProgressError when there is something at `target` already, when a file can't be read or
    written, or when there is no entry to save; there is then no new file.
    """
    unreadable = 0
    found: list[Entry] = []
    with explained(damaged):
        for page, start in _pages(damaged):
            try:
                found.extend(entry for row in rows_on(page, start) if (entry := _entry_of(row)))
            except UnreadablePageError:
                unreadable += 1
    entries, _ = union(found)
    if not entries:
        raise NotAProgressFileError(
            f"There is no readable entry in {damaged}. It was left as it is. Go back to one of the "
            "backups beside it, if there are any."
        )
    _write_new(target, entries, calendar)
    return Recovery(len(entries), unreadable)


def _pages(damaged: Path) -> Iterator[tuple[bytes, int]]:
    with damaged.open("rb") as stream:
        header = stream.read(HEADER_SIZE)
        size = _page_size(header)
        stream.seek(0)
        start = HEADER_SIZE
        while page := stream.read(size):
            yield page, start
            start = 0
    ahead = damaged.with_name(damaged.name + "-wal")
    if not ahead.exists():
        return
    with ahead.open("rb") as stream:
        stream.seek(WAL_HEADER_SIZE)
        while len(frame := stream.read(WAL_FRAME_HEADER_SIZE)) == WAL_FRAME_HEADER_SIZE:
            first_page = int.from_bytes(frame[:4], "big") == 1
            if page := stream.read(size):
                yield page, HEADER_SIZE if first_page else 0


def _page_size(header: bytes) -> int:
    if not header.startswith(MAGIC):
        return DEFAULT_PAGE_SIZE
    size = int.from_bytes(header[16:18], "big")
    return 65_536 if size == 1 else size or DEFAULT_PAGE_SIZE


def _entry_of(row: Row) -> Entry | None:
    # An index has the same columns as some table, but never an id first that is above the second.
    kind: type[Entry]
    match row:
        case (str(), str(), int(), int(), str()) | (str(), str(), int(), int(), str(), int()):
            kind = Review  # of the first edition's five columns, or with its day
        case (str(), str(), 0 | 1):
            kind = Suspension
        case (str(), str(), int()):
            kind = Burial
        case (str(), str(), str()):
            kind = Move
        case (str(identifier), str(target)) if identifier > target:
            kind = Retraction
        case _:
            return None
    try:
        told = tuple(value for value in row if value is not None)
        return tables.entry_of(kind, (*told, 0) if len(told) == 5 else told)
    except (ValueError, OverflowError):
        return None


def _write_new(target: Path, entries: list[Entry], calendar: Calendar) -> None:
    with (
        explained(target),
        new_file(target) as partial,
        closing(connect(partial, calendar, known_as=target)) as connection,
    ):
        with transaction(connection):
            for entry in entries:
                tables.insert(connection, dated(entry, calendar))
        # Out of the write-ahead log, which stays behind: closing wouldn't say if there is no room.
        connection.execute("PRAGMA journal_mode = DELETE")
