"""What to expect of many cards at once, after study opportunities that are still to come.

An opportunity is a day on which a card is answered, with drills until it's passed. Where the
learner may pass or fail, what is expected is the mean of both outcomes, of stability the geometric
one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import chain, zip_longest

import numpy as np
from numpy.typing import NDArray

from ipt_cards.forecast import fsrs6
from ipt_cards.forecast.history import Column, Rows
from ipt_cards.forecast.learner import Learner
from ipt_cards.forecast.memory import BLANK, Memory
from ipt_cards.scheduling.day import Day

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class ExpectedMemories:
    """Cards in columns: see `Memory`, whose numbers these are, now expected values.

    begun: whether a card that was never answered is begun by an opportunity to come. Of such a
        card no less can be known than of one that isn't.
    """

    stability: Column
    difficulty: Column
    reviewed: Column
    failures: Column
    passes: Column
    begun: Mask

    @property
    def are_new(self) -> Mask:
        """Which of the cards were never answered."""
        new: Mask = self.reviewed == 0
        return new

    def __getitem__(self, cards: slice | NDArray[np.intp] | Mask) -> "ExpectedMemories":
        return ExpectedMemories(
            self.stability[cards],
            self.difficulty[cards],
            self.reviewed[cards],
            self.failures[cards],
            self.passes[cards],
            self.begun[cards],
        )

    def __len__(self) -> int:
        return len(self.stability)

    def replaced(self, places: NDArray[np.intp], cards: "ExpectedMemories") -> "ExpectedMemories":
        """These, but with other cards in some places."""
        columns = []
        for field in fields(self):
            column = getattr(self, field.name).copy()
            column[places] = getattr(cards, field.name)
            columns.append(column)
        return ExpectedMemories(*columns)

    def rows(self, learner: Learner, days: Column | float) -> Rows:
        """The cards as they are on a day, or each on its own, for the forgetting model.

        A new card stands as if it were answered that day; whoever asks leaves it aside.
        """
        on = np.broadcast_to(np.asarray(days, dtype=np.float64), self.stability.shape)
        new = self.are_new
        level = learner.level
        form = np.where(on == level.day, level.form(level.day), 0.0)
        return Rows(
            stability=np.where(new, 1.0, self.stability),
            elapsed=np.where(new, 0.0, on - self.reviewed),
            failures=self.failures,
            passes=self.passes,
            level=np.full(len(self), level.latest.advantage),
            form=form,
            ever=np.full(len(self), level.ever.advantage),
        )

    def recall(self, learner: Learner, days: Column | float) -> Column:
        """The probability that each card is recalled; of a new one the share known unseen."""
        return self.with_unseen(learner, self.learnt(learner, days))

    def with_unseen(self, learner: Learner, learnt: Column) -> Column:
        """The same, where it is known how likely what was learnt is recalled."""
        unseen = learner.unseen.share
        recalled: Column = np.where(self.begun, np.maximum(learnt, unseen), learnt)
        return np.where(self.are_new, unseen, recalled)

    def learnt(self, learner: Learner, days: Column | float) -> Column:
        """The same without what may be known without study, which is nothing to plan by."""
        known: Column = np.where(self.are_new, 0.0, learner.model.recall(self.rows(learner, days)))
        return known


def expected_memories(memories: Sequence[Memory | None]) -> ExpectedMemories:
    """Cards as they are now; None for a new one."""
    numbers = chain.from_iterable(memory or BLANK for memory in memories)
    made = np.fromiter(numbers, dtype=np.float64).reshape(-1, len(BLANK))
    stability, difficulty, reviewed, _, failures, passes = np.ascontiguousarray(made.T)
    begun = np.zeros(len(memories), dtype=bool)
    return ExpectedMemories(stability, difficulty, reviewed, failures, passes, begun)


def after_opportunity(
    cards: ExpectedMemories, learner: Learner, days: Column | float
) -> ExpectedMemories:
    """What to expect of cards after an opportunity on a day, or each on its own.

    The day isn't before the last answer; on its very day nothing changes.
    """
    on = np.broadcast_to(np.asarray(days, dtype=np.float64), cards.stability.shape)
    later = on > cards.reviewed
    new = cards.are_new
    # What is computed for a new card, or one answered that day, isn't used.
    stability = np.where(new, 1.0, cards.stability)
    difficulty = np.where(new, 5.0, cards.difficulty)
    elapsed = np.maximum(1.0, on - np.where(new, on, cards.reviewed))
    recall = cards.recall(learner, on)
    passed, easier = fsrs6.after_pass(stability, difficulty, elapsed)
    failed, harder = fsrs6.after_fail(stability, difficulty, elapsed)
    failed, harder = fsrs6.after_drill(failed, harder)
    first_passed, first_easier = fsrs6.first(fsrs6.GOOD)
    first_failed, first_harder = fsrs6.after_drill(*fsrs6.first(fsrs6.AGAIN))
    passed, easier = np.where(new, first_passed, passed), np.where(new, first_easier, easier)
    failed, harder = np.where(new, first_failed, failed), np.where(new, first_harder, harder)
    after = ExpectedMemories(
        stability=np.exp(recall * np.log(passed) + (1 - recall) * np.log(failed)),
        difficulty=recall * easier + (1 - recall) * harder,
        reviewed=on,
        failures=np.where(new, learner.first_failures, 1 - recall),
        passes=np.where(new, 1.0, cards.passes + 1),
        begun=cards.begun | new,
    )
    return ExpectedMemories(
        stability=np.where(later, after.stability, cards.stability),
        difficulty=np.where(later, after.difficulty, cards.difficulty),
        reviewed=np.where(later, after.reviewed, cards.reviewed),
        failures=np.where(later, after.failures, cards.failures),
        passes=np.where(later, after.passes, cards.passes),
        begun=np.where(later, after.begun, cards.begun),
    )


def after_opportunities(
    cards: ExpectedMemories, learner: Learner, days: Sequence[Sequence[Day]]
) -> ExpectedMemories:
    """What to expect of cards after each one's opportunities, its days in order."""
    for on in zip_longest(*days, fillvalue=0):  # each card's first, then each one's second, …
        later = np.maximum(np.array(on, dtype=np.float64), cards.reviewed)
        cards = after_opportunity(cards, learner, later)
    return cards
