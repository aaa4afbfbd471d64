"""All that is to be told of an exam's day: the forecast, what would help, and the way there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ipt_cards.exam.card import ExamCard
from ipt_cards.exam.learner import Learner
from ipt_cards.exam.readiness import Forecast, Helpful, Point, Readiness, Sights
from ipt_cards.scheduling.day import Day


@dataclass(frozen=True, slots=True)
class Outlook:
    """What to expect on a day.

    planned: whether the forecast counts on a plan's reviews.
    learner: whose forgetting model the forecast is by.
    """

    day: Day
    planned: bool
    readiness: Readiness
    most_helpful: tuple[Helpful, ...]
    curve: tuple[Point, ...]
    learner: Learner


def outlook(  # noqa: PLR0913 - a forecast's ingredients, by name
    cards: Sequence[ExamCard],
    learner: Learner,
    weights: Mapping[str, int],
    questions: int,
    *,
    today: Day,
    day: Day,
    sights: Sights | None,
) -> Outlook:
    """Look at a day, today or later. `sights`: the plan's days for each card, None without a plan.

    Raises ValueError when there are no cards or no questions.
    """
    forecast = Forecast(cards, learner, weights, questions)
    return Outlook(
        day=day,
        planned=sights is not None,
        readiness=forecast.on(day, sights),
        most_helpful=forecast.most_helpful(today, day),
        curve=forecast.curve(today, day, sights or {}),
        learner=learner,
    )
