"""Where a command may write: into a folder that is there, never over something of another kind."""

import errno
import os
from pathlib import Path

import click


def require_folder(target: Path) -> None:
    """Refuse to write a file into a folder that isn't there: most likely its name is mistyped.

    Raises FileNotFoundError, with a message for people.
    """
    folder = target.parent
    if not folder.is_dir():
        told = f"{os.strerror(errno.ENOENT)}: make the folder {folder} first, or name another"
        raise FileNotFoundError(errno.ENOENT, told, str(target))


def require_replaceable(target: Path, beginning: bytes, what: str) -> None:
    """Refuse to replace a file that doesn't begin as what would be written there.

    A mistyped name then costs nothing, be it that of the progress file or of a deck's source.
    Raises click.UsageError, with a message for people; OSError where the file can't be read, or
    its folder isn't there.
    """
    require_folder(target)
    if not target.is_file():
        return
    with target.open("rb") as stream:
        begins = stream.read(len(beginning))
    if begins and begins != beginning:
        raise click.UsageError(f"{target} is there already and is {what}: name another file")
