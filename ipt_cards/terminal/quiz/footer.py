"""What stands below a card: what can be pressed, what is left, how long that takes."""

from collections.abc import Iterable, Iterator
from enum import Enum, auto

from rich.align import Align
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ipt_cards.deck.card import ChoiceCard
from ipt_cards.deck.markup.parser import medium_kind
from ipt_cards.quiz.asking_order import time_left_ms
from ipt_cards.quiz.screen import (
    Asking,
    Finished,
    Revealed,
    Typed,
    can_be_counted,
    is_typed,
    media_shown,
)
from ipt_cards.quiz.session import Session, state_of
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.scheduler import preview
from ipt_cards.study.configuration.settings import Colours
from ipt_cards.study.presenting import words
from ipt_cards.study.presenting.grades import GradeKeys, comes_back, default_grade, grade_name
from ipt_cards.study.presenting.notices import notice_told
from ipt_cards.study.presenting.options import command_key, letter
from ipt_cards.terminal.screen.console import lines_of


class _Told(Enum):
    # How much a grade's button says, the most first.
    INTERVAL = auto()
    NAME = auto()
    KEY = auto()


def notice(session: Session, *, in_lines: bool = False, can_edit: bool = True) -> str:
    """What the learner is told, "" for nothing, with what undoes and redoes here.

    in_lines: whether lines are read instead of keys. There is no editor then.
    can_edit: whether the deck's notes may be edited where they are.
    """
    typing = isinstance(session.screen, Asking) and is_typed(session.screen.card)
    before = ":" if in_lines else "Esc " if typing else ""
    undo, redo = (f"{before}{key if in_lines else _key(session, key)}" for key in "ur")
    edit = f" ({undo}, then e)" if can_edit and not in_lines else ""
    return notice_told(session, undo=undo, redo=redo, edit=edit)


def _key(session: Session, command: str) -> str:
    options = len(session.screen.options) if isinstance(session.screen, Asking) else 0
    return command_key(command, options)


def prompt(
    session: Session, grades: GradeKeys, today: Day, width: int, most_lines: int | None = None
) -> RenderableType:
    """What can be pressed now: the grades with their intervals, or how to see the answer.

    Where the grades would take more than `most_lines`, they say less, but none is left out.
    """
    match session.screen:
        case Asking() as asking:
            ways = _ways_to_answer(asking)
            longest_first = (f"{ways}{more}" for more in (*_ways_to_look(asking), ""))
            fitting = next((each for each in longest_first if len(each) <= width), ways)
            return Text(fitting, "status", justify="center")
        case Revealed() as revealed:
            for told in _Told:
                buttons = list(_buttons(session, revealed, grades, today, told))
                shown = _in_rows(buttons, width)
                if most_lines is None or len(lines_of(shown, width, Colours.NONE)) <= most_lines:
                    break
            return shown
        case Finished() | None:
            return Text()


def _ways_to_answer(asking: Asking) -> str:
    if is_typed(asking.card):
        return "Type, then Enter · Esc for other keys"
    if not asking.options:
        return "Space shows the answer"
    letters = f"{letter(0)}–{letter(len(asking.options) - 1)}"
    if isinstance(asking.card, ChoiceCard) and len(asking.card.note.answers) > 1:
        return f"{letters} mark · Enter answers"
    if asking.arrangement:
        return f"{letters} place · Enter answers"
    return f"{letters} choose · Space gives up"


def _ways_to_look(asking: Asking) -> Iterator[str]:
    kinds = {medium_kind(written) for written in media_shown(asking)}
    typing = "Esc, then " if is_typed(asking.card) else ""
    opens, plays = (command_key(key, len(asking.options)) for key in "op")
    if "sound" in kinds:
        yield f" · {typing}{plays} plays the sound"
        yield f" · {typing}{plays} plays"
    elif kinds:
        yield f" · {typing}{opens} opens the {'picture' if 'image' in kinds else 'video'}"
        yield f" · {typing}{opens} opens"


def bar(session: Session, width: int) -> list[RenderableType]:
    """How much is done, and what is left by kind and in time."""
    done = sum(turn.grade is not None for turn in session.turns)
    total = done + session.left.total
    filled = round(width * done / total) if total else width
    line = Text.assemble(("━" * filled, "bar.done"), ("━" * (width - filled), "bar.left"))
    status = next((text for text in _statuses(session) if text.cell_len <= width), Text("?", "key"))
    status.justify = "center"
    return [line, status]


def _statuses(session: Session) -> Iterator[Text]:
    # What is left, the longest way to say it first.
    left = session.left
    counts = (
        (left.new, "new", "count.new"),
        (left.reviews, "review", "count.review"),
        (left.again, "again", "count.again"),
    )
    time = f"~{words.duration(time_left_ms(left, session.known.pace))}"
    every = [Text(f"{count} {kind}", style if count else "status") for count, kind, style in counts]
    some = [text for text, (count, _, _) in zip(every, counts, strict=True) if count]
    typing = isinstance(session.screen, Asking) and is_typed(session.screen.card)
    keys = Text.assemble(("Esc ?" if typing else "?", "key"), (" keys", "status"))
    for parts in (
        [*every, Text(time, "status"), keys],
        [*some, Text(time, "status"), keys],
        [*some, keys],
    ):
        yield Text("  ").join(parts)


def _buttons(
    session: Session, revealed: Revealed, grades: GradeKeys, today: Day, told: _Told
) -> Iterable[Text]:
    state = state_of(session, revealed.asked.card)
    after = preview(state, today, session.settings.scheduler)
    first = default_grade(revealed)
    for key, grade in grades.items():
        label = Text().append(f" {key} ", "button.key")
        if told is not _Told.KEY:
            label.append(grade_name(grade))
            if told is _Told.INTERVAL and not session.settings.cram:
                label.append(f" · {comes_back(after[grade], grade, today)}", "button.interval")
            label.append(" ")
        if grade is first and revealed.suggested is not None:
            label.stylize("button.suggested")
        yield label
    if can_be_counted(revealed):
        is_counted = isinstance(revealed.response, Typed) and revealed.response.counted
        label = Text().append(" c ", "button.key")
        if told is not _Told.KEY:
            label.append("Not right after all " if is_counted else "Count as right ")
        yield label


def _in_rows(labels: list[Text], width: int) -> RenderableType:
    in_a_row = Text(" ").join(labels)
    if in_a_row.cell_len <= width:
        return Align.center(in_a_row)
    # As few rows as fit, the columns aligned.
    for columns in range(len(labels) // 2, 0, -1):
        rows = [labels[start : start + columns] for start in range(0, len(labels), columns)]
        widths = [max(row[c].cell_len for row in rows if c < len(row)) for c in range(columns)]
        if columns == 1 or sum(widths) + columns - 1 <= width:
            grid = Table.grid(padding=(0, 1, 0, 0))
            for row in rows:
                grid.add_row(*row)
            return Align.center(grid)
    return in_a_row
