"""The media that a bank holds itself: what they are called there, and in the deck."""

import hashlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from ipt_cards.deck.markup.parser import MEDIA_SUFFIXES
from ipt_cards.deck.media_files.media import MAXIMUM_BYTES
from ipt_cards.deck.text import suggested_identifier

MEDIA_FOLDER = "media"
LONGEST_NAME = 60


@dataclass(slots=True)
class HeldMedia:
    """Gathers them. files: their bytes by path in the deck."""

    files: dict[str, bytes] = field(default_factory=dict)

    def add(self, name: str, content: bytes) -> str | None:
        """The path for a medium; None for what is none. The same name and content have the same.

        Of its name, which may say anything, `../` too, only the letters and digits are used; a part
        of the content's digest keeps it from being taken for another bank's medium of that name.
        """
        suffix = PurePosixPath(name).suffix.lower()
        if suffix not in MEDIA_SUFFIXES or not content or len(content) > MAXIMUM_BYTES:
            return None
        last = name.replace("\\", "/").rpartition("/")[2]
        stem = suggested_identifier(last[: -len(suffix)])[:LONGEST_NAME].strip("-") or "medium"
        path = f"{MEDIA_FOLDER}/{stem}-{hashlib.sha256(content).hexdigest()[:8]}{suffix}"
        self.files[path] = content
        return path
