"""The end of a quiz, as the learner sees it."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ipt_cards.quiz.summary import Summary
from ipt_cards.scheduling.day import Day
from ipt_cards.terminal.quiz.footer import name
from ipt_cards.terminal.screen import words


def summed_up(summary: Summary, today: Day, *, finished: bool, cram: bool) -> RenderableType:
    """What was done and what comes next; `finished` unless the learner left before the end."""
    if not summary.graded:
        return Text(_nothing_done(summary, today, finished=finished))
    answers = sum(summary.graded.values())
    title = "Done for today" if finished and not cram else "Done" if finished else "So far"
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="status", no_wrap=True)
    grid.add_column(ratio=1)
    cards = words.counted(summary.cards, "card")
    grid.add_row("Answers", f"{answers:,} on {cards}, {_time(summary, answers)}")
    grid.add_row(
        "Grades", " · ".join(f"{name(grade)} {count:,}" for grade, count in summary.graded.items())
    )
    if summary.reviews and not cram:
        share = words.percent(summary.remembered, summary.reviews)
        reviews = words.counted(summary.reviews, "review")
        grid.add_row("Retention", f"{share} ({summary.remembered:,} of {reviews})")
    if not summary.planned:
        grid.add_row("Tomorrow", tomorrow(summary, today))
    return Group(Text(title, "title"), Text(), grid)


def tomorrow(summary: Summary, today: Day) -> str:
    """What comes tomorrow or, if nothing does, when the next card is due."""
    parts = [
        words.counted(count, noun)
        for count, noun in (
            (summary.tomorrow_reviews, "review"),
            (summary.tomorrow_new, "new card"),
        )
        if count
    ]
    if parts:
        return " and ".join(parts)
    if summary.next_due is None:
        return "nothing"
    return f"nothing; the next card is due {words.due(summary.next_due, today)}"


def _nothing_done(summary: Summary, today: Day, *, finished: bool) -> str:
    if not finished:
        return "Nothing was answered."
    if summary.planned:
        return "Today's part of the plan is done."
    return f"Nothing is due today. Tomorrow: {tomorrow(summary, today)}."


def _time(summary: Summary, answers: int) -> str:
    each = words.duration(summary.time_ms // answers)
    return f"{words.duration(summary.time_ms)} ({each} each)"
