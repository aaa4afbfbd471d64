"""A deck as a package for Anki, with the learner's progress where that is wanted."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ipt_cards.anki.packaging.build import BuildReport, build
from ipt_cards.deck.bundled import find_deck
from ipt_cards.deck.deck import Deck
from ipt_cards.errors import UserError
from ipt_cards.study.clock import now_ms
from ipt_cards.study.decks import kept_entries, load_deck

if TYPE_CHECKING:
    from ipt_cards.anki.packaging.packaged_progress import PackagedProgress
    from ipt_cards.progress.log import ReviewLog


def build_package(
    deck: str | Path, target: str | Path | None = None, log: "ReviewLog | None" = None
) -> BuildReport:
    """Write a deck's package (.apkg) to a file, which is replaced whole or not at all.

    deck: its folder, or the name of a bundled one.
    target: the deck's id with the ending .apkg, in the working folder, where none is given.
    log: whose schedule and answers the cards are to carry; none where none is given.

    Raises DeckError for a deck with errors, OSError where a file can't be read or written, and
    UserError for what can't be built.
    """
    folder = find_deck(str(deck))
    read = load_deck(folder)
    return build(
        read,
        folder,
        Path(f"{read.id}.apkg") if target is None else Path(target),
        source_date_epoch(os.environ),
        None if log is None else progress_to_carry(read, log),
        entries=kept_entries(),
    )


def progress_to_carry(deck: Deck, log: "ReviewLog") -> "PackagedProgress":
    """What a package of the deck carries of a log: schedules and answers, as of now."""
    from ipt_cards.anki.packaging.packaged_progress import (  # noqa: PLC0415 - few packages carry any
        packaged_progress,
    )

    keys = [card.key for card in deck.cards()]
    return packaged_progress(
        keys, log.progress(), log.reviews(), log.calendar.zone, log.scheduler, now_ms()
    )


def source_date_epoch(environ: Mapping[str, str]) -> int | None:
    """The time stamp, in seconds since 1970, that SOURCE_DATE_EPOCH asks for, if it is set.

    Raises UserError for what is none.
    """
    written = environ.get("SOURCE_DATE_EPOCH")
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and int(written) < 2**32):
        raise UserError(f"SOURCE_DATE_EPOCH must be whole seconds since 1970, not `{written}`")
    return int(written)
