"""Opening a deck with what is kept of it on this machine."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ipt_cards.deck.bundled import find_deck
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.reading.cache.entries import Entries
from ipt_cards.deck.reading.cache.parse_cache import ParseCache
from ipt_cards.deck.reading.folder import Reading, read_folder
from ipt_cards.deck.reading.folder import load_deck as _load_deck

if TYPE_CHECKING:  # it needs YAML, which is slow to import
    from ipt_cards.deck.reading.items.kept_items import KeptItems

CACHE_VARIABLE = "IPT_CARDS_CACHE"


def load_deck(deck: str | Path) -> Deck:
    """A deck, told by its folder or by the name of a bundled one.

    Raises DeckError, with every problem, where it has errors; FileNotFoundError where there is no
    such deck.
    """
    return _load_deck(find_deck(str(deck)), _parse_cache())


def read_deck(folder: Path, kept: "KeptItems | None" = None) -> Reading:
    """What can be read of the deck in a folder, and every problem that was found on the way.

    kept: as in `read_folder`.
    """
    return read_folder(folder, _parse_cache(), kept=kept)


def kept_entries() -> Entries:
    """What is kept of decks between commands on this machine."""
    return _parse_cache().entries


def _parse_cache() -> ParseCache:
    if chosen := os.environ.get(CACHE_VARIABLE):
        return ParseCache(Path(chosen) / "decks")
    import platformdirs  # noqa: PLC0415 - not needed where the file is named

    return ParseCache(platformdirs.user_cache_path("ipt-cards", appauthor=False) / "decks")


def shown_path(path: Path) -> Path:
    """The path as a person would type it: relative where it lies below the working folder."""
    working = Path.cwd()
    return path.relative_to(working) if path.is_relative_to(working) else path
