"""Item analysis as a table."""

from rich.console import Console

from ipt_cards.deck.text import visible
from ipt_cards.items.analysis import Analysis, Item
from ipt_cards.study.presenting.items import exam_told, figure, flag_told
from ipt_cards.terminal.screen.tables import Column, labelled, print_table


def print_items(console: Console, analysis: Analysis) -> None:
    """Print what the answers of a class tell of an exam, and of each question."""
    console.print(labelled(exam_told(analysis)))
    console.print()
    columns = (
        Column("question", shrinks=True),
        Column("asked", right=True),
        Column("difficulty", right=True),
        Column("discrimination", right=True),
        Column("Rasch", right=True, from_width=70),
        Column("flags", shrinks=True),
    )
    print_table(console, columns, [_row(item) for item in analysis.items])
    if analysis.flagged:
        console.print()
        told = [
            (visible(item.question.name), _sentence(flag_told(item, flag)))
            for item in analysis.flagged
            for flag in item.flags
        ]
        console.print(labelled(told))


def _row(item: Item) -> tuple[str, ...]:
    return (
        item.question.name,
        f"{item.asked:,}",
        figure(item.difficulty),
        figure(item.discrimination),
        figure(item.rasch),
        ", ".join(flag.kind.value for flag in item.flags),
    )


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]
