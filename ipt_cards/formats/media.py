"""What found notes need: media, out of their source or from beside it, and its macros."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.common.utils import unescapeAll

from ipt_cards.deck.markup.parser import media_of
from ipt_cards.deck.media_files.media import MediaError, MediaFolder
from ipt_cards.deck.note_texts import texts_by_key, with_texts
from ipt_cards.deck.text import suggested_identifier
from ipt_cards.formats.banks.pictures import LONGEST_NAME, MEDIA_FOLDER
from ipt_cards.formats.found import Found, FoundNote, Loss
from ipt_cards.formats.macros import with_macros_beside

_IMAGE = re.compile(
    r"!\[((?:[^\]\\]|\\.){0,2000})\]\(<?([^()<>]{0,999}(?:\([^()<>]{0,999}\)[^()<>]{0,999}){0,9})>?\)"
)


class MediaBeside(Mapping[str, str]):
    """Every medium by its name, in a folder beside a source: whether it is there shows later.

    folder: with a slash after it; "" for the source's own.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def __getitem__(self, name: str) -> str:
        path = PurePosixPath(name)
        if not name or "\\" in name or ":" in name or path.is_absolute() or ".." in path.parts:
            raise KeyError(name)
        return quote(f"{self._folder}{name}", safe="/%")

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def gathered(found: Found, beside: Path | None, scratch: Path, media: dict[str, Path]) -> Found:
    """What was found, with only such media as there are; for others stands what they are called.

    Macros that stand in a file beside the source come along.

    beside: the folder of the source; None where it has none. scratch: a folder for the files that
    the source holds itself. media: where each file is now, by its path in the deck; added to.

    Raises OSError.
    """
    found = with_macros_beside(found, beside)
    if not any("![" in text for each in found.notes for _, text in texts_by_key(each.note)):
        return found
    losses = list(found.losses)
    notes = tuple(
        _with_media(each, found.media, beside, scratch, media, losses) for each in found.notes
    )
    return replace(found, notes=notes, losses=tuple(losses))


def _with_media(  # noqa: PLR0913, PLR0917 - one note of `gathered`
    each: FoundNote,
    held: Mapping[str, bytes],
    beside: Path | None,
    scratch: Path,
    media: dict[str, Path],
    losses: list[Loss],
) -> FoundNote:
    missing: dict[str, str] = {}
    renamed: dict[str, str] = {}
    for _, text in texts_by_key(each.note):
        for written in media_of(text):
            if written in media or written in missing or written in renamed:
                continue
            name = unquote(written)
            path = written if name == written else _path_for(name)
            try:
                media[path] = _located(written, held, beside, scratch)
            except MediaError as error:
                missing[written] = str(error)
            else:
                renamed |= {written: path} if path != written else {}
    if not missing and not renamed:
        return each
    losses += (Loss(each.line, message) for message in missing.values())

    def instead(image: re.Match[str]) -> str:
        written = normalizeLink(unescapeAll(image[2]))
        if written in missing:
            return image[1] or image[2]
        return f"![{image[1]}]({renamed[written]})" if written in renamed else image[0]

    return replace(each, note=with_texts(each.note, lambda _, text: _IMAGE.sub(instead, text)))


def _path_for(name: str) -> str:
    """A path in the deck for a file with a name that no address holds as it is."""
    suffix = PurePosixPath(name).suffix
    stem = suggested_identifier(PurePosixPath(name).stem)[:LONGEST_NAME].strip("-") or "medium"
    return f"{MEDIA_FOLDER}/{stem}-{hashlib.sha256(name.encode()).hexdigest()[:8]}{suffix.lower()}"


def _located(written: str, held: Mapping[str, bytes], beside: Path | None, scratch: Path) -> Path:
    name = unquote(written)
    if name in held:
        target = scratch / name
        if not target.resolve().is_relative_to(scratch.resolve()):
            raise MediaError(f"`{name}` lies outside the deck's folder")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(held[name])
        return MediaFolder(scratch).locate(name)
    if beside is None:
        raise MediaError(f"`{name}` is not there: nothing tells which folder it is in")
    return MediaFolder(beside).locate(written)
