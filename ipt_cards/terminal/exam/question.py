"""A question of an exam as the learner sees it, before and after the exam is handed in."""

from collections.abc import Mapping

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from ipt_cards.deck.card import Card, ChoiceCard
from ipt_cards.deck.deck import Labels
from ipt_cards.exam.mock.attempt import Attempt, Chosen, Graded
from ipt_cards.exam.mock.lead_in import lead_in
from ipt_cards.exam.mock.paper import Question
from ipt_cards.quiz import screen
from ipt_cards.study.exam.answers import as_asked, corrected
from ipt_cards.study.presenting.exams import NOT_ANSWERED, SAID_RIGHT, SAID_WRONG
from ipt_cards.study.presenting.options import letter, option_text
from ipt_cards.terminal.cards import question as quiz_card
from ipt_cards.terminal.cards.answer import answer_parts
from ipt_cards.terminal.cards.markdown import markdown
from ipt_cards.terminal.screen.console import text as safe
from ipt_cards.terminal.screen.width import READABLE_WIDTH


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
    shown = as_asked(question, attempt, card)
    if isinstance(shown, screen.Asking):
        task = lead_in(card, labels.language)
        above: list[RenderableType] = [Text(task, "card.hint"), Text()] if task else []
        return [*above, *quiz_card.question_parts(shown)]
    if isinstance(attempt.response, Graded):
        right = attempt.response.right
        said = Text(SAID_RIGHT, "right") if right else Text(SAID_WRONG, "wrong")
        return [*answer_parts(shown, labels), Text(), said]
    return answer_parts(shown, labels)


def corrected_parts(
    question: Question, attempt: Attempt, cards: Mapping[str, Card], labels: Labels
) -> list[RenderableType]:
    """The question with its right answer, what was answered, every `why`, and the source."""
    parts = answer_parts(corrected(question, attempt, cards), labels)
    if isinstance(attempt.response, Graded):
        return [Text("✗ Not quite, as you said", "verdict.wrong"), Text(), *parts]
    if not attempt.is_answered:
        return [Text(NOT_ANSWERED, "notice"), Text(), *parts]
    return parts


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
