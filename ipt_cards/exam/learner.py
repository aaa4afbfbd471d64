"""All that the exam layer knows of a learner, from the log alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ipt_cards.exam.answer import Answer
from ipt_cards.exam.forgetting import BASE, Forgetting, calibrate
from ipt_cards.exam.memory import Memory, memories
from ipt_cards.exam.pace import DEFAULT_PACE, Pace, pace

DEFAULT_FIRST_FAILURES = 0.3
FIRST_FAILURES_WEIGHT = 10
"""So many new cards at the default stand in for a log that is still short."""


@dataclass(frozen=True, slots=True)
class Learner:
    """What a log tells of its learner.

    memories: of each card answered.
    first_failures: how many failed answers a new card's first session has on average.
    """

    memories: Mapping[str, Memory]
    model: Forgetting
    pace: Pace
    first_failures: float


NEW_LEARNER = Learner({}, BASE, DEFAULT_PACE, DEFAULT_FIRST_FAILURES)
"""Someone with an empty log."""


def learner(answers: Sequence[Answer]) -> Learner:
    """The learner behind a log."""
    known = memories(answers)
    failed = sum(memory.first_failures for memory in known.values())
    return Learner(
        memories=known,
        model=calibrate(answers),
        pace=pace(answers),
        first_failures=(failed + DEFAULT_FIRST_FAILURES * FIRST_FAILURES_WEIGHT)
        / (len(known) + FIRST_FAILURES_WEIGHT),
    )
