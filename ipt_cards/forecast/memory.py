"""What a card's past answers tell about the next one."""

from collections.abc import Iterable
from typing import NamedTuple

from ipt_cards.forecast import fsrs6
from ipt_cards.forecast.answer import Answer
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade


class Memory(NamedTuple):
    """A card's history in the few numbers that predict recall.

    stability, difficulty: FSRS-6's, with its default parameters; whatever the scheduler is.
    reviewed: the day of the last answer; 0 for a card never answered.
    days: on how many days it was answered.
    failures: failed answers on the last of them, drills included.
    passes: passed answers ever.
    """

    stability: float
    difficulty: float
    reviewed: Day
    days: int
    failures: float
    passes: float

    @property
    def is_new(self) -> bool:
        """Whether the card was never answered."""
        return self.reviewed == 0


BLANK = Memory(0.0, 0.0, Day(0), 0, 0.0, 0.0)


def answered(memory: Memory, grade: Grade, day: Day) -> Memory:
    """The memory after an answer on a day (a day before the last answer counts as that day)."""
    stability, difficulty, reviewed, days, failures, passes = memory
    rating = fsrs6.rating_of(grade)
    passed = grade.passed
    if memory.is_new:
        stability, difficulty = fsrs6.first(rating)
        return Memory(stability, difficulty, day, 1, float(not passed), float(passed))
    elapsed = float(day - reviewed)
    if elapsed <= 0:
        stability, difficulty = fsrs6.after_drill(stability, difficulty, rating)
        failures += not passed
    else:
        if passed:
            stability, difficulty = fsrs6.after_pass(stability, difficulty, elapsed, rating)
        else:
            stability, difficulty = fsrs6.after_fail(stability, difficulty, elapsed)
        reviewed, days, failures = day, days + 1, float(not passed)
    return Memory(float(stability), float(difficulty), reviewed, days, failures, passes + passed)


def memories(answers: Iterable[Answer]) -> dict[str, Memory]:
    """Each answered card's memory after all the answers."""
    folded: dict[str, Memory] = {}
    for card, day, grade, _ in answers:
        folded[card] = answered(folded.get(card, BLANK), grade, day)
    return folded
