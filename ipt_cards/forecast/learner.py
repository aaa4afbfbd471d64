"""All that the exam layer knows of a learner, from the log and the scheduler that replays it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.forgetting import BASE, BASE_AND_LEVEL, Forgetting, calibrate
from ipt_cards.forecast.memory import Memory, memories
from ipt_cards.forecast.pace import DEFAULT_PACE, Pace, pace
from ipt_cards.scheduling import sm2
from ipt_cards.scheduling.scheduler import Scheduler, with_a_curve

DEFAULT_FIRST_FAILURES = 0.3
FIRST_FAILURES_WEIGHT = 10
"""So many new cards at the default stand in for a log that is still short."""


UNSEEN_RIGHT, UNSEEN_WRONG = 0.5, 1.5
"""So many first answers to new cards, right and wrong, stand in for a log that is still short."""


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
    unseen: what is known of cards never answered.
    first_failures: how many failed answers a new card's first session has on average.
    scheduler: whose states the memories hold, and whose curve the model has.
    """

    memories: Mapping[str, Memory]
    model: Forgetting
    pace: Pace
    first_failures: float
    unseen: Unseen
    scheduler: Scheduler = sm2.review


NEW_LEARNER = Learner({}, BASE, DEFAULT_PACE, DEFAULT_FIRST_FAILURES, unseen(0, 0))
"""Someone with an empty log."""


def learner(answers: Sequence[Answer], scheduler: Scheduler = sm2.review) -> Learner:
    """The learner behind a log, with a memory as the scheduler sees it."""
    known = memories(answers, scheduler)
    first_answers = {answer.card: answer.grade.passed for answer in reversed(answers)}
    known_unseen = sum(first_answers.values())
    failed = sum(memory.first_failures for memory in known.values())
    fsrs = with_a_curve(scheduler)
    return Learner(
        memories=known,
        model=calibrate(answers, fsrs, fsrs.decay, BASE_AND_LEVEL)
        if fsrs
        else calibrate(answers, scheduler),
        pace=pace(answers),
        first_failures=(failed + DEFAULT_FIRST_FAILURES * FIRST_FAILURES_WEIGHT)
        / (len(known) + FIRST_FAILURES_WEIGHT),
        unseen=unseen(known_unseen, len(known) - known_unseen),
        scheduler=scheduler,
    )
