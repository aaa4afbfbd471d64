"""The score to expect on a day, by topic and in total, and what would raise it.

The share of questions to be answered right is the mean recall of a topic's cards, plus what is
guessed at choice questions; topics count by the blueprint. Recall comes from the learner's
forgetting model. A card never answered is right as often as this learner's first answers to new
cards were.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

import numpy as np
from numpy.typing import NDArray

from ipt_cards.forecast.exam_card import ExamCard, card_weights
from ipt_cards.forecast.expected_memory import (
    ExpectedMemories,
    after_opportunity,
    expected_memories,
)
from ipt_cards.forecast.learner import Learner
from ipt_cards.forecast.score.expected_score import Asked, Expected, expect
from ipt_cards.scheduling.day import Day

MOST_HELPFUL = 10
CURVE_POINTS, FEWEST_POINTS = 30, 10
CARDS_OF_A_CURVE = 600_000
"""So many forecasts of single cards a curve is made of at most, to be there in a moment."""

Opportunities = Mapping[str, Sequence[Day]]
"""For each card the days it's going to be answered on, as in `Plan.cards`."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """What to expect on a day."""

    day: Day
    topics: dict[str, Expected]
    total: Expected


@dataclass(frozen=True, slots=True)
class Helpful:
    """A card, and by how much a review today raises the expected share in total."""

    card: str
    gain: float


@dataclass(frozen=True, slots=True)
class Point:
    """A day of the curve: what to expect if the learner stops now, and if the plan is followed."""

    day: Day
    without: Expected
    planned: Expected


class Forecast:
    """Forecasts of an exam for one learner.

    cards: all that may be asked.
    weights: the blueprint; topics without cards don't count, and without any weight all cards
        count alike.
    questions: how many the exam asks.

    Raises ValueError when there are no cards or fewer than one question.
    """

    def __init__(
        self,
        cards: Sequence[ExamCard],
        learner: Learner,
        weights: Mapping[str, int],
        questions: int,
    ) -> None:
        if not cards:
            raise ValueError("there are no cards to be asked")
        if questions < 1:
            raise ValueError("an exam asks at least one question")
        self._cards = cards
        self._learner = learner
        self._questions = questions
        self._now = expected_memories([learner.memories.get(card.key) for card in cards])
        self._guess = np.array([card.guess for card in cards])
        self._weight = card_weights(cards, weights)
        places: dict[str, list[int]] = {}
        for place, card in enumerate(cards):
            places.setdefault(card.topic, []).append(place)
        self._topics = {topic: np.array(held) for topic, held in places.items()}

    def on(self, day: Day, opportunities: Opportunities | None = None) -> Readiness:
        """What to expect on a day; `opportunities` before it are counted on."""
        memories = next(self._along((day,), opportunities or {}))
        return Readiness(
            day,
            {topic: self._of(memories, day, held) for topic, held in self._topics.items()},
            self._of(memories, day),
        )

    def curve(self, today: Day, exam: Day, opportunities: Opportunities) -> tuple[Point, ...]:
        """What to expect on the days from today to the exam's, with the plan and without.

        At most CURVE_POINTS days, of very many cards fewer, evenly spread; today and the exam's day
        are among them.
        """
        span = exam - today
        points = max(FEWEST_POINTS, min(CURVE_POINTS, CARDS_OF_A_CURVE // len(self._cards)))
        steps = min(span, points - 1)
        days = [Day(today + span * step // max(1, steps)) for step in range(steps + 1)]
        curve = []
        for day, memories in zip(days, self._along(days, opportunities), strict=True):
            without = self._of(self._now, day)
            curve.append(Point(day, without, self._of(memories, day) if opportunities else without))
        return tuple(curve)

    def most_helpful(
        self,
        today: Day,
        day: Day,
        count: int = MOST_HELPFUL,
        without: Collection[str] = frozenset(),
    ) -> tuple[Helpful, ...]:
        """The cards whose review today would raise the score on a later day most.

        Fewer than `count` where fewer would raise it at all. Cards seen today aren't among them:
        one drill more would change next to nothing.
        """
        after = after_opportunity(self._now, self._learner, float(today))
        gains = (self._weight * (1 - self._guess)) * (
            after.recall(self._learner, float(day)) - self._now.recall(self._learner, float(day))
        )
        helpful = (
            (-gain, card.key)
            for card, gain, reviewed in zip(
                self._cards, gains.tolist(), self._now.reviewed.tolist(), strict=True
            )
            if gain > 0 and reviewed < today and card.key not in without
        )
        return tuple(Helpful(card, -loss) for loss, card in nsmallest(count, helpful))

    def _along(
        self, days: Sequence[Day], opportunities: Opportunities
    ) -> Iterator[ExpectedMemories]:
        """The cards before each of the days, in their order, after the opportunities until then."""
        own = [opportunities.get(card.key, ()) for card in self._cards]
        most = max(map(len, own), default=0)
        never = float(np.iinfo(np.int64).max)
        padded = np.full((len(own), most + 1), never)
        for place, each in enumerate(own):
            padded[place, : len(each)] = each
        done: NDArray[np.intp] = np.zeros(len(own), dtype=np.intp)
        memories, everyone = self._now, np.arange(len(own))
        for day in days:
            while len(due := np.flatnonzero((coming := padded[everyone, done]) < day)):
                before = memories[due]
                on = np.maximum(coming[due], before.reviewed)
                memories = memories.replaced(due, after_opportunity(before, self._learner, on))
                done[due] += 1
            yield memories

    def _of(
        self, memories: ExpectedMemories, day: Day, held: NDArray[np.intp] | None = None
    ) -> Expected:
        if held is None:
            asked = Asked(self._weight, self._guess, memories)
            return expect(asked, self._learner, day, self._questions)
        alike = np.full(len(held), 1 / len(held))
        asked = Asked(alike, self._guess[held], memories[held])
        part = float(self._weight[held].sum())
        return expect(asked, self._learner, day, max(1.0, self._questions * part))
