"""The plan to an exam: the best use of the time there is, by expected score under the blueprint.

It is made anew from the log each day, so what a missed day left undone spreads over the days to
come, and it never refuses: the night before has a best use, too. What every learner would like is
kept where there is time for it: a new card on three days, a last look at every card in the final
window. What had to be given up is told, with what would help (ways_out.py). No day holds more than
its time; days off are empty; nothing is planned for the exam's day or beyond, unless that is today.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ipt_cards.exam.plan.allocation import Exam, allocate, introduced_on, promises
from ipt_cards.exam.plan.goal import Goal
from ipt_cards.exam.plan.horizon import Horizon, horizon
from ipt_cards.exam.plan.learning_order import in_learning_order
from ipt_cards.exam.plan.schedule import fill, last_looks, schedule
from ipt_cards.forecast.exam_card import ExamCard, card_weights
from ipt_cards.forecast.expected_memory import after_opportunities, expected_memories
from ipt_cards.forecast.history import Column
from ipt_cards.forecast.learner import Learner
from ipt_cards.forecast.memory import Memory
from ipt_cards.forecast.score.expected_score import Asked, right_share
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.prerequisites import NOTHING, After

DAYS_OF_A_NEW_CARD = 3
"""So many days every new card is to be seen on, where there is time."""


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A day's cards; none on a day off.

    repeats: cards of the day that are asked once more, or more often, when all are through.
    """

    day: Day
    new: tuple[str, ...]
    reviews: tuple[str, ...]
    repeats: tuple[str, ...]
    ms: int

    @property
    def order(self) -> tuple[str, ...]:
        """All of them, in the order to be asked."""
        return self.reviews + self.new + self.repeats

    @property
    def minutes(self) -> float:
        """The time the cards take."""
        return self.ms / 60_000


@dataclass(frozen=True, slots=True)
class GivenUp:
    """What there was no time for.

    unseen: cards that are never asked.
    seen_on_few_days: new cards that are asked on fewer than three days.
    without_last_look: cards that are asked, but not in the final window.
    """

    unseen: tuple[str, ...]
    seen_on_few_days: tuple[str, ...]
    without_last_look: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.unseen or self.seen_on_few_days or self.without_last_look)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do until an exam.

    days: every day from the one it was made on to the eve of the exam (see `Goal.days`).
    cards: for each card the days it's seen on, ascending, a day as often as it's asked then.
    promised: for each card the recall to be expected on the exam's day.
    score: the share of right answers to be expected then, of the cards planned for.
    without: the same if nothing more were done.
    suspended: keys of the cards that count in the score, but aren't planned for.
    """

    goal: Goal
    days: tuple[PlannedDay, ...]
    cards: dict[str, tuple[Day, ...]]
    promised: dict[str, float]
    given_up: GivenUp
    score: float
    without: float
    suspended: tuple[str, ...] = ()

    @property
    def short_of_target(self) -> tuple[str, ...]:
        """The cards that the time doesn't bring to the target."""
        return tuple(card for card, recall in self.promised.items() if recall < self.goal.target)


def make_plan(  # noqa: PLR0913 - a plan's ingredients, by name
    cards: Sequence[ExamCard],
    learner: Learner,
    goal: Goal,
    today: Day,
    *,
    weights: Mapping[str, int] | None = None,
    spent_ms: int = 0,
    suspended: Sequence[ExamCard] = (),
    after: After = NOTHING,
) -> Plan:
    """The best use of the time from today to the goal's exam, for cards in learning order.

    weights: the exam's blueprint; without it all cards weigh the same.
    spent_ms: time already used today.
    suspended: further cards, which aren't planned for but count in the score, as they would in the
        exam.
    after: what notes come after: their new cards aren't begun before those, nor without them.

    Raises ValueError when the exam is past or there are no cards.
    """
    if goal.exam < today:
        raise ValueError("the exam has to be today or on a day to come")
    if not cards:
        raise ValueError("there are no cards to plan for")
    ahead = horizon(goal, learner.pace, today, spent_ms)
    held = [learner.memories.get(card.key) for card in cards]
    memories = expected_memories(held)
    weight = card_weights([*cards, *suspended], weights or {})
    asleep = _share_of(suspended, weight[len(cards) :], learner, goal.exam)
    weight = weight[: len(cards)]
    guess = np.array([card.guess for card in cards])
    days = np.array(ahead.days, dtype=np.float64)
    exam = Exam(
        day=goal.exam,
        value=weight * (1 - guess),
        memories=memories,
        release=np.searchsorted(days, memories.reviewed, side="right").astype(np.intp),
        turns=np.array([_turns(memory, today) for memory in held]),
        target=goal.target,
        siblings=_siblings(cards),
    )
    own_days = in_learning_order(
        _days_of_cards(exam, ahead, learner), cards, exam.are_new.tolist(), after
    )
    seen = after_opportunities(
        memories, learner, [[ahead.days[index] for index in each] for each in own_days]
    )
    promised = seen.recall(learner, float(goal.exam))
    made = _plan(
        cards, exam, ahead, own_days, _Worth(weight, guess, promised, asleep), learner, today, goal
    )
    return replace(made, suspended=tuple(card.key for card in suspended))


def _share_of(cards: Sequence[ExamCard], weight: Column, learner: Learner, day: Day) -> float:
    """What cards that nothing more is done for bring to the score of a day."""
    if not cards:
        return 0.0
    memories = expected_memories([learner.memories.get(card.key) for card in cards])
    asked = Asked(weight, np.array([card.guess for card in cards]), memories)
    return right_share(asked, learner, day)


def _siblings(cards: Sequence[ExamCard]) -> list[tuple[int, ...]]:
    notes = [card.note for card in cards]
    places: dict[str, list[int]] = {}
    for place, note in enumerate(notes):
        places.setdefault(note, []).append(place)
    return [
        tuple(other for other in places[note] if other != place) if len(places[note]) > 1 else ()
        for place, note in enumerate(notes)
    ]


def _turns(memory: Memory | None, today: Day) -> float:
    begun_today = memory is not None and memory.reviewed == today and memory.days == 1
    return memory.passes if memory and begun_today else 0.0


def _days_of_cards(exam: Exam, ahead: Horizon, learner: Learner) -> list[list[int]]:
    if not ahead.days:
        return [[] for _ in exam.value]
    alone = exam.memories.learnt(learner, float(exam.day))
    # New cards come after all others: nothing is as weak, but they are begun in learning order.
    weak_first = np.lexsort((alone, ~exam.are_new))
    begun = introduced_on(exam, ahead)
    last = last_looks(exam, ahead, weak_first)
    promised = promises(exam, ahead, learner, np.minimum(begun, last), last)
    counts = allocate(exam, ahead, promised)
    order = weak_first.tolist()
    table = schedule(exam, ahead, begun, counts, order)
    fill(exam, ahead, table, learner)
    return table.days


@dataclass(frozen=True, slots=True)
class _Worth:
    weight: Column
    guess: Column
    promised: Column
    asleep: float

    def score(self, recall: Column) -> float:
        return self.asleep + float(self.weight @ (self.guess + (1 - self.guess) * recall))


def _plan(  # noqa: PLR0913, PLR0917 - a plan's ingredients
    cards: Sequence[ExamCard],
    exam: Exam,
    ahead: Horizon,
    own_days: list[list[int]],
    worth: _Worth,
    learner: Learner,
    today: Day,
    goal: Goal,
) -> Plan:
    new: list[list[str]] = [[] for _ in ahead.days]
    last_looks: list[list[str]] = [[] for _ in ahead.days]
    reviews: list[list[str]] = [[] for _ in ahead.days]
    repeats: list[list[tuple[float, str]]] = [[] for _ in ahead.days]
    are_new, turns = exam.are_new.tolist(), exam.turns.tolist()
    seen_today = (exam.memories.reviewed == today).tolist()
    promised = worth.promised.tolist()
    for place, (card, days) in enumerate(zip(cards, own_days, strict=True)):
        for position, index in enumerate(days):
            if (position and days[position - 1] == index) or (seen_today[place] and index == 0):
                before = max(seen_today[place], turns[place]) if index == 0 else 0
                repeats[index].append((before + days[:position].count(index), card.key))
            elif are_new[place] and not position:
                new[index].append(card.key)
            else:
                (last_looks if index == days[-1] else reviews)[index].append(card.key)
    planned = {
        day: PlannedDay(
            day,
            tuple(new[index]),
            # What a day proves too short for can still move, unless it is the last look.
            (*last_looks[index], *reviews[index]),
            tuple(key for _, key in sorted(repeats[index], key=lambda each: each[0])),
            len(new[index]) * ahead.pace.new_ms
            + (len(last_looks[index]) + len(reviews[index]) + len(repeats[index]))
            * ahead.pace.review_ms,
        )
        for index, day in enumerate(ahead.days)
    }
    return Plan(
        goal,
        tuple(planned.get(day, PlannedDay(day, (), (), (), 0)) for day in goal.days(today)),
        {
            card.key: tuple(ahead.days[index] for index in days)
            for card, days in zip(cards, own_days, strict=True)
        },
        {card.key: recall for card, recall in zip(cards, promised, strict=True)},
        _given_up(cards, exam, ahead, own_days),
        worth.score(worth.promised),
        worth.score(exam.memories.recall(learner, float(goal.exam))),
    )


def _given_up(
    cards: Sequence[ExamCard], exam: Exam, ahead: Horizon, own_days: list[list[int]]
) -> GivenUp:
    unseen, few, late = [], [], []
    for card, is_new, days in zip(cards, exam.are_new.tolist(), own_days, strict=True):
        if is_new and not days:
            unseen.append(card.key)
        elif is_new and 1 + sum(a != b for a, b in pairwise(days)) < DAYS_OF_A_NEW_CARD:
            few.append(card.key)
        if days and days[-1] < ahead.window:
            late.append(card.key)
    return GivenUp(tuple(unseen), tuple(few), tuple(late))
