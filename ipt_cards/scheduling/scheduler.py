"""What a scheduler is. The log is the truth, so that another one only has to replay it."""

from collections.abc import Callable
from functools import cache
from types import FunctionType
from typing import Protocol, runtime_checkable

from ipt_cards.scheduling import sm2
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.sm2 import CardState

Scheduler = Callable[[CardState, Grade, Day], CardState]
"""The state after an answer on a day: `sm2.review`, or an `Fsrs`. Pure and total."""


@runtime_checkable
class ForgettingScheduler(Protocol):
    """A scheduler with a forgetting curve of its own: FSRS, where it is installed."""

    @property
    def is_fitted(self) -> bool:
        """Whether its parameters are a learner's own."""

    @property
    def exponent(self) -> float:
        """Of the curve, on which recall falls as a power of time."""

    def __call__(self, state: CardState, grade: Grade, day: Day) -> CardState:
        """The state after an answer on a day."""

    def decay(self, elapsed: float, stability: float) -> float:
        """−ln of the recall so many days after a review that left a stability, both in days."""


@cache
def with_a_curve(scheduler: Scheduler) -> ForgettingScheduler | None:
    """The scheduler, if it has a forgetting curve of its own.

    Remembered, for a plan asks hundreds of thousands of times, and to look a protocol over is slow.
    """
    return scheduler if isinstance(scheduler, ForgettingScheduler) else None


def identity(scheduler: Scheduler) -> str:
    """What tells a scheduler from those that compute something else, for what is kept of it.

    The name of a function; of anything else its repr, which has to hold all its parameters.
    """
    if isinstance(scheduler, FunctionType):
        return f"{scheduler.__module__}.{scheduler.__qualname__}"
    return repr(scheduler)


def preview(
    state: CardState, day: Day, scheduler: Scheduler = sm2.review
) -> dict[Grade, CardState]:
    """The state that each grade would lead to, for showing intervals before the learner grades."""
    return {grade: scheduler(state, grade, day) for grade in Grade}
