"""Cards with their history, a page each."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from ipt_cards.deck.showing.plain_text import answer_texts
from ipt_cards.scheduling.day import date_of
from ipt_cards.scheduling.grade import BUTTONS
from ipt_cards.study.cards.standing import CardStanding, ShownCard
from ipt_cards.study.presenting.cards import away, change_told, memory, memory_told
from ipt_cards.study.presenting.words import duration, interval
from ipt_cards.terminal.screen.tables import Column, labelled, print_table

ROOMY = 60
"""Columns from which there is room for what is good to know as well."""


def print_cards(console: Console, cards: Sequence[ShownCard]) -> None:
    """Print what is on each card, what is known of it, and what would come of a grade."""
    for number, shown in enumerate(cards):
        if number:
            console.print()
        _print_card(console, shown.standing)
        if shown.history:
            console.print(Text("\nHistory", "title"))
            _print_history(console, shown)
        state = shown.standing.state
        changes = any(after.interval != state.interval for after in shown.ahead.values())
        if state.reviewed > shown.standing.today:
            console.print(
                f"\nIts last review is dated {date_of(state.reviewed)}, which lies ahead of this "
                "machine's clock: one of the two is wrong."
            )
        elif state.reviewed >= shown.standing.today and not changes:
            console.print(
                "\nIt was reviewed today, so a further answer is a drill: no interval changes."
            )
        else:
            console.print(Text("\nA grade today would give", "title"))
            _print_grades(console, shown)


def _print_card(console: Console, standing: CardStanding) -> None:
    state = standing.state
    console.print(Text.assemble((standing.card.key, "title"), ("  " + standing.topic, "label")))
    answers = answer_texts(standing.card)
    rows = [("question", standing.question)]
    rows += [("" if number else "answer", answer) for number, answer in enumerate(answers)]
    rows.append(("state", ", ".join(standing.states)))
    if standing.due is not None:
        rows.append(("due", f"{standing.due_date} ({away(standing.due - standing.today)})"))
    if not state.is_new:
        rows.append(("memory", memory_told(state)))
    console.print(labelled(rows))


def _print_history(console: Console, shown: ShownCard) -> None:
    columns = (
        Column("answered"),
        Column("grade"),
        Column("interval"),
        Column("kind", from_width=ROOMY),
        Column("origin", from_width=ROOMY),
        Column("time", right=True, from_width=ROOMY),
    )
    rows = [
        (
            f"{shown.instant(answer):%Y-%m-%d %H:%M}",
            answer.grade.name.capitalize(),
            change_told(answer),
            answer.kind.value,
            answer.origin.value,
            duration(answer.duration_ms) if answer.duration_ms else "–",
        )
        for answer in shown.history
    ]
    print_table(console, columns, rows)


def _print_grades(console: Console, shown: ShownCard) -> None:
    ahead = shown.ahead
    memories = {grade: memory(ahead[grade]) for grade in BUTTONS}
    columns = (
        Column("grade"),
        Column("interval", right=True),
        Column("due"),
        *(Column(name, right=True) for name in memories[BUTTONS[0]]),
        Column("", from_width=ROOMY),
    )
    rows = [
        (
            grade.name.capitalize(),
            interval(ahead[grade].interval),
            date_of(ahead[grade].due).isoformat(),
            *memories[grade].values(),
            "comes back today as well" if ahead[grade].drilling else "",
        )
        for grade in BUTTONS
    ]
    print_table(console, columns, rows)
