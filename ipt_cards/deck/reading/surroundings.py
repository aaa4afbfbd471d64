"""What a note may refer to outside of itself."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from ipt_cards.deck.media import MediaError, MediaFolder


class Surroundings(NamedTuple):
    """The deck's sources by id, and its media."""

    sources: Mapping[str, str]
    media: MediaFolder

    def hold(self, sources: Collection[str], media: Collection[str]) -> bool:
        """Whether all of these are there."""
        try:
            for written in media:
                self.media.locate(written)
        except MediaError:
            return False
        return self.sources.keys() >= set(sources)
