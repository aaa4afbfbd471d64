"""A deck's cards as exams see them."""

from ipt_cards.deck.card import BasicCard, Card, ChoiceCard, ClozeCard
from ipt_cards.deck.deck import Deck
from ipt_cards.exam.card import ExamCard, Form


def exam_cards(deck: Deck) -> tuple[ExamCard, ...]:
    """All cards of a deck in learning order, each under its topic's id."""
    return tuple(_exam_card(card, topic.id) for topic in deck.topics for card in topic.cards())


def _exam_card(card: Card, topic: str) -> ExamCard:
    match card:
        case ChoiceCard(note):
            right = len(note.answers)
            return ExamCard(card.key, topic, Form.CHOICE, right + len(note.distractors), right)
        case BasicCard(note) if note.typed:
            return ExamCard(card.key, topic, Form.TYPED)
        case BasicCard() | ClozeCard():
            return ExamCard(card.key, topic)
