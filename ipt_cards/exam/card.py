"""What an exam needs to know of a card."""

from dataclasses import dataclass
from enum import Enum


class Form(Enum):
    """How a question is answered, and so who tells whether it was right."""

    CHOICE = "choice"
    TYPED = "typed"
    OPEN = "open"
    """The learner recalls freely and grades the answer himself."""


@dataclass(frozen=True, slots=True)
class ExamCard:
    """A card as exams see it.

    key: the card key; what stands before its `/` is the note, which siblings share.
    topic: the blueprint's name for its part of the deck.
    options: how many answers a choice card offers, the right ones among them; 0 for the others.
    right: how many of the options are right.
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
        """The chance of a right answer without any knowledge."""
        return self.right / self.options if self.form is Form.CHOICE else 0.0
