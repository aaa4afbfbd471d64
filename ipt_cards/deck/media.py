"""Images and sounds that notes show or play, by their path relative to the deck's folder."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ipt_cards.deck.markup.parser import AUDIO_SUFFIXES, IMAGE_SUFFIXES, media_of
from ipt_cards.deck.note import Note, texts_by_key

MAXIMUM_BYTES = 100 * 1024 * 1024
"""The largest file that AnkiWeb takes, which also keeps a stranger's from filling the memory."""

_URL = r"[a-z][a-z0-9+.-]*:|//"


class MediaError(ValueError):
    """A medium that no card can have: the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class MediaFolder:
    """The folder that a deck's media must stand in."""

    path: Path

    def locate(self, written: str) -> Path:
        """The file that a path in a note means.

        Raises MediaError for a file that is missing, too large, no image or sound, or outside the
        folder, whether by an absolute path, by `..` or through a symlink.
        """
        if re.match(_URL, written, re.IGNORECASE):
            raise MediaError(
                f"`{written}` is not in the deck: save the file in the deck's folder and name it "
                "by its relative path"
            )
        relative = PurePosixPath(written.replace("\\", "/"))
        if relative.is_absolute():
            raise MediaError(f"`{written}` is an absolute path: name the file relative to the deck")
        try:
            found = (self.path / relative).resolve()
            inside = found.is_relative_to(self.path.resolve())
            exists = inside and found.is_file()
        except (OSError, ValueError):
            raise MediaError(f"there is no file `{written}` in the deck's folder") from None
        if not inside:
            raise MediaError(f"`{written}` lies outside the deck's folder: copy the file into it")
        if not exists:
            raise MediaError(f"there is no file `{written}` in the deck's folder")
        if found.suffix.lower() not in IMAGE_SUFFIXES | AUDIO_SUFFIXES:
            known = ", ".join(sorted(IMAGE_SUFFIXES | AUDIO_SUFFIXES))
            raise MediaError(f"`{written}` is neither an image nor a sound (known are {known})")
        if found.stat().st_size > MAXIMUM_BYTES:
            raise MediaError(
                f"`{written}` has more than {MAXIMUM_BYTES // 2**20} MiB, too many for Anki: "
                "make it smaller"
            )
        return found


def media_in(notes: Iterable[Note]) -> list[str]:
    """All media that notes show or play, as written, each once and in order."""
    texts = (text for note in notes for _, text in texts_by_key(note))
    return list(dict.fromkeys(written for text in texts for written in media_of(text)))


def collected_name(deck_id: str, written: str) -> str:
    """The name a medium has in Anki's one flat folder, unlike that of any other deck's medium."""
    parts = PurePosixPath(written.replace("\\", "/")).parts
    flat = "-".join(part for part in parts if part != ".")
    return f"{deck_id}-" + re.sub(r"[^\w.-]", "_", flat)
