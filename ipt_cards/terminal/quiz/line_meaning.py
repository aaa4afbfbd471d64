"""What a line that the learner wrote does in the quiz."""

from typing import Literal

from ipt_cards.quiz.event import Choose, Event, Reveal, Type
from ipt_cards.quiz.screen import Asking, Revealed, can_be_counted, is_typed
from ipt_cards.study.presenting.grades import GradeKeys, grade_name
from ipt_cards.study.presenting.options import LETTERS, letter
from ipt_cards.terminal.quiz.keymap import Command, meaning
from ipt_cards.terminal.quiz.quiz import Quiz
from ipt_cards.terminal.screen.keys import ENTER

_COMMANDS = "ursbopqc"


def meaning_of(
    quiz: Quiz, line: str, grades: GradeKeys
) -> list[Event] | Literal[Command.QUIT, Command.OPEN, Command.PLAY] | str:
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
        case Command.QUIT | Command.OPEN | Command.PLAY:
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
        case Asking(arrangement=places) if places:
            last = letter(len(places) - 1)
            wanted = f"Write the letters a to {last} in the order of their places"
        case Asking(options=options) if options:
            wanted = f"Choose from a to {letter(len(options) - 1)}"
        case Revealed():
            wanted = "Grade with " + ", ".join(
                f"{key} {grade_name(grade)}" for key, grade in grades.items()
            )
            if can_be_counted(quiz.session.screen):
                wanted += ", or c to count it as right"
        case _:
            wanted = "An empty line shows the answer"
    return (
        f"{wanted}; :u takes back, :r brings back, :s suspends, :b buries, :o opens and :p plays "
        "what the card shows, :q leaves."
    )
