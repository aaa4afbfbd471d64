"""All that is to be told of an exam's day: the forecast, what would help, and the way there."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ipt_cards.forecast.exam_card import ExamCard
from ipt_cards.forecast.learner import Learner
from ipt_cards.forecast.score.readiness import Forecast, Helpful, Opportunities, Point, Readiness
from ipt_cards.scheduling.day import Day


@dataclass(frozen=True, slots=True)
class UnseenCards:
    """How many cards were never answered, and how many of these won't be until the exam.

    In a forecast each counts as known to the share that `Learner.unseen` tells.
    """

    now: int
    then: int
    cards: int

    @staticmethod
    def of(
        keys: Iterable[str], learner: Learner, opportunities: Mapping[str, Sequence[Day]]
    ) -> "UnseenCards":
        """Of the cards with these keys; `opportunities` are the days that they will be asked on."""
        every = list(keys)
        unseen = [key for key in every if key not in learner.memories]
        return UnseenCards(
            len(unseen), sum(not opportunities.get(key) for key in unseen), len(every)
        )


@dataclass(frozen=True, slots=True)
class ReadinessReport:
    """What to expect on a day.

    planned: whether the forecast counts on a plan's reviews.
    learner: whose forgetting model the forecast is by.
    suspended: keys of the cards that no review will be of, but which count, as in the exam.
    """

    day: Day
    planned: bool
    readiness: Readiness
    most_helpful: tuple[Helpful, ...]
    curve: tuple[Point, ...]
    learner: Learner
    unseen: UnseenCards
    suspended: tuple[str, ...] = ()


def readiness_report(  # noqa: PLR0913 - a forecast's ingredients, by name
    cards: Sequence[ExamCard],
    learner: Learner,
    weights: Mapping[str, int],
    questions: int,
    *,
    today: Day,
    day: Day,
    opportunities: Opportunities | None,
    suspended: Collection[str] = frozenset(),
) -> ReadinessReport:
    """Look at a day, today or later.

    opportunities: the plan's days for each card. suspended: keys of cards that no review helps.

    Raises ValueError when there are no cards or no questions.
    """
    forecast = Forecast(cards, learner, weights, questions)
    return ReadinessReport(
        day=day,
        planned=opportunities is not None,
        readiness=forecast.on(day, opportunities),
        most_helpful=forecast.most_helpful(today, day, without=suspended),
        curve=forecast.curve(today, day, opportunities or {}),
        learner=learner,
        unseen=UnseenCards.of(
            (card.key for card in cards),
            learner,
            {card: [at for at in days if at < day] for card, days in (opportunities or {}).items()},
        ),
        suspended=tuple(card.key for card in cards if card.key in suspended),
    )
