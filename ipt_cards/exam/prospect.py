"""What a card's planned sights promise for a later day, by the learner's forgetting model.

A sight is a day on which a card is answered, with drills until it's passed. A prospect is a
memory in expected values: where the learner may pass or fail, each number is the mean of both
outcomes. An interval grows as SM-2 says when it was waited out; a card seen earlier earns the
share of the growth that it was waited for, so that massed sights promise little.
"""

from collections.abc import Iterable
from typing import NamedTuple

from ipt_cards.exam.forgetting import Forgetting
from ipt_cards.exam.learner import Learner
from ipt_cards.exam.memory import KEPT_BY_A_LAPSE, Memory
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.sm2 import FIRST_INTERVAL, SECOND_INTERVAL, STARTING_EASE

EXPANSION = 2.0
"""Each gap between sights to the one before it, where there is room for it."""

SHORTEST_GAP = 2.0
"""Days. Rather than make the first gap shorter, the gaps become more alike."""


class Prospect(NamedTuple):
    """A memory to be expected; see `Memory` for the numbers it shares with it."""

    reviewed: Day
    interval: float
    repetitions: float
    ease_factor: float
    first_failures: float
    bridged: float
    failures: float
    passes: float
    total_passes: float


def prospect_of(memory: Memory) -> Prospect:
    """The prospect that a memory is by itself."""
    state = memory.state
    return Prospect(
        reviewed=state.reviewed,
        interval=state.interval,
        repetitions=state.repetitions,
        ease_factor=state.ease_factor,
        first_failures=memory.first_failures,
        bridged=memory.bridged,
        failures=memory.failures,
        passes=memory.passes,
        total_passes=memory.total_passes,
    )


def introduced(learner: Learner, day: Day) -> Prospect:
    """What to expect of a new card after its first session."""
    return Prospect(
        reviewed=day,
        interval=FIRST_INTERVAL,
        repetitions=1,
        ease_factor=STARTING_EASE / 100,
        first_failures=learner.first_failures,
        bridged=0,
        failures=learner.first_failures,
        passes=1,
        total_passes=1,
    )


def seen(prospect: Prospect, day: Day, model: Forgetting) -> Prospect:
    """What to expect after a sight on a later day."""
    gap = day - prospect.reviewed
    recall = model.recall(prospect, day)
    interval = prospect.interval
    if prospect.repetitions < 1:
        due = float(FIRST_INTERVAL)
    elif prospect.repetitions < 2:
        due = float(SECOND_INTERVAL)
    else:
        due = interval * prospect.ease_factor
    grown = interval + max(0.0, due - interval) * min(1.0, gap / interval)
    forgotten = 1 - recall
    return Prospect(
        day,
        recall * grown + forgotten * FIRST_INTERVAL,
        prospect.repetitions + 1,
        prospect.ease_factor,
        prospect.first_failures,
        recall * (prospect.bridged + gap) + forgotten * prospect.bridged * KEPT_BY_A_LAPSE,
        failures=forgotten,
        passes=1,
        total_passes=prospect.total_passes + 1,
    )


def prospect_after(card: str, sights: Iterable[Day], learner: Learner) -> Prospect | None:
    """What to expect of a card after its sights, in order; None for a new one without any."""
    memory = learner.memories.get(card)
    prospect = None if memory is None else prospect_of(memory)
    for day in sights:
        prospect = (
            introduced(learner, day) if prospect is None else seen(prospect, day, learner.model)
        )
    return prospect


def expanding(start: int, end: int, between: int) -> list[float]:
    """`between` days from start to end, each gap longer than the one before by the same ratio."""
    ratio, total = EXPANSION, end - start
    while ratio > 1.05 and total * (ratio - 1) < SHORTEST_GAP * (ratio ** (between + 1) - 1):
        ratio = 1 + (ratio - 1) * 0.75
    whole = ratio ** (between + 1) - 1
    return [start + total * (ratio**count - 1) / whole for count in range(1, between + 1)]
