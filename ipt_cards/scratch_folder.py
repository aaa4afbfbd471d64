"""A folder for files of the moment, which is gone afterwards, also when the process was killed."""

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ipt_cards.atomic_file import ABANDONED_AFTER_SECONDS, PARTIAL

_PREFIX = "ipt-cards-"


@contextlib.contextmanager
def scratch_folder(target: Path | None = None) -> Iterator[Path]:
    """An empty folder (0700), deleted with all that is in it when the context ends.

    target: the folder that it is to become, beside which it is made; in the system's temporary
        folder where none is given.

    What killed processes left is deleted by the first that comes an hour later. Raises OSError
    where the folder can't be made.
    """
    prefix, suffix = (_PREFIX, "") if target is None else (f".{target.name}.", PARTIAL)
    parent = None if target is None else target.parent
    with tempfile.TemporaryDirectory(prefix=prefix, suffix=suffix, dir=parent) as name:
        folder = Path(name)
        _discard_abandoned(folder, re.escape(prefix) + "[a-z0-9_]{8}" + re.escape(suffix))
        yield folder


def _discard_abandoned(fresh: Path, named: str) -> None:
    # The temporary folder is everybody's, so nothing is touched but what is this user's own. Times
    # are compared with that of a folder just made, by the one clock that made them all.
    now = fresh.stat()
    with contextlib.suppress(OSError), os.scandir(fresh.parent) as entries:
        for entry in entries:
            if re.fullmatch(named, entry.name) and entry.is_dir(follow_symlinks=False):
                with contextlib.suppress(OSError):  # a faster process
                    found = Path(entry.path).lstat()
                    age = now.st_mtime - found.st_mtime
                    if found.st_uid == now.st_uid and age > ABANDONED_AFTER_SECONDS:
                        shutil.rmtree(entry.path, ignore_errors=True)
