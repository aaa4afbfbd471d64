"""Looking cards up by their key."""

from collections.abc import Iterable, Iterator, Mapping

from ipt_cards.deck.card import Card
from ipt_cards.deck.deck import Topic


class CardsByKey(Mapping[str, Card]):
    """The cards of some topics in learning order. One is made when it is looked up."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._topics = {key: topic for topic in topics for key in topic.card_keys}

    def __getitem__(self, key: str) -> Card:
        return self._topics[key].card(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._topics)

    def __len__(self) -> int:
        return len(self._topics)

    def __contains__(self, key: object) -> bool:
        return key in self._topics
