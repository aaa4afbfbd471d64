"""A plan's days found as it is easiest to see that they are right: card by card, day by day.

`ideal_days`, `schedule` and `fill` say what those of ipt_cards/exam/plan have to come to, which
reckon many cards at once and look for room in many days at once.
"""

from bisect import insort
from collections.abc import Sequence

import numpy as np

from ipt_cards.exam.plan.allocation import EXPANSION, Exam, Indexes
from ipt_cards.exam.plan.horizon import Horizon
from ipt_cards.forecast.expected_memory import ExpectedMemories, after_opportunity
from ipt_cards.forecast.history import Column
from ipt_cards.forecast.learner import Learner

DENSITY, MOST_REPEATS, NEAR_BY = 8, 6, 3


def ideal_days(
    exam: Exam, horizon: Horizon, begun: Column, last: Column, count: int
) -> list[Column]:
    """Of each card so many days, as indexes, with gaps that expand; the last is the last."""
    columns = zip(exam.memories.reviewed, begun, last, exam.release, strict=True)
    own = [
        [
            min(max(index, float(first)), end)
            for index in _ideal_days(horizon, reviewed, begin, end, count)
        ]
        for reviewed, begin, end, first in columns
    ]
    return [np.array(column) for column in zip(*own, strict=True)]


def _ideal_days(
    horizon: Horizon, reviewed: float, begun: float, last: float, count: int
) -> list[float]:
    if count == 1:
        return [last]
    days, indexes = horizon.days, range(len(horizon.days))
    end = np.interp(last, indexes, days)
    if reviewed:
        return [np.interp(day, days, indexes) for day in _expanding(reviewed, end, count)]
    start = np.interp(begun, indexes, days)
    return [begun, *(np.interp(day, days, indexes) for day in _expanding(start, end, count - 1))]


def _expanding(start: float, end: float, count: int) -> list[float]:
    whole = EXPANSION**count - 1
    return [start + (end - start) * (EXPANSION**place - 1) / whole for place in range(1, count + 1)]


class Timetable:
    """The time that is free on each study day, and each card's days, ascending."""

    def __init__(self, exam: Exam, horizon: Horizon) -> None:
        self.exam = exam
        self.free_ms = list(horizon.free_ms)
        self.days: list[list[int]] = [[] for _ in exam.siblings]

    def take(self, card: int, index: int, ms: int) -> None:
        """Give a card an opportunity on a day."""
        self.free_ms[index] -= ms
        insort(self.days[card], index)

    def give_back(self, card: int, place: int, ms: int) -> int:
        """Take one of a card's opportunities from it: the day it had."""
        index = self.days[card].pop(place)
        self.free_ms[index] += ms
        return index

    def has_sibling(self, card: int, index: int) -> bool:
        """Whether another card of the note has that day, or had it already."""
        return any(
            index in self.days[other] or (index == 0 and self.exam.release[other] > 0)
            for other in self.exam.siblings[card]
        )

    def first_with_room(self, card: int, days: Sequence[int], ideal: int, ms: int) -> int | None:
        """The first of the days with room; but near it or the ideal, one without a sibling."""
        found = None
        for index in days:
            farthest = NEAR_BY if found is None else max(NEAR_BY, abs(found - ideal))
            if found is not None and abs(index - ideal) > farthest:
                break
            if self.free_ms[index] >= ms:
                if not self.has_sibling(card, index):
                    return index
                found = index if found is None else found
        return found

    def nearest(self, card: int, ideal: int, low: int, high: int, ms: int) -> int | None:
        """Of the days low to high the nearest to the ideal, the later of two."""
        ideal = max(low, min(high, ideal))
        by_distance = sorted(range(low, high + 1), key=lambda index: (abs(index - ideal), -index))
        return self.first_with_room(card, by_distance, ideal, ms)

    def latest(self, card: int, low: int, high: int, ms: int) -> int | None:
        """Of the days low to high the latest."""
        with_room = [index for index in range(high, low - 1, -1) if self.free_ms[index] >= ms]
        ideal = with_room[0] if with_room else high
        return self.first_with_room(card, with_room, ideal, ms)


def schedule(
    exam: Exam, horizon: Horizon, begun: Column, counts: Indexes, weak_first: Sequence[int]
) -> Timetable:
    """Last looks, then first days of new cards, then all between them."""
    table = Timetable(exam, horizon)
    new_ms, review_ms = horizon.pace.new_ms, horizon.pace.review_ms
    final = len(horizon.days) - 1
    number, release = counts.tolist(), exam.release.tolist()
    for card in weak_first:
        if number[card]:
            ms = new_ms if exam.are_new[card] and number[card] == 1 else review_ms
            earliest = min(final, release[card] + number[card] - 1)
            index = table.latest(card, earliest, final, ms)
            if index is None:
                index = table.latest(card, release[card], final, ms)
            if index is None:
                number[card] = 0
            else:
                table.take(card, index, ms)
    for card in np.flatnonzero(exam.are_new & (np.array(number) > 1)).tolist():
        [last] = table.days[card]
        index = table.nearest(card, int(begun[card]), release[card], last - 1, new_ms)
        if index is not None:
            table.take(card, index, new_ms)
            continue
        number[card] = 1
        table.give_back(card, -1, review_ms)
        if table.free_ms[last] >= new_ms:
            table.take(card, last, new_ms)
    _place_between(exam, horizon, table, number)
    return table


def _place_between(exam: Exam, horizon: Horizon, table: Timetable, number: list[int]) -> None:
    first = np.array([float(days[0]) if days else 0.0 for days in table.days])
    last = np.array([float(days[-1]) if days else 0.0 for days in table.days])
    wanted = []
    for card, count in enumerate(number):
        begins = int(exam.are_new[card])
        if table.days[card] and count > 1:
            ideal = ideal_days(exam, horizon, first, last, count)
            wanted += [
                (float(ideal[place][card]), card, count - 1 - place)
                for place in range(begins, count - 1)
            ]
    for day, card, left in sorted(wanted):
        days = table.days[card]
        # Behind what the card has already, but for its last look.
        earlier = days[:-1] or (days if exam.are_new[card] else [])
        low = max([exam.release[card], *(index + 1 for index in earlier)])
        index = table.nearest(card, round(day), int(low), days[-1] - left, horizon.pace.review_ms)
        if index is not None:
            table.take(card, index, horizon.pace.review_ms)


def fill(exam: Exam, horizon: Horizon, table: Timetable, learner: Learner) -> None:
    """Further looks on each day in turn, whether or not there is room for one."""
    ms, new_ms = horizon.pace.review_ms, horizon.pace.new_ms
    by_day = [
        [card for card, days in enumerate(table.days) if index in days]
        for index in range(len(horizon.days))
    ]
    memories = exam.memories
    for index, day in enumerate(horizon.days):
        chosen = by_day[index]
        more: list[int] = []
        room = table.free_ms[index] // ms
        weak = [
            card
            for card in range(len(memories))
            if memories.reviewed[card] > 0
            and exam.release[card] <= index
            and card not in chosen
            and day - memories.reviewed[card] >= (exam.day - day) / DENSITY
        ]
        known = memories[np.array(weak, dtype=np.intp)].learnt(learner, float(exam.day))
        weak = [card for card, recall in zip(weak, known, strict=True) if recall < exam.target]
        for card in sorted(weak, key=lambda card: memories.reviewed[card]):
            if len(more) < room and not table.has_sibling(card, index):
                table.take(card, index, ms)
                more.append(card)
        if index == 0:
            for card in np.flatnonzero(exam.are_new).tolist():
                days = table.days[card]
                if table.free_ms[0] < new_ms:
                    break
                if len(days) > 1 and days[0] > 0 and not table.has_sibling(card, 0):
                    table.give_back(card, 0, new_ms)
                    table.take(card, 0, new_ms)
        memories = _after(memories, sorted({*chosen, *more}), learner, float(day))
    known = memories.learnt(learner, float(exam.day))
    last = len(horizon.days) - 1
    for index in [last] if horizon.window or not last else [0, last]:
        _repeat(exam, horizon, table, index, known)


def _after(
    memories: ExpectedMemories, cards: list[int], learner: Learner, day: float
) -> ExpectedMemories:
    places = np.array(cards, dtype=np.intp)
    return memories.replaced(places, after_opportunity(memories[places], learner, day))


def _repeat(exam: Exam, horizon: Horizon, table: Timetable, index: int, known: Column) -> None:
    """The weakest first; what is begun on that day in turn, so that all have the same pause."""

    def turn(card: int) -> tuple[float, float, int]:
        turns = exam.turns[card] if index == 0 else 0.0
        begun = turns > 0 or (exam.are_new[card] and table.days[card][:1] == [index])
        return max(turns, 1.0), 0.0 if begun else known[card], card

    again = [
        card
        for card in sorted(range(len(known)), key=turn)
        if known[card] < exam.target
        and (index in table.days[card] or exam.memories.reviewed[card] == horizon.days[index])
    ]
    for card in again * MOST_REPEATS:
        if table.free_ms[index] < horizon.pace.review_ms:
            return
        table.take(card, index, horizon.pace.review_ms)
