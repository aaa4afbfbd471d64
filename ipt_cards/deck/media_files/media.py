"""Images and sounds that notes show or play, by their path relative to the deck's folder."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path, PurePosixPath
from stat import S_ISREG
from types import MappingProxyType
from unicodedata import normalize
from urllib.parse import unquote

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.file_notes import FileNotes
from ipt_cards.deck.markup.parser import IMAGE_SUFFIXES, MEDIA_SUFFIXES, media_of
from ipt_cards.deck.media_files.picture_file import MOST_PIXELS, pixel_size
from ipt_cards.deck.note import Note, OcclusionNote
from ipt_cards.deck.note_texts import texts_by_key

MAXIMUM_BYTES = 100 * 1024 * 1024
"""The largest file that AnkiWeb takes, which also keeps a stranger's from filling the memory."""

_BEGINNINGS = {".mp4": (4, b"ftyp"), ".webm": (0, b"\x1a\x45\xdf\xa3")}
"""Where in a video the sign stands by which players know it."""

_URL = r"[a-z][a-z0-9+.-]*:|//"


NO_NAMES: Mapping[str, str] = MappingProxyType({})


class MediaError(ValueError):
    """A medium that no card can have: the message says why and what to do."""


@dataclass(frozen=True)
class MediaFolder:
    """The folder that a deck's media must stand in.

    coming: where files are that will stand there, by their path relative to it.
    """

    path: Path
    coming: Mapping[str, Path] = field(default_factory=lambda: MappingProxyType({}), hash=False)

    def locate(self, written: str) -> Path:
        """The file that a path in a note means, found as `place` has it.

        Raises MediaError for a file that is missing, too large, no image, sound or video, or
        outside the folder, whether by an absolute path, by `..` or through a symlink.
        """
        if re.match(_URL, written, re.IGNORECASE):
            raise MediaError(
                f"`{written}` is not in the deck: save the file in the deck's folder and name it "
                "by its relative path"
            )
        relative = self.place(written)
        written = unquote(written)
        if relative.startswith("/"):
            raise MediaError(f"`{written}` is an absolute path: name the file relative to the deck")
        try:
            coming = self.coming.get(relative)
            found = (coming or self.path / relative).resolve()
            inside = coming is not None or found.is_relative_to(self._resolved)
            status = found.stat() if inside else None
        except (OSError, ValueError):
            raise MediaError(f"there is no file `{written}` in the deck's folder") from None
        if not inside:
            raise MediaError(f"`{written}` lies outside the deck's folder: copy the file into it")
        if status is None or not S_ISREG(status.st_mode):
            raise MediaError(f"there is no file `{written}` in the deck's folder")
        if found.suffix.lower() not in MEDIA_SUFFIXES:
            known = ", ".join(sorted(MEDIA_SUFFIXES))
            raise MediaError(f"`{written}` is no image, sound or video (known are {known})")
        if status.st_size > MAXIMUM_BYTES:
            raise MediaError(
                f"`{written}` has more than {MAXIMUM_BYTES // 2**20} MiB, too many for Anki: "
                "make it smaller"
            )
        _require_what_it_says(found, written)
        return found

    @cached_property
    def _resolved(self) -> Path:
        return self.path.resolve()

    def place(self, written: str) -> str:
        """Where in the folder the file stands that a path in a note means, with slashes.

        A file that is named just as written goes first. Else the path is read as Markdown's parser
        hands it on, and as people write links: with blanks, accents and percent signs encoded; and
        accents may be composed (NFC) here and decomposed (NFD) there. Where nothing is found, it is
        the path as written.
        """
        said = dict.fromkeys((written, unquote(written)))
        spellings = [str(PurePosixPath(each.replace("\\", "/"))) for each in said]
        for each in spellings:
            if each in self.coming or _is_file(self.path / each):
                return each
        for each in spellings:
            if not each.isascii() and (spelled := _spelled_alike(self.path, each)) is not None:
                return spelled
        return spellings[0]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _spelled_alike(folder: Path, relative: str) -> str | None:
    """The path of the file there whose name has the same letters, however its accents are made."""
    here, parts = folder, PurePosixPath(relative).parts
    if ".." in parts:
        return None
    for part in parts:
        wanted = normalize("NFC", part)
        try:
            names = sorted(each.name for each in here.iterdir())
        except (OSError, ValueError):
            return None
        alike = [name for name in names if normalize("NFC", name) == wanted]
        if not alike:
            return None
        here /= part if part in alike else alike[0]
    return here.relative_to(folder).as_posix() if _is_file(here) else None


def _require_what_it_says(path: Path, written: str) -> None:
    suffix = path.suffix.lower()
    if suffix in IMAGE_SUFFIXES - {".svg"}:
        size = pixel_size(path)  # what else is wrong with a picture, a warning tells
        if size is not None and size.width * size.height > MOST_PIXELS:
            raise MediaError(
                f"`{written}` has {size.width:,} × {size.height:,} pixels, more than "
                f"{MOST_PIXELS // 10**6} million, which fill a memory: make it smaller"
            )
    elif suffix in _BEGINNINGS:
        place, sign = _BEGINNINGS[suffix]
        with path.open("rb") as file:
            start = file.read(place + len(sign))
        if start[place:] != sign:
            raise MediaError(f"`{written}` is no video, whatever its name says")
    elif suffix == ".svg" and re.search(
        rb"<\s*script|\son\w+\s*=", path.read_bytes(), re.IGNORECASE
    ):
        raise MediaError(f"`{written}` holds a script, which no card runs: save it without")


def media_in(notes: Iterable[Note]) -> list[str]:
    """All media that notes show or play, as written, each once and in order."""
    found: dict[str, None] = {}
    for note in notes:
        if isinstance(note, OcclusionNote):
            found[note.image] = None
        for _, text in texts_by_key(note):
            if "![" in text:
                found |= dict.fromkeys(media_of(text))
    return list(found)


def may_have_media(topic: Topic) -> bool:
    """Whether any of a topic's notes may show or play something, as far as is told at once."""
    return not isinstance(topic.notes, FileNotes) or bool(topic.notes.overview.media)


def media_in_deck(deck: Deck) -> list[str]:
    """All media of a deck, as `media_in` has them, but for their order."""
    found: set[str] = set()
    for topic in deck.topics:
        notes = topic.notes
        found.update(notes.overview.media if isinstance(notes, FileNotes) else media_in(notes))
    return sorted(found)


def collected_names(
    deck_id: str, media: Iterable[str], given: Mapping[str, str] = NO_NAMES
) -> dict[str, str]:
    """The name of each medium of a deck, by its path as written, in one flat folder such as Anki's.

    given: names that are settled already, by paths. Two media never get one name, also where a
    file system takes capitals for small letters: of two such the first by its path keeps the plain
    name.
    """
    names: dict[str, str] = {}
    taken = {name.casefold() for name in given.values()}
    for written in sorted(media):
        name = given.get(written) or collected_name(deck_id, written)
        if written not in given and name.casefold() in taken:
            plain = PurePosixPath(name)
            told_apart = sha256(written.encode()).hexdigest()[:8]
            name = f"{plain.stem}-{told_apart}{plain.suffix}"
        taken.add(name.casefold())
        names[written] = name
    return names


def collected_name(deck_id: str, written: str) -> str:
    """The name a medium has in a flat folder, unlike that of any other deck's medium."""
    parts = PurePosixPath(written.replace("\\", "/")).parts
    flat = "-".join(part for part in parts if part != ".")
    return f"{deck_id}-" + re.sub(r"[^\w.-]", "_", flat)
