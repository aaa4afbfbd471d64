"""What stands below a card: what can be pressed, what is left, how long that takes."""

from collections.abc import Iterable

from rich.align import Align
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ipt_cards.quiz.pace import time_left_ms
from ipt_cards.quiz.screen import Asking, Finished, Revealed, is_typed
from ipt_cards.quiz.session import Notice, Session, state_of
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.sm2 import CardState, preview
from ipt_cards.terminal import words
from ipt_cards.terminal.keymap import GradeKeys, default_grade

_NOTICES = {
    Notice.LEECH: "You failed this card 8 times: it is suspended. Better rewrite it (u, then e).",
    Notice.SUSPENDED: "Suspended. u takes it back.",
    Notice.BURIED: "Buried until tomorrow. u takes it back.",
    Notice.TAKEN_BACK: "Taken back.",
    Notice.NOTHING_TO_UNDO: "There is nothing to take back in this quiz.",
    Notice.CARD_GONE: "The deck has this card no more. Its history is kept.",
}


def notice(found: Notice | None) -> str:
    """What the learner is told, "" for nothing."""
    return _NOTICES[found] if found else ""


def prompt(session: Session, grades: GradeKeys, today: Day, width: int) -> RenderableType:
    """What can be pressed now: the grades with their intervals, or how to see the answer."""
    match session.screen:
        case Asking() as asking if is_typed(asking.card):
            return Text(
                "Type the answer, then Enter · Esc for other keys", "status", justify="center"
            )
        case Asking():
            return Text("Space shows the answer", "status", justify="center")
        case Revealed() as revealed:
            return _in_rows(list(_buttons(session, revealed, grades, today)), width)
        case Finished() | None:
            return Text()


def bar(session: Session, width: int) -> list[RenderableType]:
    """How much is done, and what is left by kind and in time."""
    done = sum(turn.grade is not None for turn in session.turns)
    total = done + session.left.total
    filled = round(width * done / total) if total else width
    line = Text("━" * filled, "bar.done") + Text("━" * (width - filled), "bar.left")
    return [line, status(session)]


def status(session: Session) -> Text:
    """What is left, in a line: by kind, and the time it will take."""
    left = session.left
    counts = (
        (left.new, "new", "count.new"),
        (left.reviews, "review", "count.review"),
        (left.again, "again", "count.again"),
    )
    found = Text(justify="center")
    for count, kind, style in counts:
        found.append(f"{count} {kind}", style if count else "status").append("  ")
    if left.total:
        time = words.duration(time_left_ms(left.total, session.known.durations_ms))
        found.append(f"~{time}", "status").append("  ")
    return found.append("?", "key").append(" keys", "status")


def _buttons(session: Session, revealed: Revealed, grades: GradeKeys, today: Day) -> Iterable[Text]:
    after = preview(state_of(session, revealed.asked.card), today)
    first = default_grade(revealed)
    for key, grade in grades.items():
        label = Text().append(f" {key} ", "button.key").append(name(grade))
        if not session.settings.cram:
            label.append(f" · {_interval(after[grade], grade, today)}", "button.interval")
        label.append(" ")
        if grade is first and revealed.suggested is not None:
            label.stylize("button.suggested")
        yield label


def name(grade: Grade) -> str:
    """What a grade's button says."""
    return grade.name.capitalize()


def _interval(after: CardState, grade: Grade, today: Day) -> str:
    days = words.interval(after.due - today)
    if grade >= Grade.GOOD:
        return days
    return f"today, {days}" if grade.passed else "today"


def _in_rows(labels: list[Text], width: int) -> RenderableType:
    in_a_row = Text(" ").join(labels)
    if in_a_row.cell_len <= width:
        return Align.center(in_a_row)
    widest = max(label.cell_len for label in labels)
    columns = max(1, min(len(labels) // 2, (width + 1) // (widest + 1)))
    grid = Table.grid(padding=(0, 1, 0, 0))
    for start in range(0, len(labels), columns):
        grid.add_row(*labels[start : start + columns])
    return Align.center(grid)
