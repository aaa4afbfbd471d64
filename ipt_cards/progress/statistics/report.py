"""All statistics on a learner and a deck together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

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
    streak,
)
from ipt_cards.progress.statistics.retention import (
    RetentionByMaturity,
    every_week,
    in_all,
)
from ipt_cards.progress.statistics.tally import Tally
from ipt_cards.scheduling.card_progress import CardProgress
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.prerequisites import NOTHING, After
from ipt_cards.scheduling.queue import DEFAULT_LIMITS, Limits, Queue, due_today


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
    tally: Tally,
    answered_today: Sequence[str],
    progress: Mapping[str, CardProgress],
    today: Day,
    *,
    limits: Limits = DEFAULT_LIMITS,
    levels: Mapping[str, Sequence[str]] = MappingProxyType({}),
    after: After = NOTHING,
) -> Report:
    """The statistics at a time of today.

    topics: the deck's cards in learning order, by their topics' names.
    tally: of all answers that stand, by the scheduler that gives the progress.
    answered_today: the cards that were answered today, the latest last.
    progress: the fold of the log. limits: of a day.
    levels: the deck's cards by what they ask, if it says so. after: what its notes come after.
    """
    cards = [card for of_topic in topics.values() for card in of_topic]
    days = tally.days()
    weeks = tally.weeks(cards)
    return Report(
        today=today,
        study_today=tally.on(today),
        streak=streak(days.keys(), today),
        days=days,
        left=due_today(cards, progress, today, limits, answered_today, after),
        retention=in_all(weeks.values()),
        weeks=every_week(weeks, today),
        ahead=forecast(cards, progress, today),
        hardest=hardest(tally, cards, progress),
        topics=by_topic(topics, tally, progress),
        levels=by_topic(levels, tally, progress),
    )
