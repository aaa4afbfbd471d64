"""What a card's planned opportunities promise for a later day, by the learner's forgetting model.

An opportunity is a day on which a card is answered, with drills until it's passed. A expected is a
memory in expected values: where the learner may pass or fail, each number is the mean of both
outcomes. An interval grows as SM-2 says when it was waited out; a card seen earlier earns the
share of the growth that it was waited for, so that massed opportunities promise little.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ipt_cards.forecast.forgetting import Forgetting, Past
from ipt_cards.forecast.learner import Learner
from ipt_cards.forecast.memory import BLANK, KEPT_BY_A_LAPSE, Memory, answered
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.scheduler import Scheduler, with_a_curve
from ipt_cards.scheduling.sm2 import FIRST_INTERVAL, SECOND_INTERVAL, STARTING_EASE

EXPANSION = 2.0
"""Each gap between opportunities to the one before it, where there is room for it."""

SHORTEST_GAP = 2.0
"""Days. Rather than make the first gap shorter, the gaps become more alike."""


class ExpectedMemory(NamedTuple):
    """A memory to be expected; see `Memory` for the numbers it shares with it."""

    reviewed: Day
    interval: float
    repetitions: float
    ease_factor: float
    first_failures: float
    retained_days: float
    failures: float
    passes: float
    total_passes: float


def expected_memory_of(memory: Memory) -> ExpectedMemory:
    """The expected that a memory is by itself."""
    state = memory.state
    return ExpectedMemory(
        reviewed=state.reviewed,
        interval=state.interval,
        repetitions=state.repetitions,
        ease_factor=state.ease_factor,
        first_failures=memory.first_failures,
        retained_days=memory.retained_days,
        failures=memory.failures,
        passes=memory.passes,
        total_passes=memory.total_passes,
    )


def introduced(learner: Learner, day: Day) -> ExpectedMemory:
    """What to expect of a new card after its first session."""
    return ExpectedMemory(
        reviewed=day,
        interval=FIRST_INTERVAL,
        repetitions=1,
        ease_factor=STARTING_EASE / 100,
        first_failures=learner.first_failures,
        retained_days=0,
        failures=learner.first_failures,
        passes=1,
        total_passes=1,
    )


def seen(expected: ExpectedMemory, day: Day, model: Forgetting) -> ExpectedMemory:
    """What to expect after an opportunity on a later day."""
    gap = day - expected.reviewed
    recall = model.recall(expected, day)
    interval = expected.interval
    if expected.repetitions < 1:
        due = float(FIRST_INTERVAL)
    elif expected.repetitions < 2:
        due = float(SECOND_INTERVAL)
    else:
        due = interval * expected.ease_factor
    grown = interval + max(0.0, due - interval) * min(1.0, gap / interval)
    forgotten = 1 - recall
    return ExpectedMemory(
        day,
        recall * grown + forgotten * FIRST_INTERVAL,
        expected.repetitions + 1,
        expected.ease_factor,
        expected.first_failures,
        recall * (expected.retained_days + gap)
        + forgotten * expected.retained_days * KEPT_BY_A_LAPSE,
        failures=forgotten,
        passes=1,
        total_passes=expected.total_passes + 1,
    )


def expected_memory_after(
    card: str, opportunities: Iterable[Day], learner: Learner
) -> ExpectedMemory | None:
    """What to expect of a card after its opportunities, in order; None for a new one without."""
    memory = learner.memories.get(card)
    expected = None if memory is None else expected_memory_of(memory)
    for day in opportunities:
        expected = (
            introduced(learner, day) if expected is None else seen(expected, day, learner.model)
        )
    return expected


def expanding(start: int, end: int, between: int) -> list[float]:
    """`between` days from start to end, each gap longer than the one before by the same ratio."""
    ratio, total = EXPANSION, end - start
    while ratio > 1.05 and total * (ratio - 1) < SHORTEST_GAP * (ratio ** (between + 1) - 1):
        ratio = 1 + (ratio - 1) * 0.75
    whole = ratio ** (between + 1) - 1
    return [start + total * (ratio**count - 1) / whole for count in range(1, between + 1)]


def after_opportunities(card: str, opportunities: Sequence[Day], learner: Learner) -> Past | None:
    """What to expect of a card after its opportunities, in order; None for a new one without."""
    known = learner.memories.get(card)
    if not opportunities:
        return known
    if with_a_curve(learner.scheduler) is None:
        return expected_memory_after(card, opportunities, learner)
    for day in opportunities:
        if known is None:
            known = _seen(BLANK, day, learner.unseen.share, learner.scheduler)
        else:
            known = _seen(known, day, learner.model.recall(known, day), learner.scheduler)
    return known


def _seen(memory: Memory, day: Day, recall: float, scheduler: Scheduler) -> Memory:
    passed = answered(memory, Grade.GOOD, day, scheduler)
    failed = answered(memory, Grade.AGAIN, day, scheduler)
    failed = answered(failed, Grade.GOOD, day, scheduler)  # the drill
    state, worse = passed.state, failed.state
    return passed._replace(
        state=state._replace(
            stability=recall * state.stability + (1 - recall) * worse.stability,
            difficulty=recall * state.difficulty + (1 - recall) * worse.difficulty,
        )
    )
