"""Each of SQLite's and the system's errors in words: what is wrong with which file, and what to do."""

import errno
import os
import re
import shutil
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest

from ipt_cards.progress.errors import (
    CorruptedFileError,
    DiskFullError,
    LockedFileError,
    NotAProgressFileError,
    ProgressError,
    ReadOnlyFileError,
    UnusableFileError,
    explained,
    newer_version,
)


def told_of(error: Exception, path: Path) -> ProgressError:
    with pytest.raises(ProgressError) as raised, explained(path):
        raise error
    assert raised.value.__cause__ is error
    return raised.value


def sqlite_error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    return error


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "progress.db"


@pytest.mark.parametrize(
    ("code", "kind", "what", "advice"),
    [
        (
            sqlite3.SQLITE_NOTADB,
            NotAProgressFileError,
            "is not an ipt-cards progress file, or its beginning is damaged",
            r"Name another .*recover --progress FILE NEW_FILE`.* one of the backups beside it\.",
        ),
        (
            sqlite3.SQLITE_CORRUPT,
            CorruptedFileError,
            r"is damaged \(as SQLite says it\)",
            r"recover --progress FILE NEW_FILE`, or go back to one of the backups beside it\.",
        ),
        (
            sqlite3.SQLITE_READONLY,
            ReadOnlyFileError,
            "can't be written to",
            r"Make the file and its folder writable, or name another file with --progress\.",
        ),
        (
            sqlite3.SQLITE_READONLY_DIRECTORY,
            ReadOnlyFileError,
            "can't be written to",
            r"Make the file and its folder writable",
        ),
        (
            sqlite3.SQLITE_BUSY,
            LockedFileError,
            "is in use by another program",
            r"Close the other program, or wait until it is done, and try again\.",
        ),
        (
            sqlite3.SQLITE_BUSY_SNAPSHOT,
            LockedFileError,
            "is in use by another program",
            r"try again\.",
        ),
        (
            sqlite3.SQLITE_LOCKED,
            LockedFileError,
            "is in use by another program",
            r"try again\.",
        ),
        (
            sqlite3.SQLITE_IOERR_FSYNC,
            UnusableFileError,
            r"can't be read or written: the disk reports an error \(as SQLite says it\)",
            r"try again; if it goes on, copy the file to another disk\.",
        ),
        (
            sqlite3.SQLITE_CANTOPEN,
            UnusableFileError,
            "can't be used: as SQLite says it",
            r"Make sure that its folder is there and is yours, or name another file\.",
        ),
        (
            sqlite3.SQLITE_AUTH,
            UnusableFileError,
            "can't be used: as SQLite says it",
            r"name another file\.",
        ),
    ],
)
def test_each_of_sqlites_errors_names_the_file_and_says_what_to_do(
    path: Path, code: int, kind: type[ProgressError], what: str, advice: str
) -> None:
    told = told_of(sqlite_error(code), path)
    assert type(told) is kind
    assert re.search(rf"^FILE {what}.*{advice}", str(told).replace(str(path), "FILE"))


def test_a_full_disk_is_told_with_what_to_do(path: Path) -> None:
    for error in (
        sqlite_error(sqlite3.SQLITE_FULL),
        OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
        OSError(errno.EDQUOT, os.strerror(errno.EDQUOT), "elsewhere"),
    ):
        told = told_of(error, path)
        assert type(told) is DiskFullError
        assert re.search(
            rf"^The disk is full: {re.escape(str(path))} .*Make room and try", str(told)
        )


@pytest.mark.parametrize(
    ("free", "kind"),
    [(65_535, DiskFullError), (65_536, UnusableFileError), (None, UnusableFileError)],
)
def test_where_there_is_no_room_for_the_files_beside_it_the_disk_is_full(
    path: Path, monkeypatch: pytest.MonkeyPatch, free: int | None, kind: type[ProgressError]
) -> None:
    def disk_usage(folder: Path) -> SimpleNamespace:
        assert folder == path.parent
        if free is None:
            raise FileNotFoundError
        return SimpleNamespace(free=free)

    monkeypatch.setattr(shutil, "disk_usage", disk_usage)
    told = told_of(sqlite_error(sqlite3.SQLITE_IOERR_WRITE), path)
    assert type(told) is kind
    assert str(path) in str(told)


def test_a_file_beside_which_nothing_can_be_made_is_to_be_copied(path: Path) -> None:
    path.touch()
    told = told_of(sqlite_error(sqlite3.SQLITE_CANTOPEN), path)
    assert type(told) is ReadOnlyFileError
    assert re.search(
        rf"^{re.escape(str(path))} can't be opened: .*Copy the file to a folder of yours", str(told)
    )


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (OSError(errno.EIO, "Input/output error"), "FILE can't be used: Input/output error."),
        (PermissionError(errno.EACCES, "Denied", "its -wal"), "its -wal can't be used: Denied."),
        (OSError("as the library says it"), "FILE can't be used: as the library says it."),
    ],
)
def test_what_else_the_system_refuses_is_told_of_the_file_it_is_about(
    path: Path, error: OSError, message: str
) -> None:
    told = told_of(error, path)
    assert type(told) is UnusableFileError
    assert str(told).replace(str(path), "FILE").startswith(message)
    assert "name another file." in str(told)


def test_a_newer_file_is_told_with_both_versions(path: Path) -> None:
    assert re.search(
        r"newer ipt-cards \(format 7; this one knows 3\)\. Nothing was changed\. Update ipt-cards, "
        r"or name another file with --progress\.$",
        str(newer_version(path, 7, 3)),
    )
