"""Choosing cards of a deck by topic and tag, and looking cards up by their key."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ipt_cards.deck.card import Card, note_id_of
from ipt_cards.deck.deck import Deck, Topic


class UnknownChoiceError(ValueError):
    """A topic or tag that the deck hasn't, with a suggestion for the person."""


class CardsByKey(Mapping[str, Card]):
    """The cards of some of a deck's topics in learning order. One is made when it is looked up."""

    def __init__(self, deck: Deck, topics: Iterable[Topic]) -> None:
        topic_of = {key: topic for topic in topics for key in topic.card_keys}
        self._topics = {key: topic_of[key] for key in deck.in_learning_order(topic_of, note_id_of)}

    def __getitem__(self, key: str) -> Card:
        return self._topics[key].card(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._topics)

    def __len__(self) -> int:
        return len(self._topics)

    def __contains__(self, key: object) -> bool:
        return key in self._topics


@dataclass(frozen=True, slots=True)
class CardFilter:
    """Which cards are asked for: those of any of the topics that have any of the tags.

    topics: ids or names, in any case; none stands for all.
    tags: a tag stands for those below it, too, as in Anki: `therapy` for `therapy::history`.
    """

    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def cards(self, deck: Deck) -> list[Card]:
        """The cards asked for, in learning order. Raises as `cards_by_key` does."""
        return list(self.cards_by_key(deck).values())

    def cards_by_key(self, deck: Deck) -> Mapping[str, Card]:
        """The cards asked for, in learning order.

        Raises UnknownChoiceError for a topic or tag that the deck hasn't.
        """
        topics = {topic_named(deck, written).id for written in self.topics}
        for written in self.tags:
            _require_tag(deck, written)
        chosen = [topic for topic in deck.topics if not topics or topic.id in topics]
        if not self.tags:
            return CardsByKey(deck, chosen)
        wanted = [tag.casefold() for tag in self.tags]
        cards = (
            card
            for topic in chosen
            for card in topic.cards()
            if any(_has_tag(card, tag) for tag in wanted)
        )
        return {card.key: card for card in deck.in_learning_order(cards, lambda card: card.note.id)}


def topic_named(deck: Deck, written: str) -> Topic:
    """The topic with that id or name, in any case.

    Raises UnknownChoiceError for a topic that the deck hasn't.
    """
    for topic in deck.topics:
        if written.casefold() in (topic.id, topic.name.casefold()):
            return topic
    known = [name for topic in deck.topics for name in (topic.id, topic.name)]
    raise _unknown("topic", written, known, (topic.id for topic in deck.topics))


def deck_tags(deck: Deck) -> list[str]:
    """Every tag of the deck's notes, and every tag above one, sorted."""
    found = set()
    for note in deck.notes():
        for tag in note.tags:
            parts = tag.split("::")
            found |= {"::".join(parts[:depth]) for depth in range(1, len(parts) + 1)}
    return sorted(found)


def _require_tag(deck: Deck, written: str) -> None:
    known = deck_tags(deck)
    if written.casefold() not in map(str.casefold, known):
        raise _unknown("tag", written, known, known)


def _unknown(
    what: str, written: str, near: Iterable[str], known: Iterable[str]
) -> UnknownChoiceError:
    from ipt_cards.deck.reading.findings import did_you_mean  # noqa: PLC0415 - for a mistake only

    suggestion = did_you_mean(written, near)
    listed = ", ".join(known) or "none"
    return UnknownChoiceError(
        f"there is no {what} `{written}`{suggestion or f' in the deck (there is: {listed})'}"
    )


def _has_tag(card: Card, wanted: str) -> bool:
    return any(
        tag == wanted or tag.startswith(f"{wanted}::") for tag in map(str.casefold, card.note.tags)
    )
