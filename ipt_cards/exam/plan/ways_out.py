"""What would help where a plan had to give something up: more time, a later day, fewer topics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from ipt_cards.exam.plan.goal import LONGEST_PLAN, Goal
from ipt_cards.exam.plan.plan import DAYS_OF_A_NEW_CARD, Plan, make_plan
from ipt_cards.forecast.exam_card import ExamCard
from ipt_cards.forecast.learner import Learner
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.prerequisites import NOTHING, After

MINUTES_A_DAY = 24 * 60

LEAST_WORTH = 0.01
"""A way out that raises the expected score by less isn't worth naming."""

MOST_TOPICS = 3
"""To name more to learn is to name nearly all: the plan chooses among their cards better."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """Another goal, and the score to be expected if it is planned for.

    Of fewer topics, it is the score in these.
    """

    goal: Goal
    score: float


@dataclass(frozen=True, slots=True)
class WaysOut:
    """What each would help, taken alone; None where it wouldn't.

    days_off: study on them, too.
    """

    minutes: WayOut | None
    days_off: WayOut | None
    exam: WayOut | None
    topics: WayOut | None


def ways_out(  # noqa: PLR0913 - as a plan's
    plan: Plan,
    cards: Sequence[ExamCard],
    learner: Learner,
    today: Day,
    *,
    weights: Mapping[str, int] | None = None,
    spent_ms: int = 0,
    suspended: Sequence[ExamCard] = (),
    after: After = NOTHING,
) -> WaysOut:
    """The ways out of what a plan gives up, made of the same ingredients as the plan."""
    goal = plan.goal

    def made(other: Goal, kept: Sequence[ExamCard] = cards) -> Plan:
        asleep = [card for card in suspended if other.covers(card.topic)]
        return make_plan(
            kept,
            learner,
            other,
            today,
            weights=weights,
            spent_ms=spent_ms,
            suspended=asleep,
            after=after,
        )

    def worth(other: Goal, kept: Sequence[ExamCard] = cards) -> WayOut | None:
        score = made(other, kept).score
        return WayOut(other, score) if score >= plan.score + LEAST_WORTH else None

    if not plan.given_up:
        return WaysOut(None, None, None, None)
    needed = _needed_ms(cards, learner, goal)
    days = [day for day in goal.days(today) if not goal.is_off(day)]
    minutes = ceil((needed + spent_ms) / 60_000 / max(1, len(days)))
    more = replace(goal, minutes=minutes) if goal.minutes < minutes <= MINUTES_A_DAY else None
    on_all = replace(goal, days_off=frozenset(), breaks=())
    later = replace(goal, exam=_later(goal, today, needed + spent_ms))
    fewer = replace(goal, topics=_weightiest(cards, learner, goal, weights or {}, len(days)))
    return WaysOut(
        worth(more) if more else None,
        worth(on_all) if len(days) < len(goal.days(today)) else None,
        worth(later) if later.exam > goal.exam else None,
        worth(fewer, [card for card in cards if fewer.covers(card.topic)])
        if 0 < len(fewer.topics) <= MOST_TOPICS
        else None,
    )


def _needed_ms(cards: Sequence[ExamCard], learner: Learner, goal: Goal) -> int:
    """The time that three days for each new card and a last look at every card take."""
    pace, needed = learner.pace, 0
    window_start = goal.window_start
    for card in cards:
        memory = learner.memories.get(card.key)
        if memory is None:
            needed += pace.new_ms + (DAYS_OF_A_NEW_CARD - 1) * pace.review_ms
        elif memory.reviewed < window_start:
            needed += pace.review_ms
    return needed


def _later(goal: Goal, today: Day, needed_ms: int) -> Day:
    """The first day before which there is that much time, on three days or more."""
    left = max(ceil(needed_ms / 60_000 / goal.minutes), DAYS_OF_A_NEW_CARD)
    day = today
    while left and day < today + LONGEST_PLAN:
        left -= not goal.is_off(day)
        day = Day(day + 1)
    return max(goal.exam, day)


def _weightiest(
    cards: Sequence[ExamCard],
    learner: Learner,
    goal: Goal,
    weights: Mapping[str, int],
    days: int,
) -> tuple[str, ...]:
    """As many topics, from the one of most weight down, as there is time for; not all of them."""
    time_ms = days * goal.minutes * 60_000
    topics = sorted(
        dict.fromkeys(card.topic for card in cards), key=lambda topic: -weights.get(topic, 0)
    )
    for count in range(len(topics) - 1, 0, -1):
        kept = topics[:count]
        within = [card for card in cards if card.topic in kept]
        if _needed_ms(within, learner, goal) <= time_ms:
            return tuple(kept)
    return ()
