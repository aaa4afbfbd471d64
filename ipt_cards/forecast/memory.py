"""What a card's past answers tell about the next one, beyond the scheduler's own state."""

from collections.abc import Iterable
from typing import NamedTuple

from ipt_cards.forecast.answer import Answer
from ipt_cards.scheduling import sm2
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.scheduler import Scheduler

KEPT_BY_A_LAPSE = 0.5
"""The share of the retained_days days that counts on after a failed review."""


class Memory(NamedTuple):
    """A card's history in the few numbers that predict recall, besides the scheduler's state.

    A session is all the answers to a card on one day, drills included.

    sessions: how many there were.
    introduced: the day of the first session; 0 for a card never answered.
    first_failures: failed answers in the first session: how hard the card came to begin with.
    retained_days: days that reviews have successfully retained_days; each failed review halves it.
    failures, passes: failed and passed answers in the latest session.
    total_passes: passed answers in all sessions.
    """

    state: sm2.CardState
    sessions: int
    introduced: Day
    first_failures: int
    retained_days: float
    failures: int
    passes: int
    total_passes: int

    @property
    def reviewed(self) -> Day:
        """The day of the latest session; 0 for a card never answered."""
        return self.state.reviewed

    @property
    def interval(self) -> float:
        """The days in which the scheduler has recall fall to 0.9; 0 for a card never answered.

        SM-2's interval, or FSRS's stability, which its interval is rounded from.
        """
        return self.state.stability or self.state.interval


BLANK = Memory(
    state=sm2.NEW,
    sessions=0,
    introduced=Day(0),
    first_failures=0,
    retained_days=0.0,
    failures=0,
    passes=0,
    total_passes=0,
)


def answered(memory: Memory, grade: Grade, day: Day, scheduler: Scheduler = sm2.review) -> Memory:
    """The memory after an answer on a day (a day before the last review counts as that day)."""
    state, sessions, introduced, first_failures, retained_days, failures, passes, total_passes = (
        memory
    )
    passed = grade >= Grade.HARD
    if state.is_new:
        introduced = day
        sessions = 1
        failures = passes = 0
    elif day > state.reviewed:
        retained_days = (
            retained_days + (day - state.reviewed) if passed else retained_days * KEPT_BY_A_LAPSE
        )
        sessions += 1
        failures = passes = 0
    if passed:
        passes += 1
        total_passes += 1
    else:
        failures += 1
        first_failures += introduced >= day
    return Memory(
        scheduler(state, grade, day),
        sessions,
        introduced,
        first_failures,
        retained_days,
        failures,
        passes,
        total_passes,
    )


def memories(answers: Iterable[Answer], scheduler: Scheduler = sm2.review) -> dict[str, Memory]:
    """Each answered card's memory after all the answers."""
    folded: dict[str, Memory] = {}
    for card, day, grade, _ in answers:
        folded[card] = answered(folded.get(card, BLANK), grade, day, scheduler)
    return folded
