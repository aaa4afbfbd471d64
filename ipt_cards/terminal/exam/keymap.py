"""What a key means in an exam."""

from enum import Enum, auto

from ipt_cards.exam.mock.attempt import Graded, Revealed
from ipt_cards.exam.mock.event import Event, Flag, GoTo, Grade, Reveal, Skip
from ipt_cards.exam.mock.sitting import Sitting, toggled
from ipt_cards.forecast.exam_card import Form
from ipt_cards.study.presenting.options import LETTERS
from ipt_cards.terminal.screen.keys import ENTER, SPACE


class Command(Enum):
    """What a key does that is no part of the sitting itself."""

    OVERVIEW = auto()
    OPEN = auto()
    HAND_IN = auto()
    HELP = auto()
    QUIT = auto()


def meaning(sitting: Sitting, key: str) -> Event | Command | None:
    """What a key does: an event of the sitting, a command, or nothing.

    On a choice question a letter means the option that has it. Capital letters always mean the
    command, so that `F` flags a question that has an option f.
    """
    question, response = sitting.question, sitting.attempt.response
    if key in LETTERS and LETTERS.index(key) < len(question.options):
        return toggled(sitting, question.options[LETTERS.index(key)])
    if question.card.form is Form.OPEN:
        if response is None and key in (ENTER, SPACE):
            return Reveal()
        if isinstance(response, Revealed | Graded) and key.lower() in ("r", "w"):
            return Grade(key.lower() == "r")
    if key in (ENTER, SPACE):
        # After the last question there is nothing to do but to look back or to hand in.
        is_last = sitting.place == len(sitting.attempts) - 1
        return Command.OVERVIEW if is_last else GoTo(sitting.place + 1)
    return _anywhere(sitting, key.lower())


def _anywhere(sitting: Sitting, key: str) -> Event | Command | None:
    match key:
        case "n":
            return GoTo(sitting.place + 1)
        case "p":
            return GoTo(sitting.place - 1)
        case "s":
            return Skip()
        case "f":
            return Flag()
        case "o":
            return Command.OPEN
        case "g":
            return Command.OVERVIEW
        case "h":
            return Command.HAND_IN
        case "q":
            return Command.QUIT
        case "?":
            return Command.HELP
        case _:
            return None
