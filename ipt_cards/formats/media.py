"""The media that found notes show: out of their source, or from beside it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ipt_cards.deck.markup.parser import media_of
from ipt_cards.deck.media_files.media import MediaError, MediaFolder
from ipt_cards.deck.note import texts_by_key, with_texts
from ipt_cards.formats.found import Found, FoundNote, Loss

_IMAGE = re.compile(r"!\[((?:[^\]\\]|\\.)*)\]\(<?([^()<>]*(?:\([^()<>]*\)[^()<>]*)*)>?\)")


def gathered(found: Found, beside: Path | None, scratch: Path, media: dict[str, Path]) -> Found:
    """What was found, with only such media as there are; for others stands what they are called.

    beside: the folder of the source; None where it has none. scratch: a folder for the files that
    the source holds itself. media: where each file is now, by its path in the deck; added to.

    Raises OSError.
    """
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
    for _, text in texts_by_key(each.note):
        for written in media_of(text):
            if written in media or written in missing:
                continue
            try:
                media[written] = _located(written, held, beside, scratch)
            except MediaError as error:
                missing[written] = str(error)
    if not missing:
        return each
    losses += (Loss(each.line, message) for message in missing.values())

    def change(_: str, text: str) -> str:
        return _IMAGE.sub(
            lambda image: (image[1] or image[2]) if image[2] in missing else image[0], text
        )

    return replace(each, note=with_texts(each.note, change))


def _located(written: str, held: Mapping[str, bytes], beside: Path | None, scratch: Path) -> Path:
    if written in held:
        target = scratch / written
        if not target.resolve().is_relative_to(scratch.resolve()):
            raise MediaError(f"`{written}` lies outside the deck's folder")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(held[written])
        return MediaFolder(scratch).locate(written)
    if beside is None:
        raise MediaError(f"`{written}` is not there: nothing tells which folder it is in")
    return MediaFolder(beside).locate(written)
