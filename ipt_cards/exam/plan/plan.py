"""The plan to an exam: which cards are seen on which day.

The rules, which no plan breaks: a new card is introduced early enough to be seen on three days;
the last opportunity of every card falls within the final window; no day holds more than its time;
days off are empty; nothing is planned for the exam's day or beyond. A plan is made anew from the
log each day, so what a missed day left undone spreads over the days to come.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ipt_cards.exam.plan.goal import LONGEST_PLAN, Goal
from ipt_cards.exam.plan.horizon import Horizon, StudyOpportunities, horizon
from ipt_cards.exam.plan.schedule import fits, schedule_of
from ipt_cards.forecast.exam_card import ExamCard
from ipt_cards.forecast.learner import Learner
from ipt_cards.scheduling.day import Day

MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A day's cards; none on a day off.

    Both kinds stand in learning order, but reviews that are a card's last before those that
    aren't, since what the day proves too short for can still move only if it isn't the last.
    """

    day: Day
    new: tuple[str, ...]
    reviews: tuple[str, ...]
    ms: int

    @property
    def minutes(self) -> float:
        """The time the cards take."""
        return self.ms / 60_000


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan that keeps all the rules.

    days: every day from the one it was made on to the eve of the exam (see `Goal.days`).
    cards: for each card the days it's seen on; none for a card done with in the final window.
    promised: for each card the recall on the exam's day, by the learner's forgetting model.
    """

    goal: Goal
    days: tuple[PlannedDay, ...]
    cards: dict[str, tuple[Day, ...]]
    promised: dict[str, float]

    @property
    def short_of_target(self) -> tuple[str, ...]:
        """The cards that the time doesn't bring to the target."""
        return tuple(card for card, recall in self.promised.items() if recall < self.goal.target)


@dataclass(frozen=True, slots=True)
class Impossible:
    """No plan keeps the rules. Each way out, taken alone, makes one possible.

    minutes: the fewest minutes a day; None where no number helps.
    exam: the nearest later day for the exam; None where none within ten years helps.
    topics: the topics of most weight that can be learnt in time; empty where not even one can.
    """

    goal: Goal
    minutes: int | None
    exam: Day | None
    topics: tuple[str, ...]


def make_plan(  # noqa: PLR0913 — the last two are optional and by name
    cards: Sequence[ExamCard],
    learner: Learner,
    goal: Goal,
    today: Day,
    *,
    weights: Mapping[str, int] | None = None,
    spent_ms: int = 0,
) -> Plan | Impossible:
    """Plan the days from today to the exam.

    cards: what is to be known, in learning order.
    weights: the blueprint, to tell which topics to give up first; without it all weigh the same.
    spent_ms: time already used today.

    Raises ValueError when the exam isn't in the future or there are no cards.
    """
    if goal.exam <= today:
        raise ValueError("the exam has to be on a day after today")
    if not cards:
        raise ValueError("there are no cards to plan for")
    way = horizon(goal, learner, today, spent_ms)
    opportunities = schedule_of(cards, way)
    if opportunities is not None:
        return _plan(opportunities, way, today)

    def possible(changed: Goal, kept: Iterable[ExamCard] = cards) -> bool:
        return fits(kept, horizon(changed, learner, today, spent_ms))

    return Impossible(
        goal,
        minutes=_least(
            goal.minutes, MINUTES_A_DAY, lambda value: possible(replace(goal, minutes=value))
        ),
        exam=_later(goal, today, possible),
        topics=_weightiest(cards, weights or {}, lambda kept: possible(goal, kept)),
    )


def _plan(opportunities: Sequence[StudyOpportunities], way: Horizon, today: Day) -> Plan:
    new: dict[Day, list[str]] = {}
    reviews: dict[Day, list[str]] = {}
    last: dict[Day, list[str]] = {}
    cards: dict[str, tuple[Day, ...]] = {}
    promised: dict[str, float] = {}
    for card in opportunities:
        days = cards[card.key] = tuple(way.days[index] for index in card.days)
        promised[card.key] = way.promise(card.key, card.days)
        for day in days[: card.introductions]:
            new.setdefault(day, []).append(card.key)
        for day in days[card.introductions : -1]:
            reviews.setdefault(day, []).append(card.key)
        if len(days) > card.introductions:
            last.setdefault(days[-1], []).append(card.key)
    planned = []
    for day in way.goal.days(today):
        introduced = new.get(day, [])
        reviewed = last.get(day, []) + reviews.get(day, [])
        ms = len(introduced) * way.new_ms + len(reviewed) * way.review_ms
        planned.append(PlannedDay(day, tuple(introduced), tuple(reviewed), ms))
    return Plan(way.goal, tuple(planned), cards, promised)


def _later(goal: Goal, today: Day, possible: Callable[[Goal], bool]) -> Day | None:
    day = _least(
        goal.exam, today + LONGEST_PLAN, lambda value: possible(replace(goal, exam=Day(value)))
    )
    return None if day is None else Day(day)


def _least(refused: int, limit: int, allowed: Callable[[int], bool]) -> int | None:
    """A value above `refused`, at most `limit`, that's allowed while the one below it isn't."""
    if refused >= limit:
        return None
    step = 1
    while not allowed(value := min(refused + step, limit)):
        if value == limit:
            return None
        refused, step = value, step * 2
    while value - refused > 1:
        middle = (refused + value) // 2
        if allowed(middle):
            value = middle
        else:
            refused = middle
    return value


def _weightiest(
    cards: Sequence[ExamCard],
    weights: Mapping[str, int],
    allowed: Callable[[Iterable[ExamCard]], bool],
) -> tuple[str, ...]:
    """As many topics, from the one of most weight down, as are allowed together."""
    topics = sorted(
        dict.fromkeys(card.topic for card in cards), key=lambda topic: -weights.get(topic, 0)
    )
    for count in range(len(topics) - 1, 0, -1):
        kept = topics[:count]
        if allowed([card for card in cards if card.topic in kept]):
            return tuple(kept)
    return ()
