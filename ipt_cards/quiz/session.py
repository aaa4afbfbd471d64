"""A quiz at a moment, and the question that is asked next.

There is no clock, log or terminal in here. `proceed` takes what the log says and asks; what the
learner then does, `step` (in step.py) makes into what to record. That has to be durable before
`proceed` goes on. So no question can come before the last answer is safe, and what another quiz
recorded meanwhile counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from ipt_cards.deck.card import Card
from ipt_cards.quiz.asking_order import Agenda, Known, Settings, agenda
from ipt_cards.quiz.screen import (
    Asking,
    Counted,
    Finished,
    Revealed,
    Screen,
    asked,
)
from ipt_cards.scheduling.card_progress import UNSEEN
from ipt_cards.scheduling.day import Calendar
from ipt_cards.scheduling.prerequisites import NOTHING, After
from ipt_cards.scheduling.sm2 import CardState

if TYPE_CHECKING:
    from ipt_cards.quiz.turn import Turn, Undone


class Notice(StrEnum):
    """What the learner should be told along with the next screen."""

    LEECH = "leech"
    SUSPENDED = "suspended"
    BURIED = "buried"
    TAKEN_BACK = "taken back"
    NOTHING_TO_UNDO = "nothing to undo"
    BROUGHT_BACK = "brought back"
    NOTHING_TO_REDO = "nothing to redo"
    CARD_GONE = "card gone"
    NEW_DAY = "new day"
    ANSWERED_ELSEWHERE = "answered elsewhere"
    COUNTED = "counted as right"
    COUNTED_NO_MORE = "counted as right no more"


@dataclass(frozen=True, slots=True)
class Session:
    """A quiz at a moment.

    cards: those asked for, by key, in learning order.
    screen: what is shown; None until `proceed` is called.
    turns: what was recorded and not taken back, in order.
    undone: what was taken back since the last was recorded, in order.
    last_id: of the last entry recorded; ids made later are greater.
    back_to: where `proceed` returns to after an undo.
    counted: the texts that the learner counts as right.
    after: what notes come after, by their ids, in learning order.
    """

    cards: Mapping[str, Card]
    calendar: Calendar
    settings: Settings
    known: Known
    left: Agenda
    screen: Screen | None = None
    turns: "tuple[Turn, ...]" = ()
    undone: "tuple[Undone, ...]" = ()
    last_id: str | None = None
    back_to: Asking | Revealed | None = None
    notice: Notice | None = None
    counted: Counted = field(default_factory=dict)
    after: After = field(default_factory=dict)


def begin(  # noqa: PLR0913, PLR0917 - what a quiz is made of
    cards: Mapping[str, Card],
    calendar: Calendar,
    settings: Settings,
    known: Known,
    now_ms: int,
    after: After = NOTHING,
) -> Session:
    """A quiz at its first question, or finished where nothing is due."""
    session = Session(cards, calendar, settings, known, Agenda((), 0, 0, 0), after=after)
    return proceed(session, known, now_ms)


def proceed(session: Session, known: Known, now_ms: int) -> Session:
    """The next screen, after everything recorded is durable. `known`: what the log says now."""
    session = informed(session, known, now_ms)
    order = session.left.order
    screen: Screen = Finished()
    if session.back_to is not None:
        screen = session.back_to
    elif order:
        card = session.cards[order[0]]
        times = sum(turn.card.key == card.key for turn in session.turns)
        screen = asked(card, f"{session.settings.seed}/{card.key}/{times}", now_ms)
    return replace(session, screen=screen, back_to=None)


def informed(session: Session, known: Known, now_ms: int) -> Session:
    """The same screen, with what is left by what the log says now."""
    day = session.calendar.day(now_ms)
    asked_before = [(turn.card.key, turn.grade) for turn in session.turns]
    left = agenda(list(session.cards), known, day, session.settings, asked_before, session.after)
    return replace(session, known=known, left=left)


def state_of(session: Session, card: Card) -> CardState:
    """What the scheduler knows of a card."""
    return session.known.progress.get(card.key, UNSEEN).state
