"""What an exam says before a term that stands alone on a card, to make a question of it.

In a quiz a learner knows the deck, and a bare "IPT" asks enough; on a sheet of paper it doesn't.
The card itself stays as its author wrote it.
"""

from ipt_cards.deck.card import BasicCard, Card
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.spelling import ENGLISH

EXPLAIN = "Explain:"
STATE = "State:"
WHICH_TERM = "Which term is this?"
COUNTERPART = "Give the counterpart:"


def lead_in(card: Card, language: str) -> str:
    """The words to stand above a card's question; "" where it asks by itself.

    language: of the deck: whether a text asks is told by English words.

    Of two names that ask for each other, either is the other's counterpart; else the shorter side
    of a pair is a term, and the longer one explains it.
    """
    from ipt_cards.deck.rules.style.questions import LONGEST_NAME, asks  # noqa: PLC0415 - not for every exam

    if not isinstance(card, BasicCard) or language != ENGLISH or asks(card.question):
        return ""
    asked, wanted = (len(to_plain(side).split()) for side in (card.question, card.answer))
    if not card.note.reversed:
        return EXPLAIN if wanted > asked else STATE
    if max(asked, wanted) <= LONGEST_NAME:
        return COUNTERPART
    return EXPLAIN if wanted > asked else WHICH_TERM
