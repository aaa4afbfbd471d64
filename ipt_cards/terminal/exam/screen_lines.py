"""The whole screen of an exam as lines: number and clock, the question, what can be pressed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from rich.align import Align
from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ipt_cards.deck.card import Card
from ipt_cards.deck.deck import Labels
from ipt_cards.exam.mock.attempt import Attempt
from ipt_cards.exam.mock.sitting import Sitting
from ipt_cards.forecast.exam_card import Form
from ipt_cards.study.configuration.settings import Colours
from ipt_cards.study.presenting.options import command_key, letter
from ipt_cards.study.presenting.words import counted
from ipt_cards.terminal.exam.question import panel, question_parts
from ipt_cards.terminal.pictures.deck_pictures import DeckPictures
from ipt_cards.terminal.screen.console import text as safe
from ipt_cards.terminal.screen.layout import ScreenLines, Size, laid_out
from ipt_cards.terminal.screen.width import READABLE_WIDTH

_HURRY_MS = 5 * 60_000
"""With less time left the clock stands out."""


class Showing(Enum):
    """What stands in the middle of the screen."""

    QUESTION = auto()
    OVERVIEW = auto()
    HANDING_IN = auto()
    HELP = auto()


@dataclass(frozen=True, slots=True)
class View:
    """Everything there is to see.

    card: of the question that is being answered.
    commanding: whether the learner left the line to type in, for the other keys.
    number: what is typed of the number to go to, in the overview.
    message: a word from outside the exam, such as what a viewer said; "" for none.
    pictures: what draws the deck's pictures; None where only their descriptions are shown.
    """

    sitting: Sitting
    card: Card
    labels: Labels
    left_ms: int
    showing: Showing = Showing.QUESTION
    commanding: bool = False
    number: str = ""
    message: str = ""
    colours: Colours = Colours.AUTO
    pictures: DeckPictures | None = None


def screen_lines(view: View, width: int, height: int, scroll: int | None = None) -> ScreenLines:
    """The screen at a size, in columns and lines; `scroll`: the line of the middle to begin at."""
    size = Size(width, height, view.colours, view.pictures)
    return laid_out(
        size,
        lambda airy: _body(view, width, airy=airy),
        Group(*_bottom(view, width)),
        head=size.lines(_head(view)),
        typing=has_line(view.sitting, view.showing),
        highest=height // 10,
        scroll=scroll or 0,
    )


def has_line(sitting: Sitting, showing: Showing) -> bool:
    """Whether there is a line to type an answer in."""
    return showing is Showing.QUESTION and sitting.question.card.form is Form.TYPED


def clock(left_ms: int) -> str:
    """The time left as a clock shows it: `59:07`, `1:00:00`. Only no time left is `0:00`."""
    seconds = -(-left_ms // 1000)
    hours, minutes = divmod(seconds // 60, 60)
    if hours:
        return f"{hours}:{minutes:02}:{seconds % 60:02}"
    return f"{minutes}:{seconds % 60:02}"


def overview_text(sitting: Sitting) -> Text:
    """How many questions are answered, not answered and flagged."""
    left = len(sitting.attempts) - sitting.answered
    parts = [f"{sitting.answered} answered", f"{left} not answered"]
    if sitting.flagged:
        parts.append(f"{len(sitting.flagged)} flagged")
    return Text(" · ".join(parts))


def _head(view: View) -> RenderableType:
    sitting = view.sitting
    grid = Table.grid(expand=True)
    grid.add_column(ratio=1)
    grid.add_column(justify="right", no_wrap=True)
    number = Text(f"{sitting.place + 1} of {len(sitting.attempts)}", "title")
    if sitting.attempt.flagged:
        number.append("  ⚑ flagged", "notice")
    time = Text(clock(view.left_ms), "notice" if view.left_ms < _HURRY_MS else "title")
    grid.add_row(number, time.append(" left", "status"))
    return grid


def _body(view: View, width: int, *, airy: bool) -> RenderableType:
    shown: RenderableType
    match view.showing:
        case Showing.QUESTION:
            sitting = view.sitting
            parts = question_parts(sitting.question, sitting.attempt, view.card, view.labels)
            shown = panel(view.labels.topics.get(view.card.key, ""), parts, airy=airy)
        case Showing.OVERVIEW:
            shown = _overview(view)
        case Showing.HANDING_IN:
            shown = Group(
                Text("Hand in?", "title"),
                Text(),
                overview_text(view.sitting),
                Text(),
                Text("What is not answered counts as wrong. There is no way back."),
            )
        case Showing.HELP:
            shown = _help()
    return Align.center(shown, width=min(width, READABLE_WIDTH))


def _overview(view: View) -> RenderableType:
    sitting = view.sitting
    digits = len(str(len(sitting.attempts)))
    cells = []
    for place, attempt in enumerate(sitting.attempts):
        cell = Text(f"{place + 1:>{digits}} {_sign(attempt)}")
        if attempt.flagged:
            cell.stylize("notice")
        if place == sitting.place:
            cell.stylize("reverse")
        cells.append(cell)
    return Group(
        overview_text(sitting),
        Text(),
        Columns(cells, padding=(0, 2)),
        Text(),
        Text("● answered   ○ not answered   ⚑ flagged", "status"),
        Text(),
        Text.assemble("Go to: ", (view.number or " ", "title"), ("_", "status")),
    )


def _sign(attempt: Attempt) -> str:
    return ("●" if attempt.is_answered else "○") + ("⚑" if attempt.flagged else " ")


def _bottom(view: View, width: int) -> Sequence[RenderableType]:
    ways = next((way for way in _ways(view) if len(way) <= width), "?")
    lines: list[RenderableType] = [Text(), Text(ways, "status", justify="center")]
    if view.message:
        told = safe(view.message, "notice")
        told.justify = "center"
        lines.insert(1, told)
    if view.showing is Showing.QUESTION:
        done, total = view.sitting.answered, len(view.sitting.attempts)
        filled = round(width * done / total)
        bar = Text.assemble(("━" * filled, "bar.done"), ("━" * (width - filled), "bar.left"))
        keys = "Esc ? keys" if _is_typing(view) else "? keys"
        count = Text(f"{counted(total - done, 'question')} left · {keys}", "status")
        count.justify = "center"
        lines += [Text(), bar, count]
    return lines


def _ways(view: View) -> Iterator[str]:
    # The longest way to say it first.
    match view.showing:
        case Showing.OVERVIEW:
            yield "a number, then Enter goes there · h hands in · Esc goes back"
            yield "number, Enter · h hands in · Esc"
        case Showing.HANDING_IN:
            yield "y hands in · any other key goes back"
        case Showing.HELP:
            yield "Any key goes back."
        case Showing.QUESTION if view.commanding:
            yield "n p s f g o h q · Enter goes back to typing"
        case Showing.QUESTION if _is_typing(view):
            yield "Type, then Enter · Esc, then n next · p back · f flag · g overview · h hand in"
            yield "Type, then Enter · Esc, then n p f g h"
            yield "Type, then Enter · Esc for other keys"
        case Showing.QUESTION:
            options = len(view.sitting.question.options)
            flag, overview, hand_in = (command_key(key, options) for key in "fgh")
            for rest in (
                f" · ← back · {flag} flag · {overview} overview · {hand_in} hand in",
                f" · ← back · {flag} · {overview} · {hand_in}",
                f" · {flag} · {overview} · {hand_in}",
                "",
            ):
                yield _ways_to_answer(view) + rest


def _is_typing(view: View) -> bool:
    return has_line(view.sitting, view.showing) and not view.commanding


def _ways_to_answer(view: View) -> str:
    question = view.sitting.question
    match question.card.form:
        case Form.CHOICE:
            verb = "mark" if question.card.right > 1 else "choose"
            return f"{letter(0)}–{letter(len(question.options) - 1)} {verb} · Enter next"
        case Form.ORDERING | Form.MATCHING:
            return f"{letter(0)}–{letter(len(question.options) - 1)} place · Enter next"
        case Form.OPEN if view.sitting.attempt.response is None:
            return "Space shows the answer"
        case _:
            return "r right · w wrong"


def _help() -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="key", no_wrap=True)
    grid.add_column(ratio=1)
    for key, does in (
        ("a, b, c …", "choose an option or put it into the next place, or drop it again"),
        ("space, Enter", "go on; where you only think of the answer, show it"),
        ("r, w", "say whether you thought of the right answer"),
        ("n, →, Tab", "next question"),
        ("p, ←, Shift-Tab", "question before"),
        ("s", "skip to the next question without an answer"),
        ("f", "flag the question to come back to it, or drop the flag"),
        ("g", "overview of all questions, and go to one"),
        ("o", "open the question's picture, sound or video in your viewer"),
        ("h", "hand in"),
        ("F G H N O P Q S", "the same, where an option has the small letter"),
        ("Esc", "leave the line to type in, for the keys above; Enter goes back"),
        ("↑ ↓ PgUp PgDn", "scroll a long question"),
        ("q, Ctrl-C", "leave: the clock stops, and you go on later where you were"),
    ):
        grid.add_row(key, does)
    return Group(Text("Keys", "title"), Text(), grid)
