"""A progress file that is open: what is read of it at a time, and what is written at once."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from ipt_cards.progress.errors import explained
from ipt_cards.progress.storage.database import identity, snapshot, transaction


class LogFile:
    """An open file, which stays the one that was opened. path: where it is."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._identity = identity(path)
        self.path = path
        self._written = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. Nothing is lost without it."""
        self._connection.close()

    def version(self) -> tuple[int, int]:
        """What is another one whenever something was written to the file since, here or elsewhere.

        It says nothing to another ReviewLog.
        """
        with explained(self.path):
            return self._data_version(), self._written

    def _data_version(self) -> int:
        [version] = self._connection.execute("PRAGMA data_version").fetchone()
        return int(version)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with explained(self.path):
            self._require_same_file()
            with transaction(self._connection):
                yield
            self._written += 1
            self._require_same_file()

    def _require_same_file(self) -> None:
        if identity(self.path) != self._identity:
            from ipt_cards.progress.storage.rescue import rescue  # noqa: PLC0415 - hardly ever needed

            raise rescue(self._connection, self.path)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with explained(self.path), snapshot(self._connection):
            yield
