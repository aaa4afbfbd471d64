"""What can happen in a quiz."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ipt_cards.deck.card import Card
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.prerequisites import After


@dataclass(frozen=True, slots=True)
class Reveal:
    """The learner wants the answer: of options that are marked or arranged, judged by them."""


@dataclass(frozen=True, slots=True)
class Choose:
    """The learner picks the option at a place, from 0, of those shown, or drops it again.

    Where options have places of their own, it goes into the first empty one.
    """

    place: int


@dataclass(frozen=True, slots=True)
class Type:
    """The learner typed an answer."""

    text: str


@dataclass(frozen=True, slots=True)
class GradeAnswer:
    """The learner grades the answer.

    id: of the review, where the front end made one for it; "" otherwise.
    """

    grade: Grade
    id: str = ""


@dataclass(frozen=True, slots=True)
class Join:
    """An answer that was given to this quiz without its question having been asked here.

    card: its key. id: of the review. duration_ms: how long the learner took.
    """

    card: str
    grade: Grade
    id: str
    duration_ms: int


@dataclass(frozen=True, slots=True)
class CountAsRight:
    """The learner counts what was typed as right for the card from now on, or no longer."""


@dataclass(frozen=True, slots=True)
class Undo:
    """The learner takes back what was last recorded in this quiz.

    repeated: whether the same may be said again, by a page that didn't hear that it was done: then
        the log is told so in the very same words.
    """

    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Redo:
    """The learner brings back what was last taken back, unless something was recorded since."""


@dataclass(frozen=True, slots=True)
class Suspend:
    """The learner takes the card out of the queue."""


@dataclass(frozen=True, slots=True)
class Bury:
    """The learner puts the card off until tomorrow."""


@dataclass(frozen=True, slots=True)
class Reload:
    """The deck was read anew: the cards asked for, by key, and what notes come after."""

    cards: Mapping[str, Card]
    after: After = field(default_factory=dict)


Event = (
    Reveal
    | Choose
    | Type
    | GradeAnswer
    | CountAsRight
    | Undo
    | Redo
    | Suspend
    | Bury
    | Reload
    | Join
)
