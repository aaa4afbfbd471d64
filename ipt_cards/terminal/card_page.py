"""Cards with their history, a page each."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from ipt_cards.progress.statistics.answers import Answer
from ipt_cards.scheduling.day import date_of
from ipt_cards.scheduling.grade import BUTTONS
from ipt_cards.scheduling.sm2 import preview
from ipt_cards.terminal.card_standing import CardStanding, ShownCard
from ipt_cards.terminal.card_text import answer_texts
from ipt_cards.terminal.report_console import report_console
from ipt_cards.terminal.tables import Column, labelled, print_table
from ipt_cards.terminal.words import counted, duration, interval

ROOMY = 60
"""Columns from which there is room for what is good to know as well."""


def print_cards(cards: Sequence[ShownCard]) -> None:
    """Print what is on each card, what is known of it, and what would come of a grade."""
    console = report_console()
    for number, shown in enumerate(cards):
        if number:
            console.print()
        _print_card(console, shown.standing)
        if shown.history:
            console.print(Text("\nHistory", "title"))
            _print_history(console, shown)
        if shown.standing.state.reviewed >= shown.standing.today:
            console.print(
                "\nIt was reviewed today, so a further answer is a drill: no interval changes."
            )
        else:
            console.print(Text("\nA grade today would give", "title"))
            _print_grades(console, shown.standing)


def _print_card(console: Console, standing: CardStanding) -> None:
    state = standing.state
    console.print(Text.assemble((standing.card.key, "title"), ("  " + standing.topic, "label")))
    answers = answer_texts(standing.card)
    rows = [("question", standing.question)]
    rows += [("" if number else "answer", answer) for number, answer in enumerate(answers)]
    rows.append(("state", ", ".join(standing.states)))
    if standing.due is not None:
        away = _away(standing.due - standing.today)
        rows.append(("due", f"{standing.due_date} ({away})"))
    if not state.is_new:
        memory = f"interval {interval(state.interval)}, ease {state.ease_factor:.2f}"
        rows.append(("memory", f"{memory}, {counted(state.lapses, 'lapse')}"))
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
            _change(answer),
            answer.kind.value,
            answer.origin.value,
            duration(answer.duration_ms) if answer.duration_ms else "–",
        )
        for answer in shown.history
    ]
    print_table(console, columns, rows)


def _print_grades(console: Console, standing: CardStanding) -> None:
    columns = (
        Column("grade"),
        Column("interval", right=True),
        Column("due"),
        Column("ease", right=True),
        Column("", from_width=ROOMY),
    )
    ahead = preview(standing.state, standing.today)
    rows = [
        (
            grade.name.capitalize(),
            interval(ahead[grade].interval),
            date_of(ahead[grade].due).isoformat(),
            f"{ahead[grade].ease_factor:.2f}",
            "comes back today as well" if ahead[grade].drilling else "",
        )
        for grade in BUTTONS
    ]
    print_table(console, columns, rows)


def _change(answer: Answer) -> str:
    before = interval(answer.before.interval) if answer.before.interval else "new"
    if answer.before.interval == answer.after.interval:
        return before
    return f"{before} → {interval(answer.after.interval)}"


def _away(days: int) -> str:
    match days:
        case 0:
            return "today"
        case 1:
            return "tomorrow"
        case _:
            return f"in {days} days"
