"""All that a forecast knows of a learner, from the log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.forgetting import TYPICAL, Forgetting, fitted
from ipt_cards.forecast.level import Level
from ipt_cards.forecast.memory import Memory
from ipt_cards.forecast.pace import DEFAULT_PACE, Pace
from ipt_cards.forecast.past import Past

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
    past = Past()
    past.add(answers)
    return learner_with(past, fitted(*past.reviews()))


def learner_with(past: Past, model: Forgetting) -> Learner:
    """The learner with that past. model: the one that was fitted to its reviews."""
    seen = len(past.memories)
    return Learner(
        memories=past.memories,
        level=past.level,
        model=model,
        pace=past.sessions.pace,
        first_failures=(past.first_failures + DEFAULT_FIRST_FAILURES * FIRST_FAILURES_WEIGHT)
        / (seen + FIRST_FAILURES_WEIGHT),
        unseen=unseen(past.first_passed, seen - past.first_passed),
    )
