"""Where a command may write: never over something of another kind."""

from pathlib import Path

import click


def require_replaceable(target: Path, beginning: bytes, what: str) -> None:
    """Refuse to replace a file that doesn't begin as what would be written there.

    A mistyped name then costs nothing, be it that of the progress file or of a deck's source.
    Raises click.UsageError, with a message for people; OSError where the file can't be read.
    """
    if not target.is_file():
        return
    with target.open("rb") as stream:
        begins = stream.read(len(beginning))
    if begins and begins != beginning:
        raise click.UsageError(f"{target} is there already and is {what}: name another file")
