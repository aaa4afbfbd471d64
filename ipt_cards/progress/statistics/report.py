"""All statistics on a learner and a deck together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ipt_cards.progress.entries import Review
from ipt_cards.progress.statistics.answers import answers_of
from ipt_cards.progress.statistics.cards import (
    HardCard,
    TopicProgress,
    by_topic,
    forecast,
    hardest,
)
from ipt_cards.progress.statistics.days import (
    DayOfStudy,
    Streak,
    answers_a_day,
    streak,
    study_on,
)
from ipt_cards.progress.statistics.retention import (
    RetentionByMaturity,
    retention,
    retention_by_week,
)
from ipt_cards.scheduling import sm2
from ipt_cards.scheduling.card_progress import CardProgress
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.prerequisites import NOTHING, After
from ipt_cards.scheduling.queue import DEFAULT_LIMITS, Limits, Queue, due_today
from ipt_cards.scheduling.scheduler import Scheduler


@dataclass(frozen=True, slots=True)
class Report:
    """What `ipt-cards stats` shows.

    today, study_today, streak, days: of all answers, whatever the deck they were given to.
    left: the deck's queue for the rest of today, under the daily limits.
    retention, weeks (by their Mondays), ahead (today first), hardest, topics: of the deck's cards.
    levels: the same as topics, by what cards ask; empty where the deck doesn't say.
    """

    today: Day
    study_today: DayOfStudy
    streak: Streak
    days: Mapping[Day, int]
    left: Queue
    retention: RetentionByMaturity
    weeks: Sequence[tuple[Day, RetentionByMaturity]]
    ahead: Sequence[int]
    hardest: Sequence[HardCard]
    topics: Sequence[TopicProgress]
    levels: Sequence[TopicProgress] = ()


def report(  # noqa: PLR0913 - what a report is made of
    topics: Mapping[str, Sequence[str]],
    reviews: Sequence[Review],
    progress: Mapping[str, CardProgress],
    today: Day,
    *,
    limits: Limits = DEFAULT_LIMITS,
    scheduler: Scheduler = sm2.review,
    levels: Mapping[str, Sequence[str]] = MappingProxyType({}),
    after: After = NOTHING,
) -> Report:
    """The statistics at a time of today.

    topics: the deck's cards in learning order, by their topics' names.
    reviews: all that stand, oldest first. progress: the fold of the log. limits: of a day.
    scheduler: the one that folded it. levels: the deck's cards by what they ask, if it says so.
    after: what its notes come after.
    """
    everything = answers_of(reviews, scheduler)
    cards = [card for of_topic in topics.values() for card in of_topic]
    known = set(cards)
    answers = [answer for answer in everything if answer.card in known]
    days = answers_a_day(everything)
    answered_today = [answer.card for answer in everything if answer.day == today]
    return Report(
        today=today,
        study_today=study_on(everything, today),
        streak=streak(days.keys(), today),
        days=days,
        left=due_today(cards, progress, today, limits, answered_today, after),
        retention=retention(answers),
        weeks=retention_by_week(answers, today),
        ahead=forecast(cards, progress, today),
        hardest=hardest(answers, cards, progress),
        topics=by_topic(topics, answers, progress),
        levels=by_topic(levels, answers, progress),
    )
