"""The result of an exam: each mistake and slip with its answer, then the score by topic."""

from collections.abc import Mapping

from rich.console import Console, Group, RenderableType
from rich.text import Text

from ipt_cards.deck.card import Card
from ipt_cards.deck.deck import Labels
from ipt_cards.exam.mock.sitting import Ending, Sitting, marked, mistakes
from ipt_cards.study.exam.answers import nearly_right
from ipt_cards.study.presenting.exams import NOT_PASSED, PASSED, TIME_IS_UP, range_told, rows
from ipt_cards.study.presenting.words import counted, percent
from ipt_cards.terminal.exam.question import corrected_parts, panel
from ipt_cards.terminal.screen.console import plain_of
from ipt_cards.terminal.screen.console import text as safe
from ipt_cards.terminal.screen.tables import Column, labelled, print_table


def print_result(
    console: Console,
    sitting: Sitting,
    cards: Mapping[str, Card],
    labels: Labels,
    logged: int | None,
) -> None:
    """Print what the exam came to, what matters most last, where a terminal still shows it.

    logged: how many answers the log got; None for not asked.
    """
    for heading, places in (
        ("To look at again", mistakes(sitting)),
        ("Nearly right, which counts", nearly_right(sitting, cards)),
    ):
        if places:
            console.print(Text(f"{heading}: {counted(len(places), 'question')}", "title"))
        for place in places:
            question, attempt = sitting.paper.questions[place], sitting.attempts[place]
            title = f"{place + 1} · {labels.topics.get(question.card.key, '')}"
            _print_answer(console, title, corrected_parts(question, attempt, cards, labels))
        if places:
            console.print()
    _print_topics(console, sitting, labels)
    console.print()
    _print_score(console, sitting, logged)


def _print_score(console: Console, sitting: Sitting, logged: int | None) -> None:
    verdict = Text(PASSED, "verdict.right")
    if not marked(sitting).passed:
        verdict = Text(NOT_PASSED, "wrong")
    if sitting.ending is Ending.TIMED_OUT:
        console.print(Text(TIME_IS_UP, "notice"))
    console.print(verdict)
    console.print()
    console.print(labelled(rows(sitting, logged, "`--log` gives it the next exam's")))


def _print_topics(console: Console, sitting: Sitting, labels: Labels) -> None:
    names = {
        question.card.topic: labels.topics.get(question.card.key, question.card.topic)
        for question in sitting.paper.questions
    }
    columns = (
        Column("topic", shrinks=True),
        Column("right", right=True),
        Column("share", right=True),
        Column("range (95 %)", right=True, from_width=50),
    )
    print_table(
        console,
        columns,
        [
            (
                safe(names[topic]).plain,
                f"{tally.points} of {tally.asked}",
                percent(tally.right, tally.asked),
                range_told(tally),
            )
            for topic, tally in marked(sitting).topics.items()
        ],
    )


def _print_answer(console: Console, title: str, parts: list[RenderableType]) -> None:
    console.print()
    if console.is_terminal:
        console.print(panel(title, parts, airy=False))
    else:
        console.file.write(plain_of(Group(safe(title), *parts), console.width))
