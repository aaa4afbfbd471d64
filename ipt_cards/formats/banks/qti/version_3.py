"""A deck as a package of QTI 3.0."""

from ipt_cards.deck.deck import Deck
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.formats.banks.qti.dialect import QTI_3
from ipt_cards.formats.banks.qti.writing import package_of
from ipt_cards.formats.exported import Exported


def write(deck: Deck, media: MediaFolder) -> Exported:
    """The package, and what it can't say of the deck. Raises OSError for a medium."""
    return package_of(deck, media, QTI_3)
