"""What a scheduler is. The log is the truth, so that another one only has to replay it."""

from collections.abc import Callable

from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.sm2 import CardState

Scheduler = Callable[[CardState, Grade, Day], CardState]
"""The state after an answer on a day: `sm2.review`, `fsrs.review`. Pure and total."""


def preview(scheduler: Scheduler, state: CardState, day: Day) -> dict[Grade, CardState]:
    """The state that each grade would lead to, for showing intervals before the learner grades."""
    return {grade: scheduler(state, grade, day) for grade in Grade}
