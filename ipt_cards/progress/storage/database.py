"""The progress file: made, opened and migrated."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ipt_cards.atomic_file import PRIVATE_FILE, private_folder
from ipt_cards.progress.entry_id import instant_ms, least_id
from ipt_cards.progress.errors import explained, newer_version, not_a_progress_file
from ipt_cards.scheduling.day import Calendar, Day

APPLICATION_ID = 0x69707463
"""`iptc`, in the file's header: tells our files from other programs' databases."""

MIGRATIONS: tuple[str, ...] = tuple(
    Path(__file__).with_name(name).read_text(encoding="utf-8")
    for name in ("schema.sql", "card_memory.sql", "review_day.sql")
)
"""SQL that leads from each `user_version` to the next; the first makes an empty file ours."""

BUSY_TIMEOUT_MS = 10_000

Identity = tuple[int, int]


def connect(
    path: Path,
    calendar: Calendar,
    busy_timeout_ms: int = BUSY_TIMEOUT_MS,
    *,
    known_as: Path | None = None,
) -> sqlite3.Connection:
    """Open the progress file at `path`, made (0600, in a 0700 folder) if there is none.

    A file of an older version is migrated, after a backup; where its reviews don't tell their days,
    the calendar does.
    known_as: the file that the person named, where that at `path` is to become it.
    Raises a ProgressError that says what to do when the file can't be used.
    """
    with explained(known_as or path):
        _make_private(path)
        connection = sqlite3.connect(path, timeout=busy_timeout_ms / 1000, isolation_level=None)
        try:
            _prepare(connection, path, calendar)
        except BaseException:
            connection.close()
            raise
        return connection


def identity(path: Path) -> Identity | None:
    """What tells the file at `path` from any that takes its place; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything inside happens, durably, or nothing does; no other process writes meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything read inside is of one moment, while other processes may write."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _make_private(path: Path) -> None:
    if path.exists():
        if not (path.is_file() or path.is_dir()):
            raise not_a_progress_file(path)
        return
    private_folder(path.parent)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))


def _prepare(connection: sqlite3.Connection, path: Path, calendar: Calendar) -> None:
    _check_ours(connection, path)
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    if _version(connection) < len(MIGRATIONS):
        _migrate(connection, path, calendar)


def _check_ours(connection: sqlite3.Connection, path: Path) -> None:
    # All of one moment, for another process may be making the file.
    with snapshot(connection):
        [application] = connection.execute("PRAGMA application_id").fetchone()
        [tables] = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        version = _version(connection)
    if application != APPLICATION_ID and (application or tables):
        raise not_a_progress_file(path)
    if version > len(MIGRATIONS):
        raise newer_version(path, version, len(MIGRATIONS))


def _write_ahead(connection: sqlite3.Connection) -> None:
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        # Two processes make the file at once. SQLite doesn't wait in this one statement, so wait
        # for the other to be done in one where it does.
        with transaction(connection):
            pass
        connection.execute("PRAGMA journal_mode = WAL")


def _version(connection: sqlite3.Connection) -> int:
    [version] = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _migrate(connection: sqlite3.Connection, path: Path, calendar: Calendar) -> None:
    if _version(connection):
        from ipt_cards.progress.storage.backup import back_up  # noqa: PLC0415 - once a release

        back_up(connection, path, "migration")
    told_by = calendar.zone_name, calendar.rollover_hour
    connection.create_function("learners_day", 1, _day_teller(calendar))
    connection.create_function("learners_zone", 0, lambda: told_by[0])
    connection.create_function("learners_rollover_hour", 0, lambda: told_by[1])
    with transaction(connection):
        # Read again: another process may have migrated meanwhile.
        for version in range(_version(connection), len(MIGRATIONS)):
            for statement in statements(MIGRATIONS[version]):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {version + 1}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _day_teller(calendar: Calendar) -> Callable[[str], int]:
    day, first, end = Day(0), "", ""

    def learners_day(identifier: str) -> int:
        # A log holds many reviews a day: the day is computed once, and its ends compared as ids.
        nonlocal day, first, end
        if not first <= identifier < end:
            try:
                day = calendar.day(instant_ms(identifier))
            except (ValueError, OverflowError):  # a damaged row, of which `progress check` tells
                return 1
            first = least_id(max(0, calendar.start_ms(day)))
            end = least_id(calendar.start_ms(Day(day + 1)))
        return day

    return learners_day


def statements(script: str) -> Iterator[str]:
    """A script's statements: executescript would commit the transaction that they belong to."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
