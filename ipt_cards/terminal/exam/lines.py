"""An exam without a screen: answers are lines, what is shown is plain text."""

from collections.abc import Callable, Iterable
from typing import Literal

from rich.console import Group, RenderableType
from rich.text import Text

from ipt_cards.exam.mock.attempt import is_choice_of
from ipt_cards.exam.mock.event import Arrange, Choose, Event, GoTo, HandIn, Tick
from ipt_cards.forecast.exam_card import ARRANGED, Form
from ipt_cards.study.media.viewing import MediaViewer
from ipt_cards.study.presenting.options import LETTERS, letter
from ipt_cards.terminal.exam.exam import Exam, card_on_screen, media_on_screen, typed
from ipt_cards.terminal.exam.keymap import Command, meaning
from ipt_cards.terminal.exam.question import question_parts
from ipt_cards.terminal.exam.screen_lines import clock, overview_text
from ipt_cards.terminal.screen.console import plain_of
from ipt_cards.terminal.screen.console import text as safe
from ipt_cards.terminal.screen.keys import ENTER

_COMMANDS = "npsfohq"


def play(exam: Exam, lines: Iterable[str], write: Callable[[str], None], width: int) -> None:
    """Go through the exam until it has ended, `:q` is read, or the lines end.

    lines: what the learner answers. write: takes what is shown, whole lines at a time.
    """

    def show(*parts: RenderableType) -> None:
        write(plain_of(Group(*parts), width))

    viewer = MediaViewer(exam.media)
    _show_question(exam, show)
    for line in lines:
        exam.handle(Tick())
        does = [] if exam.sitting.ending else _meaning(exam, line.strip())
        if does is Command.QUIT:
            return
        if does is Command.OPEN:
            does = viewer.open(media_on_screen(exam), ":o")
        if isinstance(does, str):
            show(safe(does))
            continue
        before = exam.sitting.place, exam.sitting.attempt.response
        for event in does:
            exam.handle(event)
        if exam.sitting.ending:
            return
        if (exam.sitting.place, exam.sitting.attempt.response) != before:
            _show_question(exam, show)
        else:
            show(_state(exam))


def _show_question(exam: Exam, show: Callable[..., None]) -> None:
    sitting = exam.sitting
    card = card_on_screen(exam)
    topic = safe(exam.labels.topics.get(card.key, ""))
    number = Text(f"Question {sitting.place + 1} of {len(sitting.attempts)} · ")
    show(
        Text.assemble(number, topic, f" ({clock(exam.left_ms)} left)"),
        *question_parts(sitting.question, sitting.attempt, card, exam.labels),
        Text(),
    )


def _state(exam: Exam) -> Text:
    flag = "Flagged. " if exam.sitting.attempt.flagged else ""
    ways = ":h hands in." if exam.sitting.answered == len(exam.sitting.attempts) else ""
    return Text(f"{flag}").append_text(overview_text(exam.sitting)).append(f". {ways}")


def _meaning(exam: Exam, line: str) -> list[Event] | Literal[Command.OPEN, Command.QUIT] | str:
    """What a line does; a text where it does nothing, saying what would."""
    sitting = exam.sitting
    form = sitting.question.card.form
    if line.startswith(":"):
        return _command(exam, line[1:].strip())
    if form is Form.TYPED:
        return [typed(exam, line)] if line else [GoTo(sitting.place + 1)]
    if (form is Form.CHOICE or form in ARRANGED) and line:
        options = sitting.question.options
        marked = dict.fromkeys(line.lower().replace(",", "").replace(" ", ""))
        places = [LETTERS.find(sign) for sign in marked]
        if not all(0 <= place < len(options) for place in places):
            return _no_answer(exam, line)
        if form in ARRANGED:
            placed = tuple(options[place] for place in places)
            rest = (None,) * (len(options) - len(placed))
            return [Arrange(placed + rest), GoTo(sitting.place + 1)]
        chosen = frozenset(options[place] for place in places)
        if not is_choice_of(sitting.question, chosen):
            return _no_answer(exam, line)
        return [Choose(chosen), GoTo(sitting.place + 1)]
    does = meaning(sitting, line or ENTER)
    if does is Command.OVERVIEW:  # after the last question
        return []
    if does is None or isinstance(does, Command) or (line and line.lower() not in ("r", "w")):
        return _no_answer(exam, line)
    return [does]


def _command(exam: Exam, named: str) -> list[Event] | Literal[Command.OPEN, Command.QUIT] | str:
    word, _, number = named.partition(" ")
    if word == "g" and number.strip().isdecimal():
        return [GoTo(int(number) - 1)]
    if word == "h":
        return [HandIn()]
    if named and named in _COMMANDS and len(named) == 1:
        match meaning(exam.sitting, named.upper()):
            case (Command.OPEN | Command.QUIT) as does:
                return does
            case Command() | None:
                pass
            case event:
                return [event]
    return _no_answer(exam, f":{named}")


def _no_answer(exam: Exam, line: str) -> str:
    question = exam.sitting.question
    match question.card.form:
        case Form.CHOICE:
            wanted = f"Choose from a to {letter(len(question.options) - 1)}"
        case Form.ORDERING | Form.MATCHING:
            last = letter(len(question.options) - 1)
            wanted = f"Write the letters a to {last} in the order of their places"
        case Form.TYPED:
            wanted = "Type the answer"
        case Form.OPEN if exam.sitting.attempt.response is None:
            wanted = "An empty line shows the answer"
        case Form.OPEN:
            wanted = "r is right, w is wrong"
    return (
        f"`{line}` is no answer here. {wanted}; :n next, :p back, :s skip, :g N go to, :f flag, "
        ":o open, :h hand in, :q leave."
    )
