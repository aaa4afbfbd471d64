"""The scores of past exams, as a plot and a table."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from ipt_cards.exam.mock.past_exam import PastExam
from ipt_cards.scheduling.day import Calendar, datetime_of
from ipt_cards.study.presenting.words import duration, percent
from ipt_cards.terminal.screen.tables import Column, print_table

_HEIGHT = 10
"""Rows of the plot, a tenth of the whole each."""

_ROOMY = 50
"""Columns from which there is room for the hour and a verdict in words."""


def print_history(
    console: Console, exams: Sequence[PastExam], deck: str, calendar: Calendar
) -> None:
    """Print the exams on a deck, oldest first; the plot only on a terminal."""
    if not exams:
        console.print(f"No exam on {deck} was handed in yet: `ipt-cards exam` begins one.")
        return
    if console.is_terminal:
        console.print(score_plot(exams, console.width))
        console.print()
    columns = (
        Column("ended", below_width=_ROOMY),
        Column("ended", from_width=_ROOMY),
        Column("right", right=True),
        Column("score", right=True),
        Column("range (95 %)", right=True, from_width=60),
        Column("pass", right=True, from_width=60),
        Column("time", right=True, from_width=70),
        Column("seed", right=True, from_width=70),
        Column("", below_width=_ROOMY),
        Column("", from_width=_ROOMY),
    )
    print_table(console, columns, [_row(exam, calendar) for exam in exams])


def score_plot(exams: Sequence[PastExam], width: int) -> Text:
    """A column for each exam, as many of the latest as fit: its range, its score, the pass mark."""
    step = 3
    shown = exams[-max(1, (width - 8) // step) :]
    plot = Text(no_wrap=True)
    for row in range(_HEIGHT, -1, -1):
        label = {_HEIGHT: "100 %", _HEIGHT // 2: "50 %", 0: "0 %"}.get(row, "")
        plot.append(f"{label:>5} {'┤' if label else '│'}", style="plot.axis")
        for exam in shown:
            plot.append(" ")
            plot.append(*_glyph(exam, row))
            plot.append(" ")
        plot.append("\n")
    plot.append(f"      └{'─' * (step * len(shown))}\n", style="plot.axis")
    parts = ("● passed", "○ not passed", "┊ range", "╌ to pass")
    legend = "  ".join(parts)
    if len(legend) + 7 > width:
        legend = f"{'  '.join(parts[:2])}\n{'':7}{'  '.join(parts[2:])}"
    plot.append(f"{'':7}{legend}", style="plot.axis")
    return plot


def _glyph(exam: PastExam, row: int) -> tuple[str, str]:
    low, high = (round(share * _HEIGHT) for share in exam.score.total.interval)
    if row == round(exam.score.total.share * _HEIGHT):
        return ("●", "plot.year") if exam.score.passed else ("○", "wrong")
    if row == round(exam.score.pass_percent * _HEIGHT / 100):
        return "╌", "plot.axis"
    return ("┊", "plot.ahead") if low <= row <= high else (" ", "plot.axis")


def _row(exam: PastExam, calendar: Calendar) -> tuple[str, ...]:
    ended = datetime_of(exam.at_ms).astimezone(calendar.zone)
    total = exam.score.total
    low, high = total.interval
    passed = exam.score.passed
    return (
        f"{ended:%Y-%m-%d}",
        f"{ended:%Y-%m-%d %H:%M}",
        f"{total.points} of {total.asked}",
        percent(total.right, total.asked),
        f"{100 * low:.0f}–{100 * high:.0f} %",
        f"{exam.score.pass_percent} %",
        duration(exam.spent_ms),
        str(exam.seed),
        "✓" if passed else "✗",
        "passed" if passed else "not passed",
    )
