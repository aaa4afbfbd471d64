"""A deck's questions, found by what they ask."""

from ipt_cards.deck.card import Card
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.showing.plain_text import answer_texts, question_text
from ipt_cards.items.question import Question
from ipt_cards.items.table_shape import folded


class DeckQuestions:
    """The questions of a deck; of none without one."""

    def __init__(self, deck: Deck | None) -> None:
        cards = [] if deck is None else list(deck.cards())
        self._by_key: dict[str, Card] = {card.key: card for card in cards}
        self._by_text: dict[str, Card] = {}
        for card in cards:
            self._by_text.setdefault(folded(question_text(card)), card)

    def answers(self, asked: str) -> list[str] | None:
        """What a question wants to hear, by its text; None for one that the deck hasn't."""
        card = self._by_text.get(folded(asked))
        return None if card is None else answer_texts(card)

    def card_of(self, question: Question) -> tuple[Card | None, bool]:
        """The card that a question was, by its key, else by what it asks.

        Whether it still asks the same comes with it, which holds where nobody tells.
        """
        card = self._by_key.get(question.name)
        if card is not None:
            asked = folded(question.asked)
            return card, not asked or folded(question_text(card)) == asked
        return self._by_text.get(folded(question.asked)) if question.asked else None, True
