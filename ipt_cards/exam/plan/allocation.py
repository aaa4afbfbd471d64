"""How many study opportunities each card gets: where a minute gains most for the exam.

Each card is forecast with none, one, two … opportunities, the last near the exam and the others
before it, with gaps that expand a little. What one more gains, by the blueprint and for each minute
it takes, decides which cards get it, until the time there is in all is used (greedy, as for a
knapsack; the best where each further one gains less).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ipt_cards.exam.plan.horizon import Horizon
from ipt_cards.forecast.expected_memory import ExpectedMemories, after_opportunity
from ipt_cards.forecast.history import Column
from ipt_cards.forecast.learner import Learner
from ipt_cards.scheduling.day import Day

MOST_OPPORTUNITIES = 5
"""No card is allotted more: what time is left over on a day is filled later."""

EXPANSION = 1.2
"""Each gap between opportunities to the one before it, where there is room for it."""

INTRODUCING_SHARE = 0.8
"""The part of a day's time that new cards take, until all are introduced."""

PREFERRED_OF_A_NEW_CARD = 3
"""So many opportunities every new card is to have, where there is time."""

LEAST_GAIN = 0.0005
"""A further opportunity that raises a card's recall by less isn't worth anybody's time."""

Indexes = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Exam:
    """What the exam is on: cards in columns.

    value: what each card's recall is worth; of choice cards less, for they can be guessed.
    release: the first study day, by index, on which each can be answered.
    turns: how often each was passed today, if it was begun today; else 0.
    target: the recall from which a card is known well.
    siblings: of each card, the others of its note, by their places.
    """

    day: Day
    value: Column
    memories: ExpectedMemories
    release: Indexes
    turns: Column
    target: float
    siblings: Sequence[Sequence[int]]

    @property
    def are_new(self) -> NDArray[np.bool_]:
        """Which of the cards were never answered."""
        return self.memories.are_new


def introduced_on(exam: Exam, horizon: Horizon) -> Column:
    """The study day, as an index, on which each card is best begun: new ones at an even pace.

    They take the same part of each day, or more of it where they would else come too late.
    """
    new = exam.are_new
    rank = np.cumsum(new) - 1
    time = np.cumsum(horizon.free_ms) * INTRODUCING_SHARE / horizon.pace.new_ms
    before = max(1, horizon.window)
    late = max(1.0, float(new.sum()) / max(1.0, time[min(before, len(time)) - 1]))
    paced = np.searchsorted(time * late, rank, side="right")
    begun: Column = np.where(new, np.minimum(paced, len(time) - 1), exam.release).astype(float)
    return begun


def ideal_days(
    exam: Exam, horizon: Horizon, begun: Column, last: Column, count: int
) -> list[Column]:
    """Where so many opportunities of each card are best, as indexes of study days, ascending.

    Each gap is longer than the one before by the same ratio. A known card's first one began at its
    last review, a new card's when it is begun, which is its first opportunity.
    """
    if count == 1:
        return [last]
    new = exam.are_new
    days = np.array(horizon.days, dtype=np.float64)
    places = np.arange(len(days), dtype=np.float64)
    # Gaps are in days, of which some may be off.
    start = np.where(new, np.interp(begun, places, days), exam.memories.reviewed)
    end = np.interp(last, places, days)
    whole = np.where(new, EXPANSION ** (count - 1), EXPANSION**count) - 1
    ideal = []
    for place in range(count):
        part = np.where(new, EXPANSION**place, EXPANSION ** (place + 1)) - 1
        index = np.interp(start + (end - start) * part / whole, days, places)
        chosen = index if place else np.where(new, begun, index)
        ideal.append(np.clip(chosen, exam.release, last))
    return ideal


def promises(
    exam: Exam, horizon: Horizon, learner: Learner, begun: Column, last: Column
) -> NDArray[np.float64]:
    """The recall to be expected on the exam's day with 0, 1, … opportunities, a column each."""
    days = np.array(horizon.days, dtype=np.float64)
    made = [exam.memories.learnt(learner, float(exam.day))]
    for count in range(1, min(MOST_OPPORTUNITIES, len(days)) + 1):
        memories = exam.memories
        for ideal in ideal_days(exam, horizon, begun, last, count):
            memories = after_opportunity(memories, learner, days[np.round(ideal).astype(np.intp)])
        made.append(memories.learnt(learner, float(exam.day)))
    return np.stack(made, axis=1)


def allocate(exam: Exam, horizon: Horizon, promised: NDArray[np.float64]) -> Indexes:
    """How many opportunities each card gets within the time there is in all."""
    best = np.maximum.accumulate(promised, axis=1)
    steps = best.shape[1] - 1
    cost = np.full((len(best), steps), float(horizon.pace.review_ms))
    cost[exam.are_new, 0] = horizon.pace.new_ms
    # What counts is the mean gain on the way to the best count: a first look that only pays off
    # with the second is worth half of what both bring.
    gain = _concave(np.diff(best, axis=1), cost)
    wanted = (gain > LEAST_GAIN) & (best[:, :-1] < exam.target)
    wanted &= np.arange(steps) < (len(horizon.days) - exam.release)[:, np.newaxis]
    worth = np.where(wanted, gain * exam.value[:, np.newaxis] / cost, 0.0)
    order = np.argsort(-worth, axis=None, kind="stable")
    affordable = np.cumsum(cost.ravel()[order]) <= horizon.total_ms
    taken = np.zeros(worth.size, dtype=bool)
    taken[order[affordable & (worth.ravel()[order] > 0)]] = True
    counted: Indexes = np.cumprod(taken.reshape(worth.shape), axis=1).sum(axis=1)
    return _with_what_is_preferred(counted, exam, horizon, cost)


def _with_what_is_preferred(
    counts: Indexes, exam: Exam, horizon: Horizon, cost: NDArray[np.float64]
) -> Indexes:
    """At least three opportunities for a new card and one for any, where there is time for all."""
    room = len(horizon.days) - exam.release
    preferred = np.minimum(np.where(exam.are_new, PREFERRED_OF_A_NEW_CARD, 1), room)
    preferred = np.minimum(np.maximum(counts, preferred), cost.shape[1])
    spent = np.concatenate([np.zeros((len(cost), 1)), np.cumsum(cost, axis=1)], axis=1)
    needed = np.take_along_axis(spent, preferred[:, np.newaxis], axis=1).sum()
    return preferred.astype(np.intp) if needed <= horizon.total_ms else counts


def _concave(gain: NDArray[np.float64], cost: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each step's gain, evened out where a later one gains more (pool adjacent violators)."""
    made = gain.copy()
    for step in range(1, made.shape[1]):
        for first in range(step - 1, -1, -1):
            rising = made[:, step] / cost[:, step] > made[:, first] / cost[:, first] + 1e-12
            if not rising.any():
                break
            pooled = gain[rising, first : step + 1].sum(axis=1)
            shares = cost[rising, first : step + 1]
            made[rising, first : step + 1] = shares * (pooled / shares.sum(axis=1))[:, np.newaxis]
    return made
