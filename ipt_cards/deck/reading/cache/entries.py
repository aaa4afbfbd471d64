"""What was made of authors' files once, kept in a folder so that it needn't be made again.

An entry is found by a kind and a key, which is all that it was made from. It stands behind a line
that says what wrote it, for which key, and the hash of the rest: an entry that isn't whole, or is
of another version, is as good as none. The folder may be deleted at any time.
"""

import contextlib
import hashlib
import json
from functools import cache
from pathlib import Path
from unicodedata import unidata_version

from ipt_cards.version import __version__

FORMAT = 14
"""To be raised whenever an entry looks different, or reading the same bytes gives another deck."""

MOST_BYTES = 256 * 1024 * 1024
"""What the folder may hold: ten decks of 100,000 notes."""


class Entries:
    """The entries in a folder, made when first needed.

    Nothing is ever raised: where the folder can't be read or written, there are no entries.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept = False

    def find(self, kind: str, key: str) -> bytes | None:
        """What was kept for a key, a hash in hexadecimal."""
        name = f"{key}.{kind}"
        try:
            entry = (self._folder / name).read_bytes()
        except OSError:
            return None
        first_line, _, payload = entry.partition(b"\n")
        return payload if first_line == _first_line(name, payload) else None

    def keep(self, kind: str, key: str, payload: bytes) -> None:
        """Keep something for a key, in place of what was there."""
        name = f"{key}.{kind}"
        entry = b"\n".join((_first_line(name, payload), payload))
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # In its place at once, for while it isn't whole it is none. A file to take its place
            # would take three times as long.
            (self._folder / name).write_bytes(entry)
            self._kept = True

    def prune(self) -> None:
        """After entries were added: drop the oldest until all fit into MOST_BYTES."""
        if not self._kept:
            return
        with contextlib.suppress(OSError):
            entries = [(path.stat(), path) for path in self._folder.iterdir()]
            entries.sort(key=lambda entry: entry[0].st_mtime_ns, reverse=True)
            size = 0
            for status, path in entries:
                size += status.st_size
                if size > MOST_BYTES:
                    path.unlink()


def key_of(*parts: bytes | str) -> str:
    """The key of what is made from these."""
    digest = hashlib.sha256()
    for part in parts:
        said = part.encode() if isinstance(part, str) else part
        digest.update(b"%d " % len(said))
        digest.update(said)
    return digest.hexdigest()


@cache
def code_sign(*folders: Path) -> str:
    """Tells the program's own files in folders, and below, from edited ones by sizes and times.

    For what is made by more code than anyone remembers to raise FORMAT for.
    """
    files = sorted(path for folder in folders for path in folder.rglob("*.py"))
    signs = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return key_of(json.dumps(signs))


def as_json(value: object) -> bytes:
    """JSON as short as it goes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _first_line(name: str, payload: bytes) -> bytes:
    # How text is brought into its normal form depends on the version of Unicode.
    written_by = f"ipt-cards {__version__} {FORMAT} {unidata_version}"
    return f"{written_by} {name} {hashlib.sha256(payload).hexdigest()}".encode()
