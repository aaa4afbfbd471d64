"""What a note depends on outside of itself."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from ipt_cards.deck.media_files.media import MediaError, MediaFolder
from ipt_cards.deck.reading.notation import Notation


class Surroundings(NamedTuple):
    """The deck's sources by id, its media, and how its texts are to be read."""

    sources: Mapping[str, str]
    media: MediaFolder
    notation: Notation

    def hold(self, sources: Collection[str], media: Collection[str]) -> bool:
        """Whether all of these are there."""
        try:
            for written in media:
                self.media.locate(written)
        except MediaError:
            return False
        return self.sources.keys() >= set(sources)
