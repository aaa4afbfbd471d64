"""The states of a card, in the words that learners use for them."""

from enum import StrEnum

from ipt_cards.scheduling.card_progress import CardProgress
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.leech import is_leech
from ipt_cards.scheduling.sm2 import CardState

MATURE_INTERVAL = 21
"""Days of interval from which a card is mature (Anki's definition)."""


class State(StrEnum):
    """A card has one of the first four, its maturity, and any of the others."""

    NEW = "new"
    """Never answered."""
    LEARNING = "learning"
    """Failed when last reviewed: it starts again."""
    YOUNG = "young"
    """Passed, with an interval below 21 days."""
    MATURE = "mature"
    """Passed, with an interval of 21 days or more."""
    DRILL = "drill"
    """Still to come back on the day of its last review."""
    BURIED = "buried"
    SUSPENDED = "suspended"
    LEECH = "leech"
    """Failed so often that it is better rewritten."""


MATURITIES = (State.NEW, State.LEARNING, State.YOUNG, State.MATURE)


def maturity(state: CardState) -> State:
    """How far the card has come."""
    if state.is_new:
        return State.NEW
    if state.repetitions == 0:
        return State.LEARNING
    return State.MATURE if state.interval >= MATURE_INTERVAL else State.YOUNG


def states_of(known: CardProgress, day: Day) -> tuple[State, ...]:
    """All the states that a card is in on a day, its maturity first."""
    marks = {
        State.DRILL: known.state.drills_on(day),
        State.BURIED: day < known.buried_until,
        State.SUSPENDED: known.suspended,
        State.LEECH: is_leech(known.state),
    }
    return (maturity(known.state), *(state for state, holds in marks.items() if holds))


def next_day(known: CardProgress, day: Day) -> Day | None:
    """The day, from `day` on, when the card is next asked; None for a new or a suspended one.

    A card that was due earlier comes on `day`.
    """
    own = own_day(known, day)
    return None if own is None else max(own, day)


def own_day(known: CardProgress, day: Day) -> Day | None:
    """The day that the card was scheduled for, as of `day`, be it past; None as with `next_day`.

    A drill is scheduled for the day it drills on, a buried card for the day it comes back.
    """
    state = known.state
    if state.is_new or known.suspended:
        return None
    if state.drills_on(day) and not known.rests_on(day):
        return day
    return max(state.due, known.buried_until)
