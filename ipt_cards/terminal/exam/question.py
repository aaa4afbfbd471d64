"""A question of an exam as the learner sees it, before and after the exam is handed in."""

from collections.abc import Mapping
from dataclasses import replace

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from ipt_cards.deck.card import ArrangementCard, Card, ChoiceCard
from ipt_cards.deck.deck import Labels
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
from ipt_cards.exam.mock.paper import Question
from ipt_cards.exam.mock.sitting import Sitting, arrangement_of
from ipt_cards.quiz import screen
from ipt_cards.quiz.judging.judge import Verdict
from ipt_cards.study.presenting.options import letter, option_text
from ipt_cards.terminal.cards import question as quiz_card
from ipt_cards.terminal.cards.answer import answer_parts
from ipt_cards.terminal.cards.markdown import markdown
from ipt_cards.terminal.screen.console import READABLE_WIDTH
from ipt_cards.terminal.screen.console import text as safe

_SAID_RIGHT = ("✓ You said: right", "right")
_SAID_WRONG = ("✗ You said: wrong", "wrong")
_AS_MARKED = "as it was judged when you answered"


def panel(title: str, parts: list[RenderableType], *, airy: bool = True) -> Panel:
    """A question's parts in its frame."""
    return Panel(
        Group(*parts),
        box=box.ROUNDED,
        title=safe(title, "card.topic") if title else None,
        title_align="left",
        border_style="card.border",
        padding=(1 if airy else 0, 2),
        width=READABLE_WIDTH,
    )


def question_parts(
    question: Question, attempt: Attempt, card: Card, labels: Labels
) -> list[RenderableType]:
    """The question with what was answered so far; a revealed one with its answer."""
    if isinstance(card, ChoiceCard):
        several = len(card.note.answers) > 1
        hint = [Text(), Text("More than one is right.", "card.hint")] if several else []
        chosen = attempt.response.options if isinstance(attempt.response, Chosen) else frozenset()
        options = _options(question, chosen, card, several=several)
        return [markdown(card.note.question), *hint, Text(), options]
    if isinstance(card, ArrangementCard):
        arrangement = arrangement_of(question, attempt)
        arranging = screen.Asking(card, question.options, 0, arrangement=arrangement)
        return quiz_card.question_parts(arranging)
    asking = screen.Asking(card, (), 0)
    match attempt.response:
        case Revealed():
            return answer_parts(screen.Revealed(asking), labels)
        case Graded(right):
            said = Text(*(_SAID_RIGHT if right else _SAID_WRONG))
            return [*answer_parts(screen.Revealed(asking), labels), Text(), said]
        case _:
            return quiz_card.question_parts(asking)


def corrected_parts(
    question: Question, attempt: Attempt, cards: Mapping[str, Card], labels: Labels
) -> list[RenderableType]:
    """The question with its right answer, what was answered, every `why`, and the source."""
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
    parts = answer_parts(screen.Revealed(asking, response), labels)
    if isinstance(attempt.response, Graded):
        return [Text("✗ Not quite, as you said", "verdict.wrong"), Text(), *parts]
    if not attempt.is_answered:
        return [Text("– Not answered", "notice"), Text(), *parts]
    return parts


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


def _options(
    question: Question, chosen: frozenset[int], card: ChoiceCard, *, several: bool
) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(style="option.letter", no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    full, empty = ("☑", "☐") if several else ("●", "○")
    for place, option in enumerate(question.options):
        sign = full if option in chosen else empty
        grid.add_row(letter(place), sign, markdown(option_text(card, option)))
    return grid
