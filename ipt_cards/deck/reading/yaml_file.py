"""The files that authors write: their bytes, and places in them."""

from pathlib import Path
from typing import NamedTuple

MAXIMUM_BYTES = 8 * 1024 * 1024


class Mark(NamedTuple):
    """A place in a file: line and column from 1."""

    line: int
    column: int


def mark_after(text: str) -> Mark:
    """The place that comes after a text at the beginning of a file."""
    return Mark(text.count("\n") + 1, len(text) - text.rfind("\n"))


def content_of(path: Path) -> bytes:
    """A file's bytes; of one that is too large, just more than MAXIMUM_BYTES.

    Raises OSError where it can't be read.
    """
    with path.open("rb") as stream:
        return stream.read(MAXIMUM_BYTES + 1)
