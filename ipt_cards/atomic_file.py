"""Writing a file whole or not at all."""

import contextlib
import io
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

PARTIAL = ".partial"
"""How the name of every file ends that is still being written."""

ABANDONED_AFTER_SECONDS = 3600
"""A file that is still being written after an hour belongs to a process that was killed."""

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
"""Modes of what is the learner's alone."""


def write_atomically(
    target: Path, content: bytes, *, private: bool = False, durable: bool = True
) -> None:
    """Put `content` at `target`, which holds either the old bytes or the new, never a part.

    The bytes go to a temporary file in the same folder, reach the disk, and are renamed over the
    target. A symlink at `target` is followed, so that the file it points to is the one replaced. A
    device or a pipe is written to as it is: nothing may take its place.

    private: whether a new file is for its owner only. One that replaces another keeps its mode.
    durable: whether to wait for the disk. Without it a power cut may leave an empty file, and what
    killed processes left stays.

    Raises OSError when the folder is missing or unwritable or the disk is full; the old file is
    then untouched and no temporary file is left. One that a killed process left is never taken for
    the target, and is deleted when the target is written an hour later.
    """
    with replacing(target, private=private, durable=durable) as new:
        new.stream.write(content)


@dataclass(slots=True)
class Replacement:
    """What is to take a file's place. is_wanted: whether it is to, after all."""

    stream: BinaryIO
    is_wanted: bool = True


@contextlib.contextmanager
def replacing(
    target: Path, *, private: bool = False, durable: bool = True
) -> Iterator[Replacement]:
    """An empty file to write to, and to read again, which becomes `target` when the context ends.

    The rest is as `write_atomically` has it; also where the context ends with an exception.
    """
    if target.exists() and not target.is_file():
        with io.BytesIO() as stream:
            yield Replacement(stream)
            with target.open("wb") as into:
                into.write(stream.getbuffer())
        return
    target = target.resolve()
    descriptor, temporary = begin_beside(target, tidies=durable)
    try:
        with os.fdopen(descriptor, "w+b") as stream:
            new = Replacement(stream)
            yield new
            stream.flush()
            if durable and new.is_wanted:
                os.fsync(stream.fileno())
        if new.is_wanted:
            temporary.chmod(_mode_for(target, PRIVATE_FILE if private else None))
            temporary.replace(target)
        else:
            temporary.unlink()
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def write_all_atomically(files: Mapping[Path, bytes]) -> None:
    """Put several files' contents in their places, each whole or not at all, in their order.

    All bytes reach the disk before the first file is replaced, so that a full disk replaces none.
    Raises OSError as `write_atomically` does.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        for named, content in files.items():
            target = named.resolve()
            descriptor, temporary = begin_beside(target)
            staged.append((temporary, target))
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.chmod(_mode_for(target, None))
        for temporary, target in staged:
            temporary.replace(target)
    finally:
        for temporary, _ in staged:
            with contextlib.suppress(OSError):
                temporary.unlink()


def begin_beside(target: Path, *, tidies: bool = True) -> tuple[int, Path]:
    """Make an empty temporary file (0600) to become `target`; its descriptor, and its path.

    tidies: whether to delete those that killed processes left for the same target, for which the
    whole folder is looked through. Raises OSError.
    """
    import tempfile  # noqa: PLC0415 - a quiz's first question needs none

    try:
        descriptor, name = tempfile.mkstemp(PARTIAL, f".{target.name}.", target.parent)
    except OSError as error:
        # The person named the target, and knows nothing of a temporary file.
        raise OSError(error.errno, error.strerror, str(target)) from error
    if tidies:
        discard_abandoned(Path(name), re.escape(target.name))
    return descriptor, Path(name)


def private_folder(folder: Path) -> None:
    """Make a folder for its owner only, unless it is there: one that is keeps its mode.

    Folders above it that are missing are made as usual. Raises OSError where it can't be made.
    """
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)


def discard_abandoned(fresh: Path, pattern: str) -> None:
    """Delete the temporary files that killed processes left in a folder.

    fresh: a file in that folder, just made: its time tells how old the others are by the one clock
        that made them all. pattern: matches the names of their targets.
    """
    now = fresh.stat().st_mtime
    with contextlib.suppress(OSError):  # a folder that may not be listed, or a faster process
        partial = [path for path in fresh.parent.iterdir() if PARTIAL in path.name]
        named = rf"\.(?:{pattern})\.[a-z0-9_]{{8}}\{PARTIAL}(-journal|-wal|-shm)?"
        for path in partial:
            if path.name != fresh.name and re.fullmatch(named, path.name):
                age = now - path.lstat().st_mtime
                if age > ABANDONED_AFTER_SECONDS:
                    path.unlink()


def _mode_for(target: Path, new: int | None) -> int:
    # mkstemp makes 0600; a file that replaces another keeps its mode, a new one obeys the umask.
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        if new is not None:
            return new
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask
