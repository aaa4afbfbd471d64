"""What was recorded of one card in a quiz."""

from dataclasses import dataclass
from enum import StrEnum

from ipt_cards.deck.card import Card
from ipt_cards.quiz.screen import Asking, Revealed, card_on
from ipt_cards.scheduling.grade import Grade


class Kind(StrEnum):
    """What a card was when it was answered."""

    NEW = "new"
    REVIEW = "review"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Turn:
    """Something recorded in this quiz.

    screen: what the learner saw; an undo leads back there.
    ids: of the entries recorded, in order.
    grade: None where the card was suspended or buried instead of graded.
    """

    screen: Asking | Revealed
    ids: tuple[str, ...]
    kind: Kind
    grade: Grade | None
    duration_ms: int

    @property
    def card(self) -> Card:
        """The card it was about."""
        return card_on(self.screen)


@dataclass(frozen=True, slots=True)
class Undone:
    """A turn that was taken back. ids: of the retractions that did so, in order."""

    turn: Turn
    ids: tuple[str, ...]
