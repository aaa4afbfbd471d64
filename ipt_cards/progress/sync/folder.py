"""The files of the folder: read as far as they are there, and the device's own appended to."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

from ipt_cards.atomic_file import PRIVATE_FILE
from ipt_cards.progress.entries import Entry
from ipt_cards.progress.errors import MalformedLineError, SyncError
from ipt_cards.progress.lines import LONGEST_LINE, read_lines, to_line
from ipt_cards.progress.sync.device import SUFFIX
from ipt_cards.progress.sync.plan import Reading

_PLACEHOLDER = re.compile(rf"\.(.+{re.escape(SUFFIX)})\.icloud", re.IGNORECASE)


def read_folder(folder: Path, known: Mapping[bytes, Entry]) -> list[Reading]:
    """Every file of entries in the folder, in the order of the names.

    Copies that a carrier made of a file that it found changed on two sides are files like others.
    Hidden files are the carrier's own, but for those in whose place iCloud has the file's content
    elsewhere.

    known: entries by their lines, to save parsing them again.

    Raises SyncError where there is no such folder or it can't be listed.
    """
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except NotADirectoryError:
        raise SyncError(f"{folder} is no folder. Name the one that is shared.") from None
    except FileNotFoundError:
        raise SyncError(
            f"There is no folder {folder}. Make it where your devices share their files, or "
            "connect the drive that it is on."
        ) from None
    except OSError as error:
        raise SyncError(f"{folder} can't be read: {error.strerror}.") from error
    readings = []
    for name in names:
        if placeholder := _PLACEHOLDER.fullmatch(name):
            why = "is not on this machine: let iCloud download it, and sync again"
            readings.append(_unreadable(placeholder[1], why))
        elif name.lower().endswith(SUFFIX) and not name.startswith("."):
            path = folder / name
            to_nowhere = path.is_symlink() and not path.exists()
            if path.is_file() or to_nowhere:  # a pipe would keep us waiting
                readings.append(read_file(path, known))
    return readings


def read_file(path: Path, known: Mapping[bytes, Entry]) -> Reading:
    """The entries of a file that may be being written, or be here by half.

    It is read up to the last line feed, or to the first NUL, with which carriers fill what is to
    come and file systems what a crash kept from the disk.
    """
    try:
        with path.open("rb") as file:
            lines = _WholeLines(file)
            try:
                entries = tuple(read_lines(lines, path.name, known=known))
            except MalformedLineError as error:
                return Reading(path.name, problem=str(error))
            file.seek(lines.end)
            broken = any(b"\n" in part for part in iter(partial(file.read, 1 << 20), b""))
            return Reading(path.name, entries, lines.end, file.tell(), broken)
    except OSError as error:
        return _unreadable(path.name, f"can't be read: {error.strerror}")


def append(folder: Path, name: str, own: Reading | None, entries: Iterable[Entry]) -> None:
    """Add entries to the device's own file, durably; a torn last line is taken away first.

    own: how it was read; None to make the file.

    Raises SyncError where the file is no longer as it was read or can't be written to.
    """
    path = folder / name
    try:
        if own is None:
            path.touch(PRIVATE_FILE, exist_ok=False)
        with path.open("r+b") as file:
            if own is not None:
                if file.seek(0, os.SEEK_END) != own.size:
                    raise _changed(path)
                file.truncate(own.whole)
                file.seek(own.whole)
            for entry in entries:
                file.write(to_line(entry))
            file.flush()
            os.fsync(file.fileno())
    except (FileExistsError, FileNotFoundError):
        raise _changed(path) from None
    except OSError as error:
        raise SyncError(
            f"{path} can't be written to: {error.strerror}. What came in is kept."
        ) from error
    if own is None:
        _make_name_durable(folder)


class _WholeLines:
    """The lines that are there to the end, and where the last of them that was read ends."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.end = 0

    def __iter__(self) -> Iterator[bytes]:
        # A longer line is refused by whoever reads it, be it whole or not.
        for line in iter(partial(self._file.readline, LONGEST_LINE + 1), b""):
            torn = not line.endswith(b"\n") and len(line) <= LONGEST_LINE
            if torn or b"\0" in line:
                return
            self.end += len(line)
            yield line


def _unreadable(name: str, why: str) -> Reading:
    return Reading(name, problem=f"{name} {why}", unreadable=True)


def _changed(path: Path) -> SyncError:
    return SyncError(f"{path} was changed by another program meanwhile: sync again.")


def _make_name_durable(folder: Path) -> None:
    # Windows opens no folders, nor needs this; some network file systems refuse it.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
