"""All that a forecast knows of a learner, from the log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.forgetting import TYPICAL, Forgetting, calibrate
from ipt_cards.forecast.history import history
from ipt_cards.forecast.level import Level
from ipt_cards.forecast.memory import Memory
from ipt_cards.forecast.pace import DEFAULT_PACE, Pace, pace

DEFAULT_FIRST_FAILURES = 0.3
FIRST_FAILURES_WEIGHT = 10
"""So many new cards at the default stand in for a log that is still short."""

UNSEEN_RIGHT, UNSEEN_WRONG = 1.0, 1.0
"""So many first answers to new cards, right and wrong, stand in for a log that is still short: real
learners differ so much that no share is likelier than another."""


class Unseen(NamedTuple):
    """The share of new cards that are known without study, and how uncertain it is (a variance)."""

    share: float
    variance: float


def unseen(right: int, wrong: int) -> Unseen:
    """What first answers to new cards tell (the Beta posterior)."""
    a, b = right + UNSEEN_RIGHT, wrong + UNSEEN_WRONG
    return Unseen(a / (a + b), a * b / ((a + b) ** 2 * (a + b + 1)))


@dataclass(frozen=True, slots=True)
class Learner:
    """What a log tells of its learner.

    memories: of each card answered.
    level: how the learner does, beside typical ones.
    first_failures: how many failed answers a new card's first day has on average.
    unseen: what is known of cards never answered.
    """

    memories: Mapping[str, Memory]
    level: Level
    model: Forgetting
    pace: Pace
    first_failures: float
    unseen: Unseen


NEW_LEARNER = Learner({}, Level(), TYPICAL, DEFAULT_PACE, DEFAULT_FIRST_FAILURES, unseen(0, 0))
"""Someone with an empty log."""


def learner(answers: Sequence[Answer]) -> Learner:
    """The learner behind a log."""
    known = history(answers)
    first: dict[str, Answer] = {}
    failed = 0
    for answer in answers:
        introduced = first.setdefault(answer.card, answer)
        failed += introduced.day == answer.day and not answer.grade.passed
    known_unseen = sum(answer.grade.passed for answer in first.values())
    return Learner(
        memories=known.memories,
        level=known.level,
        model=calibrate(known.reviews),
        pace=pace(answers),
        first_failures=(failed + DEFAULT_FIRST_FAILURES * FIRST_FAILURES_WEIGHT)
        / (len(first) + FIRST_FAILURES_WEIGHT),
        unseen=unseen(known_unseen, len(first) - known_unseen),
    )
