"""What a key means on a screen of the quiz."""

from enum import Enum, auto

from ipt_cards.quiz.event import (
    Bury,
    Choose,
    CountAsRight,
    Event,
    GradeAnswer,
    Redo,
    Reveal,
    Suspend,
    Undo,
)
from ipt_cards.quiz.screen import Asking, Finished, Revealed, Screen, can_be_counted
from ipt_cards.study.presenting.grades import GradeKeys, default_grade
from ipt_cards.study.presenting.options import LETTERS
from ipt_cards.terminal.screen.keys import ENTER, SPACE


class Command(Enum):
    """What a key does that is no part of the quiz itself."""

    QUIT = auto()
    EDIT = auto()
    HELP = auto()
    OPEN = auto()
    PLAY = auto()


_ANYWHERE: dict[str, Event | Command] = {
    "u": Undo(),
    "r": Redo(),
    "s": Suspend(),
    "b": Bury(),
    "e": Command.EDIT,
    "o": Command.OPEN,
    "p": Command.PLAY,
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
            if key.lower() == "c" and can_be_counted(screen):
                return CountAsRight()
            if key in grades:
                return GradeAnswer(grades[key])
            if key in (ENTER, SPACE):
                return GradeAnswer(default_grade(screen))
        case Finished() if key in (ENTER, SPACE):
            return Command.QUIT
    return _ANYWHERE.get(key.lower())


def _place(key: str) -> int | None:
    if len(key) == 1 and key in LETTERS:
        return LETTERS.index(key)
    return int(key) - 1 if key.isdecimal() and key != "0" else None
