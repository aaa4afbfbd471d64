"""An exam's answers as a quiz shows them: asked, answered so far, corrected."""

from collections.abc import Mapping
from dataclasses import replace

from ipt_cards.deck.card import ArrangementCard, Card, ChoiceCard
from ipt_cards.exam.mock.attempt import (
    Arranged,
    Attempt,
    Chosen,
    Graded,
    Revealed,
    Typed,
    credit,
    is_right,
)
from ipt_cards.exam.mock.event import Type
from ipt_cards.exam.mock.paper import Question
from ipt_cards.exam.mock.sitting import Sitting, arrangement_of
from ipt_cards.quiz import screen
from ipt_cards.quiz.judging.judge import Verdict

_AS_MARKED = "as it was judged when you answered"


def typed_answer(
    sitting: Sitting,
    cards: Mapping[str, Card],
    text: str,
    counted: screen.Counted = screen.NONE_COUNTED,
) -> Type:
    """The event of a text that was typed for the question that is being answered.

    counted: the texts that the learner counts as right.
    """
    found = screen.judged(cards[sitting.question.card.key], text, cards, counted)
    return Type(text, found.credit)


def as_asked(question: Question, attempt: Attempt, card: Card) -> screen.Asking | screen.Revealed:
    """The question with what was answered so far; one that was revealed with its answer."""
    if isinstance(card, ChoiceCard):
        chosen = attempt.response.options if isinstance(attempt.response, Chosen) else frozenset()
        return screen.Asking(card, question.options, 0, marked=chosen)
    if isinstance(card, ArrangementCard):
        arrangement = arrangement_of(question, attempt)
        return screen.Asking(card, question.options, 0, arrangement=arrangement)
    asking = screen.Asking(card, (), 0)
    if isinstance(attempt.response, Revealed | Graded):
        return screen.Revealed(asking)
    return asking


def corrected(question: Question, attempt: Attempt, cards: Mapping[str, Card]) -> screen.Revealed:
    """The question with its right answer, and with what was answered."""
    card = cards[question.card.key]
    asking = screen.Asking(card, question.options, 0)
    response: screen.Response | None = None
    match attempt.response:
        case Chosen(options):
            response = screen.Chosen(options, is_right(question, attempt.response))
        case Arranged(arrangement):
            response = screen.Arranged(arrangement, credit(question, attempt.response))
        case Typed(text, found):
            judgement = screen.judged(card, text, cards)
            if found < judgement.credit:
                # The deck or the rules may have changed since; the mark has not.
                judgement = replace(judgement, verdict=Verdict.WRONG, why=_AS_MARKED, part=found)
            response = screen.Typed(text, judgement)
        case _:
            pass
    return screen.Revealed(asking, response)


def nearly_right(sitting: Sitting, cards: Mapping[str, Card]) -> list[int]:
    """The places of the questions whose typed answers got the mark but for a slip."""
    return [
        place
        for place, attempt in enumerate(sitting.attempts)
        if isinstance(attempt.response, Typed)
        and attempt.response.credit == 1
        and _is_nearly(cards[sitting.paper.questions[place].card.key], attempt.response, cards)
    ]


def _is_nearly(card: Card, response: Typed, cards: Mapping[str, Card]) -> bool:
    return screen.judged(card, response.text, cards).verdict is Verdict.NEARLY
