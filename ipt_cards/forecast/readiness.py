"""The score to expect on a day, by topic and in total, and what would raise it.

The share of questions to be answered right is the mean recall of a topic's cards, plus what is
guessed at choice questions; topics count by the blueprint. Recall comes from the learner's
forgetting model (forgetting.py). A card never answered is right as often as this learner's first
answers to new cards were.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ipt_cards.forecast.exam_card import ExamCard
from ipt_cards.forecast.expected_memory import after_opportunities
from ipt_cards.forecast.expected_score import Asked, Expected, expect, right_share
from ipt_cards.forecast.forgetting import Past
from ipt_cards.forecast.learner import Learner
from ipt_cards.scheduling.day import Day

MOST_HELPFUL = 10
CURVE_POINTS = 30

StudyOpportunities = Mapping[str, Sequence[Day]]
"""For each card the days it's going to be seen on, as in `Plan.cards`."""


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
        self._learner = learner
        self._questions = questions
        self._afterwards: dict[tuple[str, tuple[Day, ...]], Past | None] = {}
        self._topics: dict[str, list[ExamCard]] = {}
        for card in cards:
            self._topics.setdefault(card.topic, []).append(card)
        weighed = {topic: weights.get(topic, 0) for topic in self._topics}
        if not any(weighed.values()):
            weighed = {topic: len(held) for topic, held in self._topics.items()}
        whole = sum(weighed.values())
        self._weights = {topic: weight / whole for topic, weight in weighed.items()}

    def on(self, day: Day, opportunities: StudyOpportunities | None = None) -> Readiness:
        """What to expect on a day; `opportunities` before it are counted on."""
        topics = {
            topic: expect(
                [self._asked(card, 1 / len(held), day, opportunities) for card in held],
                self._learner,
                max(1.0, self._questions * self._weights[topic]),
            )
            for topic, held in self._topics.items()
        }
        return Readiness(day, topics, self._total(day, opportunities))

    def curve(self, today: Day, exam: Day, opportunities: StudyOpportunities) -> tuple[Point, ...]:
        """What to expect on the days from today to the exam's, with the plan and without.

        At most CURVE_POINTS days, evenly spread; today and the exam's day are among them.
        """
        span = exam - today
        steps = max(1, min(span, CURVE_POINTS - 1))
        days = [Day(today + span * step // steps) for step in range(steps + 1)]
        return tuple(
            Point(day, self._total(day, None), self._total(day, opportunities)) for day in days
        )

    def most_helpful(self, today: Day, day: Day, count: int = MOST_HELPFUL) -> tuple[Helpful, ...]:
        """The cards whose review today would raise the score on a later day most.

        Fewer than `count` where fewer would raise it at all. Cards seen today aren't among them:
        one drill more would change next to nothing.
        """
        gains = []
        for topic, held in self._topics.items():
            for card in held:
                memory = self._learner.memories.get(card.key)
                if memory is None or memory.reviewed < today:
                    weight = self._weights[topic] / len(held)
                    before, after = (
                        right_share(
                            [self._asked(card, weight, day, {card.key: opportunities})],
                            self._learner.model.weights,
                            self._learner.unseen.share,
                        )
                        for opportunities in ((), (today,))
                    )
                    gains.append(Helpful(card.key, after - before))
        gains.sort(key=lambda helpful: (-helpful.gain, helpful.card))
        return tuple(helpful for helpful in gains[:count] if helpful.gain > 0)

    def _total(self, day: Day, opportunities: StudyOpportunities | None) -> Expected:
        asked = [
            self._asked(card, self._weights[topic] / len(held), day, opportunities)
            for topic, held in self._topics.items()
            for card in held
        ]
        return expect(asked, self._learner, self._questions)

    def _after(self, card: str, seen: tuple[Day, ...]) -> Past | None:
        # A curve asks for the same opportunities on each of its days.
        key = (card, seen)
        if key not in self._afterwards:
            self._afterwards[key] = after_opportunities(card, seen, self._learner)
        return self._afterwards[key]

    def _asked(
        self, card: ExamCard, weight: float, day: Day, opportunities: StudyOpportunities | None
    ) -> Asked:
        seen = tuple(
            opportunity
            for opportunity in (opportunities or {}).get(card.key, ())
            if opportunity < day
        )
        after = self._after(card.key, seen)
        row = None if after is None else self._learner.model.features(after, day)
        return Asked(weight, card.guess, row)
