"""The media of a file of Anki's: what they are called there, and what they can be called here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from shutil import copyfile

from ipt_cards.anki.reading.collection import AnkiCollection
from ipt_cards.deck.markup.parser import MEDIA_SUFFIXES
from ipt_cards.deck.text import suggested_identifier

MEDIA_FOLDER = "media"
LONGEST_NAME = 60
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
)
"""Names that no file can have on Windows, whatever its ending."""


@dataclass(frozen=True, slots=True)
class FoundMedia:
    """The media that notes can show. `paths` are those in the deck, by the names in Anki."""

    collection: AnkiCollection
    paths: Mapping[str, str]

    def copy(self, name: str, target: Path) -> None:
        """Write a medium to a file. Raises OSError, and AnkiFileError for a damaged package."""
        if self.collection.media is not None:
            self.collection.media.unpack(name, target)
        else:
            copyfile(self.collection.media_folder / name, target)


def find_media(collection: AnkiCollection) -> FoundMedia:
    """The media of a package, or those in the folder beside a bare collection."""
    if collection.media is not None:
        names: Iterable[str] = collection.media.members
    else:
        folder = collection.media_folder
        entries = folder.iterdir() if folder.is_dir() else ()
        names = [path.name for path in entries if path.is_file() and not path.is_symlink()]
    return FoundMedia(collection, _paths(names))


def _paths(names: Iterable[str]) -> dict[str, str]:
    paths: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(names):
        # A name may say anything, `../` and `\\` too: only its letters and digits are used.
        suffix = PurePosixPath(name).suffix.lower()
        if suffix not in MEDIA_SUFFIXES:
            continue
        stem = suggested_identifier(name[: -len(suffix)])[:LONGEST_NAME].strip("-")
        stem = f"medium-{stem}".rstrip("-") if not stem or stem in _RESERVED else stem
        found, number = stem + suffix, 1
        while found in taken:
            number += 1
            found = f"{stem}-{number}{suffix}"
        taken.add(found)
        paths[name] = f"{MEDIA_FOLDER}/{found}"
    return paths
