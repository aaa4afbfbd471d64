"""The quiz without a screen: answers are lines, what is shown is plain text."""

from collections.abc import Callable, Iterable
from typing import Literal

from rich.console import Group, RenderableType
from rich.text import Text

from ipt_cards.quiz.event import Choose, Event, Reveal, Type
from ipt_cards.quiz.screen import Asking, Finished, Revealed, is_typed
from ipt_cards.terminal import card, footer
from ipt_cards.terminal.console import plain_of
from ipt_cards.terminal.console import text as safe
from ipt_cards.terminal.keymap import ENTER, LETTERS, Command, GradeKeys, letter, meaning
from ipt_cards.terminal.quiz import Quiz

_COMMANDS = "ursbq"
_BACK_AND_FORTH = ("u", ":u", "r", ":r")


def play(
    quiz: Quiz,
    grades: GradeKeys,
    lines: Iterable[str],
    write: Callable[[str], None],
    width: int,
) -> None:
    """Go through the quiz until `q` is read or the lines end.

    After the last card only taking back and bringing back go on; any other line ends the quiz.

    lines: what the learner answers. write: takes what is shown, whole lines at a time.
    """

    def show(*parts: RenderableType) -> None:
        write(plain_of(Group(*parts), width))

    _show_screen(quiz, grades, width, show)
    if isinstance(quiz.session.screen, Finished):
        return
    for line in lines:
        if isinstance(quiz.session.screen, Finished) and line.strip() not in _BACK_AND_FORTH:
            return
        does = _meaning(quiz, line.strip(), grades)
        if does is Command.QUIT:
            return
        if isinstance(does, str):
            show(safe(does))
            continue
        before = quiz.session.screen
        for event in does:
            quiz.handle(event)
        told = footer.notice(quiz.session)
        if told:
            show(safe(told))
        if quiz.session.screen != before:
            _show_screen(quiz, grades, width, show)


def _show_screen(quiz: Quiz, grades: GradeKeys, width: int, show: Callable[..., None]) -> None:
    session = quiz.session
    match session.screen:
        case Asking() as asking:
            topic = safe(quiz.labels.topics.get(asking.card.note.id, ""))
            left = Text(f"({session.left.total} left)")
            show(Text(" ").join([topic, left]), *card.question_parts(asking), Text())
        case Revealed() as revealed:
            buttons = footer.prompt(session, grades, quiz.today, width)
            show(*card.answer_parts(revealed, quiz.labels), Text(), buttons, Text())


def _meaning(quiz: Quiz, line: str, grades: GradeKeys) -> list[Event] | Literal[Command.QUIT] | str:
    """What a line does; a text where it does nothing, saying what would."""
    screen = quiz.session.screen
    named = line.removeprefix(":")
    if line.startswith(":") and named in _COMMANDS and named:
        does = meaning(screen, named.upper(), grades)
    elif isinstance(screen, Asking) and is_typed(screen.card):
        return [Type(line)]
    elif isinstance(screen, Asking) and screen.options and line:
        places = _places(line, len(screen.options))
        if places is not None:
            return _choice(places)
        does = meaning(screen, line.upper(), grades) if line in _COMMANDS else None
    else:
        does = meaning(screen, line or ENTER, grades)
    match does:
        case Command.QUIT:
            return does
        case None | Command():
            return f"`{line}` is no answer here. {_expected(quiz, grades)}"
        case event:
            return [event]


def _places(line: str, options: int) -> list[int] | None:
    marked = line.lower().replace(",", "").replace(" ", "")
    places = [LETTERS.find(sign) for sign in dict.fromkeys(marked)]
    return places if all(0 <= place < options for place in places) else None


def _choice(places: list[int]) -> list[Event]:
    # Where one option is right, choosing it reveals the answer, and revealing again does nothing.
    return [*map(Choose, places), Reveal()]


def _expected(quiz: Quiz, grades: GradeKeys) -> str:
    match quiz.session.screen:
        case Asking(options=options) if options:
            wanted = f"Choose from a to {letter(len(options) - 1)}"
        case Revealed():
            wanted = "Grade with " + ", ".join(
                f"{key} {footer.name(grade)}" for key, grade in grades.items()
            )
        case _:
            wanted = "An empty line shows the answer"
    return f"{wanted}; :u takes back, :r brings back, :s suspends, :b buries, :q leaves."
