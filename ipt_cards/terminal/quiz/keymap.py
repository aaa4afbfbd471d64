"""What a key means on a screen of the quiz."""

from collections.abc import Mapping
from enum import Enum, auto

from ipt_cards.quiz.event import Bury, Choose, Event, GradeAnswer, Redo, Reveal, Suspend, Undo
from ipt_cards.quiz.screen import Asking, Finished, Revealed, Screen
from ipt_cards.scheduling.grade import BUTTONS, Grade
from ipt_cards.terminal.screen.keys import ENTER, LETTERS, SPACE

GradeKeys = Mapping[str, Grade]
"""The keys that grade, in the order of their buttons."""

FOUR_BUTTONS: GradeKeys = {str(place): grade for place, grade in enumerate(BUTTONS, start=1)}
SIX_GRADES: GradeKeys = {str(int(grade)): grade for grade in Grade}


class Command(Enum):
    """What a key does that is no part of the quiz itself."""

    QUIT = auto()
    EDIT = auto()
    HELP = auto()


_ANYWHERE: dict[str, Event | Command] = {
    "u": Undo(),
    "r": Redo(),
    "s": Suspend(),
    "b": Bury(),
    "e": Command.EDIT,
    "q": Command.QUIT,
    "?": Command.HELP,
}


def meaning(screen: Screen | None, key: str, grades: GradeKeys) -> Event | Command | None:
    """What a key does: an event of the quiz, a command, or nothing.

    On a choice card a letter means the option that has it. Capital letters always mean the
    command, so that `B` buries a card that has an option b.
    """
    match screen:
        case Asking(options=options):
            place = _place(key)
            if place is not None and place < len(options):
                return Choose(place)
            if key in (ENTER, SPACE):
                return Reveal()
        case Revealed():
            if key in grades:
                return GradeAnswer(grades[key])
            if key in (ENTER, SPACE):
                return GradeAnswer(default_grade(screen))
        case Finished() if key in (ENTER, SPACE):
            return Command.QUIT
    return _ANYWHERE.get(key.lower())


def default_grade(revealed: Revealed) -> Grade:
    """The grade that Enter and space give."""
    return Grade.GOOD if revealed.suggested is None else revealed.suggested


def _place(key: str) -> int | None:
    if len(key) == 1 and key in LETTERS:
        return LETTERS.index(key)
    return int(key) - 1 if key.isdecimal() and key != "0" else None
