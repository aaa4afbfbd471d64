"""Which file of the folder is this device's, and that only one process writes to it at a time.

Both are one small SQLite file on this machine, outside the folder: the name of the file to write
to, and, for a lock that Windows has too and that no crash leaves behind, a transaction.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ipt_cards.atomic_file import private_folder
from ipt_cards.deck.text import suggested_identifier
from ipt_cards.progress.errors import LockedFileError, SyncError

SUFFIX = ".jsonl"

_LONGEST_NAME = 40
_TABLE = """
CREATE TABLE IF NOT EXISTS device (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    name     TEXT    NOT NULL
) STRICT
"""


def file_safe(name: str) -> str:
    """A name as it stands in file names on every system: small letters a to z, digits, hyphens.

    Empty where nothing of the name is left.
    """
    return suggested_identifier(name)[:_LONGEST_NAME].strip("-")


class Device:
    """This device, as long as its lock is held. `name` is what its file bears: laptop-3f2a9c."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, name: str, recorded: str | None
    ) -> None:
        self._connection = connection
        self._path = path
        self._recorded = recorded
        self.name = name

    @property
    def file_name(self) -> str:
        """The name of its file."""
        return self.name + SUFFIX

    def rename(self, tag: str) -> None:
        """Have another file from now on, told from that of before by `tag`."""
        self.name = f"{_without_tag(self.name)}-{tag}"

    def record(self) -> None:
        """Keep the name, also if this process ends in the next moment.

        What is written to a file must find its name recorded: a device that forgot would leave a
        file behind at every crash.
        """
        if self.name == self._recorded:
            return
        with _explained(self._path):
            self._connection.execute("INSERT OR REPLACE INTO device VALUES (1, ?)", (self.name,))
            self._connection.execute("COMMIT")
            self._connection.execute("BEGIN IMMEDIATE")
        self._recorded = self.name


@contextmanager
def device(
    path: Path, name: str, tag: str, *, renamed: bool = False, wait_ms: int = 10_000
) -> Iterator[Device]:
    """This device as recorded in the file at `path`, for one process at a time.

    name: what a person calls it, in letters that are `file_safe`.
    tag: a few random letters and digits, which tell it from another of that name.
    renamed: whether `name` holds also where another is recorded.
    wait_ms: how long to wait for another process.

    Raises LockedFileError where that was not enough, SyncError where the file can't be used.
    """
    with _explained(path):
        private_folder(path.parent)
        connection = sqlite3.connect(path, timeout=wait_ms / 1000, isolation_level=None)
    with closing(connection):
        with _explained(path):
            connection.execute(_TABLE)
            connection.execute("BEGIN IMMEDIATE")
            [recorded] = connection.execute("SELECT name FROM device").fetchone() or (None,)
        known_as = recorded or f"{name}-{tag}"
        if renamed and _without_tag(known_as) != name:
            known_as = f"{name}-{tag}"
        yield Device(connection, path, known_as, recorded)


def _without_tag(name: str) -> str:
    return name.rpartition("-")[0]


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise LockedFileError(
                "Another sync of this progress is under way. Wait until it is done."
            ) from error
        raise _unusable(path, error) from error
    except (sqlite3.Error, OSError) as error:
        raise _unusable(path, error) from error


def _unusable(path: Path, error: Exception) -> SyncError:
    return SyncError(
        f"{path}, which keeps this device's name for syncing, can't be used ({error}). Make it "
        "writable, or delete it: that costs nothing but the name."
    )
