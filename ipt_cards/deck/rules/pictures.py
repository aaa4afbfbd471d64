"""Warnings of pictures whose files hold none, or only a part of one."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from ipt_cards.deck.deck import Deck
from ipt_cards.deck.markup.parser import IMAGE_SUFFIXES
from ipt_cards.deck.media_files.media import MediaError, MediaFolder, media_in
from ipt_cards.deck.media_files.picture_file import fault_of
from ipt_cards.deck.problem import Problem, Severity


def picture_warnings(deck: Deck, media: MediaFolder) -> Iterator[Problem]:
    """A warning for each note and picture that it can't show. Only first bytes are read.

    A deck with such files can be used: what stands for the picture is shown in its place.
    """
    known: dict[str, str | None] = {}
    for note in deck.notes():
        for written in media_in([note]):
            if written not in known:
                known[written] = _fault(written, media)
            if fault := known[written]:
                yield Problem(
                    note.at,
                    "broken-picture",
                    f"`{note.id}` shows `{written}`, which {fault}: save it anew",
                    Severity.WARNING,
                )


def _fault(written: str, media: MediaFolder) -> str | None:
    suffix = PurePosixPath(written).suffix.lower()
    if suffix not in IMAGE_SUFFIXES or suffix == ".svg":
        return None
    try:
        return fault_of(media.locate(written))
    except (MediaError, OSError):  # told as an error
        return None
