"""Making a file that must not replace another."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """A private, empty file (0600) to fill, which becomes `target` at the end, if there's no error.

    Raises FileExistsError when there is something at `target` already, and other OSErrors.
    """
    _refuse_existing(target)
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        partial.unlink(missing_ok=True)
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield partial
        _refuse_existing(target)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _refuse_existing(target: Path) -> None:
    if target.exists():
        raise FileExistsError(errno.EEXIST, "there is a file already", os.fspath(target))
