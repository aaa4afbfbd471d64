"""The end of a quiz, as the learner sees it."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ipt_cards.quiz.summary import Summary
from ipt_cards.scheduling.day import Day
from ipt_cards.study.presenting.summary import nothing_done, rows, title


def summed_up(summary: Summary, today: Day, *, finished: bool, cram: bool) -> RenderableType:
    """What was done and what comes next; `finished` unless the learner left before the end."""
    if not summary.graded:
        return Text(nothing_done(summary, today, finished=finished))
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="status", no_wrap=True)
    grid.add_column(ratio=1)
    for label, told in rows(summary, today, finished=finished, cram=cram):
        grid.add_row(label, told)
    return Group(Text(title(finished=finished, cram=cram), "title"), Text(), grid)
