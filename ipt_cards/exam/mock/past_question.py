"""What is kept of a question of an exam that was sat: what was asked, and what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ipt_cards.deck.card import ArrangementCard, Card, ChoiceCard
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.showing.plain_text import answer_texts, question_text
from ipt_cards.exam.mock.attempt import Arranged, Attempt, Chosen, Response, credit
from ipt_cards.exam.mock.paper import Question
from ipt_cards.exam.mock.saved_sitting import from_response, response_json
from ipt_cards.forecast.exam_card import Form

_DECIMALS = 7
_FINEST = 1000


@dataclass(frozen=True, slots=True)
class PastQuestion:
    """A question as it was asked and answered.

    card: its key. asked: its plain text on one line; answers: what it wanted to hear, likewise.
    options: the plain texts of what could be chosen or arranged, in the card's own order, of a
        choice the right ones first; order: the order in which they stood, as indexes into them.
    right: how many of a choice's options are right.
    response: what was answered; None for nothing. credit: the share of the point that it got.
    """

    card: str
    topic: str
    form: Form
    asked: str
    answers: tuple[str, ...]
    options: tuple[str, ...]
    order: tuple[int, ...]
    right: int
    response: Response | None
    credit: Fraction
    duration_ms: int

    def as_json(self) -> dict[str, object]:
        """The question as scripts and the file see it."""
        return {
            "card": self.card,
            "topic": self.topic,
            "form": self.form.value,
            "asked": self.asked,
            "answers": list(self.answers),
            "options": list(self.options),
            "order": list(self.order),
            "right": self.right,
            "response": response_json(self.response),
            "credit": points(self.credit),
            "duration_ms": self.duration_ms,
        }


def past_question(question: Question, attempt: Attempt, card: Card) -> PastQuestion:
    """What is to be kept of a question. card: the one that it asks."""
    return PastQuestion(
        card=question.card.key,
        topic=question.card.topic,
        form=question.card.form,
        asked=question_text(card),
        answers=tuple(answer_texts(card)),
        options=tuple(_options(card)),
        order=question.options,
        right=question.card.right,
        response=attempt.response,
        credit=credit(question, attempt.response),
        duration_ms=attempt.duration_ms,
    )


def from_json(values: Mapping[str, Any]) -> PastQuestion:
    """The question that `as_json` told.

    Raises ValueError, KeyError, TypeError or AttributeError for anything else.
    """
    options, order = _texts(values["options"]), tuple(map(int, values["order"]))
    if sorted(order) != list(range(len(options))):
        raise ValueError("a question's options are in no order")
    response = from_response(values["response"])
    if not _within(response, len(options)):
        raise ValueError("an option was answered that the question hasn't")
    right = int(values["right"])
    if not 0 <= right <= max(1, len(options)):
        raise ValueError(f"{right} of {len(options)} options can't be right")
    got = fraction(values["credit"])
    if not 0 <= got <= 1:
        raise ValueError(f"{got} of a point can't be")
    return PastQuestion(
        card=str(values["card"]),
        topic=str(values["topic"]),
        form=Form(values["form"]),
        asked=str(values["asked"]),
        answers=_texts(values["answers"]),
        options=options,
        order=order,
        right=right,
        response=response,
        credit=got,
        duration_ms=int(values["duration_ms"]),
    )


def points(reached: Fraction | int) -> int | float:
    """Points as JSON has them."""
    whole = reached.denominator == 1
    return int(reached) if whole else round(float(reached), _DECIMALS)


def fraction(written: object) -> Fraction:
    """The points that `points` wrote: what was rounded is a sum of a few parts of a point."""
    return Fraction(str(written)).limit_denominator(_FINEST)


def _within(response: Response | None, options: int) -> bool:
    match response:
        case Chosen(chosen):
            return chosen <= set(range(options))
        case Arranged(arrangement):
            return {option for option in arrangement if option is not None} <= set(range(options))
        case _:
            return True


def _options(card: Card) -> list[str]:
    match card:
        case ChoiceCard(note):
            texts = (*note.answers, *(distractor.text for distractor in note.distractors))
        case ArrangementCard():
            texts = card.options
        case _:
            texts = ()
    return [to_plain(text) for text in texts]


def _texts(values: object) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(text, str) for text in values):
        raise TypeError(f"{values!r} are no texts")
    return tuple(values)
