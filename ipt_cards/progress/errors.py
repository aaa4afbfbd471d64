"""What can be wrong with a progress file, in words that tell the person what to do."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ipt_cards.errors import UserError

_LITTLE_ROOM = 65_536
"""Bytes, of which the log's own files take half as soon as it is opened."""


class ProgressError(UserError):
    """Something is wrong with the learner's progress. The message is meant to be shown as it is."""


class NewerVersionError(ProgressError):
    """The file was written by a later release, whose rules this one can't know."""


class NotAProgressFileError(ProgressError):
    """The file is no SQLite database, or another program's."""


class CorruptedFileError(ProgressError):
    """The file is damaged."""


class ReadOnlyFileError(ProgressError):
    """The file may not be written to."""


class LockedFileError(ProgressError):
    """Another process held the file for longer than the busy timeout."""


class DiskFullError(ProgressError):
    """There was no room for the entry; nothing of it was written."""


class UnusableFileError(ProgressError):
    """The operating system refused: no such folder, no permission, an I/O error."""


class ReplacedFileError(ProgressError):
    """The file was deleted or replaced while it was open."""


class ChangedMeanwhileError(ProgressError):
    """Something was written to the file since it was looked at; nothing was added to it."""


class SyncError(ProgressError):
    """The folder through which devices share their logs can't be used as it is."""


class MalformedLineError(ProgressError):
    """A line of an export can't be read. The message begins with `file:line:`."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Raise what SQLite or the system says about the file at `path` as a ProgressError."""
    try:
        yield
    except sqlite3.Error as error:
        if not hasattr(error, "sqlite_errorcode"):  # The sqlite3 module's, about our own code.
            raise
        raise _from_sqlite(error, path) from error
    except OSError as error:
        raise _from_system(error, path) from error


def newer_version(path: Path, version: int, known: int) -> NewerVersionError:
    """The error for a file whose `user_version` is beyond the last one known."""
    return NewerVersionError(
        f"{path} was written by a newer ipt-cards (format {version}; this one knows {known}). "
        "Nothing was changed. Update ipt-cards, or name another file with --progress."
    )


def not_a_progress_file(path: Path) -> NotAProgressFileError:
    """The error for a file that isn't ours."""
    return NotAProgressFileError(
        f"{path} is not an ipt-cards progress file, or its beginning is damaged. Nothing was "
        "changed. Name another file with --progress; if this was your progress, save what is "
        f"readable with `ipt-cards progress recover --progress {path} NEW_FILE`, or go back to one "
        "of the backups beside it."
    )


def _from_sqlite(error: sqlite3.Error, path: Path) -> ProgressError:
    # The low byte is the primary result code, https://sqlite.org/rescode.html.
    match error.sqlite_errorcode & 0xFF:
        case sqlite3.SQLITE_NOTADB:
            return not_a_progress_file(path)
        case sqlite3.SQLITE_CORRUPT:
            return CorruptedFileError(
                f"{path} is damaged ({error}). It was left as it is. Save what is readable with "
                f"`ipt-cards progress recover --progress {path} NEW_FILE`, or go back to one of "
                "the backups beside it."
            )
        case sqlite3.SQLITE_READONLY:
            return ReadOnlyFileError(
                f"{path} can't be written to. Nothing was changed. Make the file and its folder "
                "writable, or name another file with --progress."
            )
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return LockedFileError(
                f"{path} is in use by another program. Nothing was changed. Close the other "
                "program, or wait until it is done, and try again."
            )
        case sqlite3.SQLITE_FULL:
            return _disk_full(path)
        case sqlite3.SQLITE_IOERR if _has_no_room(path):
            return _disk_full(path)  # even to read, SQLite makes a file beside it
        case sqlite3.SQLITE_IOERR:
            return UnusableFileError(
                f"{path} can't be read or written: the disk reports an error ({error}). What was "
                "saved is still there if the disk is. Connect it again, or make room where you "
                "have a quota, and try again; if it goes on, copy the file to another disk."
            )
        case sqlite3.SQLITE_CANTOPEN if path.is_file():
            return ReadOnlyFileError(
                f"{path} can't be opened: even reading it writes to its folder, which can't be "
                "written to. Copy the file to a folder of yours, and name it with --progress."
            )
        case _:
            return _unusable(path, str(error))


def _from_system(error: OSError, path: Path) -> ProgressError:
    reason = error.strerror or str(error)
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFullError(f"The disk is full: {path} was not written. Make room and try again.")
    return _unusable(error.filename or path, reason)


def _disk_full(path: Path) -> DiskFullError:
    return DiskFullError(
        f"The disk is full: {path} could not grow. What was saved before is safe. Make room and "
        "try again."
    )


def _has_no_room(path: Path) -> bool:
    import shutil  # noqa: PLC0415 - only where something failed

    try:
        return shutil.disk_usage(path.parent).free < _LITTLE_ROOM
    except OSError:
        return False


def _unusable(path: Path | str, reason: str) -> UnusableFileError:
    return UnusableFileError(
        f"{path} can't be used: {reason}. Make sure that its folder is there and is yours, or name "
        "another file."
    )
