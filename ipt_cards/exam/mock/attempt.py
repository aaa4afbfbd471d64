"""What was done about a question of an exam, and whether it was right."""

from dataclasses import dataclass

from ipt_cards.exam.mock.paper import Question
from ipt_cards.forecast.exam_card import Form


@dataclass(frozen=True, slots=True)
class Chosen:
    """The options chosen of a choice question, as indexes into the card's own order."""

    options: frozenset[int]


@dataclass(frozen=True, slots=True)
class Typed:
    """The text typed, and whether it was found right."""

    text: str
    right: bool


@dataclass(frozen=True, slots=True)
class Revealed:
    """The answer to an open question was seen, but not graded yet."""


@dataclass(frozen=True, slots=True)
class Graded:
    """The learner's own verdict on his answer to an open question."""

    right: bool


Response = Chosen | Typed | Revealed | Graded


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


def is_right(question: Question, response: Response | None) -> bool:
    """Whether a question was answered right; one without an answer was not."""
    match response:
        case Chosen(options):
            return options == frozenset(range(question.card.right))
        case Typed(right=right) | Graded(right=right):
            return right
        case Revealed() | None:
            return False


def fits(question: Question, attempt: Attempt) -> bool:
    """Whether the attempt is one at a question of this form, with these options."""
    match attempt.response:
        case None:
            return True
        case Chosen(options):
            choice = question.card.form is Form.CHOICE
            return choice and bool(options) and is_choice_of(question, options)
        case Typed():
            return question.card.form is Form.TYPED
        case Revealed() | Graded():
            return question.card.form is Form.OPEN


def is_choice_of(question: Question, options: frozenset[int]) -> bool:
    """Whether these are options of the question, and no more than may be chosen."""
    most = 1 if question.card.right == 1 else len(question.options)
    return options <= set(question.options) and len(options) <= most
