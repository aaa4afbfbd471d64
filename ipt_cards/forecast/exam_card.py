"""What an exam needs to know of a card."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from ipt_cards.deck.card import (
    ArrangementCard,
    BasicCard,
    Card,
    ChoiceCard,
    ClozeCard,
    NumericCard,
    OcclusionCard,
)
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.note import OrderingNote

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Form(Enum):
    """How a question is answered, and so who tells whether it was right."""

    CHOICE = "choice"
    TYPED = "typed"
    OPEN = "open"
    """The learner recalls freely and grades the answer himself."""
    ORDERING = "ordering"
    MATCHING = "matching"


ARRANGED = frozenset({Form.ORDERING, Form.MATCHING})
"""The forms whose options are put into places, one each."""


class ExamCard(NamedTuple):
    """A card as exams see it: a tuple, for a forecast makes as many as the deck has.

    key: the card key; what stands before its `/` is the note, which siblings share.
    topic: the blueprint's name for its part of the deck.
    options: how many options a card shows, of a choice the right ones among them; 0 for none.
    right: how many of a choice's options are right.
    """

    key: str
    topic: str
    form: Form = Form.OPEN
    options: int = 0
    right: int = 1

    @property
    def note(self) -> str:
        """The id of the note that this card and its siblings were made from."""
        return self.key.partition("/")[0]

    @property
    def guess(self) -> float:
        """The share of the mark to expect without any knowledge."""
        if self.form in ARRANGED:  # of n steps in random order, or n pairs, one in n is right
            return 1 / self.options
        return self.right / self.options if self.form is Form.CHOICE else 0.0


def exam_cards(deck: Deck) -> tuple[ExamCard, ...]:
    """All cards of a deck in learning order, each under its topic's id."""
    cards = (card for topic in deck.topics for card in topic_exam_cards(topic))
    return in_learning_order(deck, cards)


def topic_exam_cards(topic: Topic) -> list[ExamCard]:
    """A topic's cards, as its notes stand, under its id."""
    return [_exam_card(card, topic.id) for card in topic.cards()]


def in_learning_order(deck: Deck, cards: Iterable[ExamCard]) -> tuple[ExamCard, ...]:
    """The cards of a deck's topics, one topic after the other, in learning order."""
    return tuple(deck.in_learning_order(cards, lambda card: card.note))


def _exam_card(card: Card, topic: str) -> ExamCard:
    match card:
        case ChoiceCard(note):
            right = len(note.answers)
            return ExamCard(card.key, topic, Form.CHOICE, right + len(note.distractors), right)
        case BasicCard(note) | ClozeCard(note) if note.typed:
            return ExamCard(card.key, topic, Form.TYPED)
        case NumericCard():
            return ExamCard(card.key, topic, Form.TYPED)
        case ArrangementCard(note):
            form = Form.ORDERING if isinstance(note, OrderingNote) else Form.MATCHING
            return ExamCard(card.key, topic, form, len(card.options))
        case BasicCard() | ClozeCard() | OcclusionCard():
            return ExamCard(card.key, topic)


def card_weights(cards: Sequence[ExamCard], weights: Mapping[str, int]) -> "NDArray[np.float64]":
    """Each card's part of the whole exam; they sum to 1.

    weights: the blueprint; topics without cards don't count, and without any weight all cards
    count alike.
    """
    import numpy as np  # noqa: PLC0415 - a mock exam needs none of it

    held = Counter(card.topic for card in cards)
    weighed = {topic: weights.get(topic, 0) for topic in held}
    if not any(weighed.values()):
        weighed = dict(held)
    whole = sum(weighed.values())
    share = {topic: weight / (whole * held[topic]) for topic, weight in weighed.items()}
    return np.array([share[card.topic] for card in cards])
