"""Noticing that the progress file was deleted or replaced while it was open, and saving the log.

What is then written would reach no file that anybody finds again, or, through the write-ahead log
that still bears the old name, harm the file that took its place
(https://sqlite.org/howtocorrupt.html, section 2.4).
"""

import sqlite3
from itertools import count
from pathlib import Path

from ipt_cards.progress.errors import ReplacedFileError
from ipt_cards.progress.storage.backup import copy


def rescue(connection: sqlite3.Connection, path: Path) -> ReplacedFileError:
    """Copy the log that was opened at `path` beside it, and give the error that tells of it.

    Where the copy can't be made, the error tells why.
    """
    for number in count(1):
        target = path.with_name(f"{path.stem}-rescued-{number}{path.suffix}")
        try:
            copy(connection, target)
        except FileExistsError:
            continue
        except (OSError, sqlite3.Error) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            return ReplacedFileError(
                f"{path} was deleted, moved or replaced while it was in use, and can't be saved "
                f"beside it ({reason}). If it was moved, all that was saved until now is where it "
                "is now; the last answer may be missing."
            )
        break
    return ReplacedFileError(
        f"{path} was deleted or replaced while it was in use. All that was saved until now is in "
        f"{target}; the last answer may be missing. To go on with it: "
        f"`ipt-cards progress export --progress {target} | ipt-cards progress merge`"
    )
