"""Making a file that must not replace another."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ipt_cards.atomic_file import begin_beside


@contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """A private, empty file (0600) to fill, which becomes `target` at the end, if there's no error.

    Raises FileExistsError when there is something at `target` already, and other OSErrors.
    """
    _refuse_existing(target)
    descriptor, partial = begin_beside(target)
    try:
        os.close(descriptor)
        yield partial
        _refuse_existing(target)
        partial.replace(target)
    finally:
        for beside in ("", "-journal", "-wal", "-shm"):  # SQLite leaves its own where a disk fails
            partial.with_name(partial.name + beside).unlink(missing_ok=True)


def _refuse_existing(target: Path) -> None:
    if target.exists():
        raise FileExistsError(errno.EEXIST, "there is a file already", os.fspath(target))
