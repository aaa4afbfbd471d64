"""What was done about a question of an exam, and whether it was right."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ipt_cards.deck.answers.arrangement import matching_credit, ordering_credit
from ipt_cards.exam.mock.paper import Question
from ipt_cards.forecast.exam_card import ARRANGED, Form


@dataclass(frozen=True, slots=True)
class Chosen:
    """The options chosen of a choice question, as indexes into the card's own order."""

    options: frozenset[int]


@dataclass(frozen=True, slots=True)
class Arranged:
    """The option that was put into each place, as an index into the card's own order, or None."""

    arrangement: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """The text typed, and the share of the mark that it was found worth."""

    text: str
    credit: Fraction


@dataclass(frozen=True, slots=True)
class Revealed:
    """The answer to an open question was seen, but not graded yet."""


@dataclass(frozen=True, slots=True)
class Graded:
    """The learner's own verdict on his answer to an open question."""

    right: bool


Response = Chosen | Arranged | Typed | Revealed | Graded


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was done about one question. `duration_ms`: how long it was on the screen in all."""

    response: Response | None = None
    flagged: bool = False
    duration_ms: int = 0

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer to mark."""
        return self.response is not None and not isinstance(self.response, Revealed)


def credit(question: Question, response: Response | None) -> Fraction:
    """The share of the mark for a question; nothing for one without an answer.

    A choice of several right options is right as a whole or not at all.
    """
    match response:
        case Chosen(options):
            return Fraction(options == frozenset(range(question.card.right)))
        case Arranged(arrangement) if question.card.form is Form.ORDERING:
            return ordering_credit(arrangement)
        case Arranged(arrangement):
            return matching_credit(arrangement)
        case Typed(credit=found):
            return found
        case Graded(right):
            return Fraction(right)
        case Revealed() | None:
            return Fraction(0)


def is_right(question: Question, response: Response | None) -> bool:
    """Whether a question was answered right in all; one without an answer was not."""
    return credit(question, response) == 1


def fits(question: Question, attempt: Attempt) -> bool:
    """Whether the attempt is one at a question of this form, with these options."""
    match attempt.response:
        case None:
            return True
        case Chosen(options):
            choice = question.card.form is Form.CHOICE
            return choice and bool(options) and is_choice_of(question, options)
        case Arranged(arrangement):
            return question.card.form in ARRANGED and is_arrangement_of(question, arrangement)
        case Typed(credit=found):
            return question.card.form is Form.TYPED and 0 <= found <= 1
        case Revealed() | Graded():
            return question.card.form is Form.OPEN


def is_choice_of(question: Question, options: frozenset[int]) -> bool:
    """Whether these are options of the question, and no more than may be chosen."""
    most = 1 if question.card.right == 1 else len(question.options)
    return options <= set(question.options) and len(options) <= most


def is_arrangement_of(question: Question, arrangement: Sequence[int | None]) -> bool:
    """Whether options of the question stand in these places, each in one."""
    placed = [option for option in arrangement if option is not None]
    return (
        len(arrangement) == len(question.options)
        and len(set(placed)) == len(placed) > 0
        and set(placed) <= set(question.options)
    )
