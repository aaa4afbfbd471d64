"""Item analysis as a table."""

from rich.console import Console

from ipt_cards.items.analysis import Analysis, Item
from ipt_cards.terminal.screen.tables import Column, labelled, print_table


def print_items(console: Console, analysis: Analysis) -> None:
    """Print what the answers of a class tell of an exam, and of each question."""
    console.print(labelled(_exam(analysis)))
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


def _exam(analysis: Analysis) -> list[tuple[str, str]]:
    rows = [("sittings", f"{analysis.sittings.all:,}")]
    if analysis.mean is not None:
        rows.append(("mean", f"{100 * analysis.mean:.1f} %"))
    found = analysis.reliability
    if found is not None:
        rows.append(("reliability", f"{figure(found.value)} ({found.coefficient.value})"))
    return rows


def _row(item: Item) -> tuple[str, ...]:
    return (
        item.question.name,
        f"{item.asked:,}",
        figure(item.difficulty),
        figure(item.discrimination),
        figure(item.rasch),
        ", ".join(flag.kind.value for flag in item.flags),
    )


def figure(value: float | None) -> str:
    """A figure with two decimals; a dash where it can't be told."""
    return "–" if value is None else f"{value:.2f}".replace("-", "−")
