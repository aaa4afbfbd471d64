"""The devices that are paired: a file each, named by a hash of the token that the device keeps."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from ipt_cards.atomic_file import private_folder, write_atomically
from ipt_cards.study.configuration.state_folder import state_of

KEPT_DAYS = 400
"""How long a browser keeps a cookie at most."""

_TOKEN = re.compile(r"([0-9a-f]{8})\.[A-Za-z0-9_-]{43}", re.ASCII)
_FILE = re.compile(r"[0-9a-f]{64}", re.ASCII)


def paired_devices(progress_file: Path) -> "PairedDevices":
    """Those of the learner with that log."""
    return PairedDevices(state_of("devices", "web", progress_file, ""))


def mark_of(token: str) -> str:
    """The eight hexadecimal digits by which the device's own entries are told; "" for no token."""
    found = _TOKEN.fullmatch(token)
    return found[1] if found else ""


@dataclass(frozen=True, slots=True)
class PairedDevices:
    """The devices of a learner. Every server looks anew at each request.

    folder: where their files are, whether it is there or not.
    """

    folder: Path

    def pair(self, before: str = "") -> str:
        """The token of a device that is paired from now on.

        before: the token it had, if any: it keeps the mark, by which what it answered without a
            network stays its own.

        Raises OSError where that can't be kept.
        """
        mark = mark_of(before) or secrets.token_hex(4)
        token = f"{mark}.{secrets.token_urlsafe(32)}"
        private_folder(self.folder)
        write_atomically(self._file(token), b"", private=True)
        return token

    def is_paired(self, token: str) -> bool:
        """Whether a device with that token is paired."""
        return bool(_TOKEN.fullmatch(token)) and self._file(token).exists()

    def forget(self) -> int:
        """Drop all devices; returns how many. Raises OSError where one can't be."""
        try:
            files = [path for path in self.folder.iterdir() if _FILE.fullmatch(path.name)]
        except FileNotFoundError:
            return 0
        for path in files:
            path.unlink(missing_ok=True)
        return len(files)

    def _file(self, token: str) -> Path:
        # Whoever reads the folder learns no token, and looking for a hash tells nothing of one.
        return self.folder / hashlib.sha256(token.encode()).hexdigest()
