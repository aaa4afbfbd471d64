"""Copies of the progress file, taken by SQLite's online backup while others may write."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from ipt_cards.atomic_file import discard_abandoned, private_folder
from ipt_cards.progress.errors import explained
from ipt_cards.progress.storage.new_file import new_file

KEPT = 5
"""How many automatic backups are kept beside a progress file."""


def back_up(connection: sqlite3.Connection, path: Path, reason: str) -> Path:
    """Take an automatic backup of the progress file at `path`, and drop all but the last five.

    They lie in a folder `backups` beside it, numbered, with the reason in the name. Returns the
    backup's path.
    """
    folder = path.parent / "backups"
    with explained(folder):
        private_folder(folder)
        target = _copy_to_next(connection, path, reason)
        discard_abandoned(target, rf"{re.escape(path.stem)}-\d{{4,}}-before-.*")
        for backup in backups_of(path)[:-KEPT]:
            backup.unlink(missing_ok=True)
    return target


def backups_of(path: Path) -> list[Path]:
    """The automatic backups of the progress file at `path`, the oldest first."""
    form = re.compile(rf"{re.escape(path.stem)}-\d{{4,}}-before-\w+{re.escape(path.suffix)}")
    folder = path.parent / "backups"
    if not folder.is_dir():
        return []
    return sorted((f for f in folder.iterdir() if form.fullmatch(f.name)), key=_number)


def copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the open progress file to `target`, which appears whole or not at all.

    Raises FileExistsError when there is something at `target` already, and other OSErrors.
    """
    with (
        new_file(target) as partial,
        closing(sqlite3.connect(partial, isolation_level=None)) as copied,
    ):
        connection.backup(copied)
        # A file of its own, without a write-ahead log beside it.
        copied.execute("PRAGMA journal_mode = DELETE")


def _copy_to_next(connection: sqlite3.Connection, path: Path, reason: str) -> Path:
    while True:
        earlier = backups_of(path)
        number = _number(earlier[-1]) + 1 if earlier else 1
        target = path.parent / "backups" / f"{path.stem}-{number:04}-before-{reason}{path.suffix}"
        try:
            copy(connection, target)
        except FileExistsError:
            continue  # Another process took the number meanwhile.
        return target


def _number(backup: Path) -> int:
    numbers = re.findall(r"-(\d{4,})-before-", backup.name)
    return int(numbers[-1])
