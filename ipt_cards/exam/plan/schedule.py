"""On which days the cards' opportunities are, so that no day is longer than it may be.

Last looks come first, as near to the exam as there is room, the weakest cards nearest; then the
first days of new cards, in learning order; then all between them, near to where gaps expand. What
time is left over on a day goes to what is least known by then, and on the eve to cards that aren't
known well, once more on the same day. Siblings have days of their own where there is room near by.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from ipt_cards.exam.plan.allocation import Exam, Indexes, ideal_days
from ipt_cards.exam.plan.horizon import Horizon
from ipt_cards.exam.plan.timetable import Timetable
from ipt_cards.forecast.expected_memory import after_opportunity
from ipt_cards.forecast.history import Column
from ipt_cards.forecast.learner import Learner

DENSITY = 8
"""Further looks at a card are apart by so many parts of the days that are left, or more."""

MOST_REPEATS = 6
"""So often a card comes again on the eve, at most."""


def last_looks(exam: Exam, horizon: Horizon, weak_first: Indexes) -> Column:
    """About where each card's last look will be if all have one: the weakest on the eve."""
    cost = np.full(len(exam.value), horizon.pace.review_ms)
    before = np.cumsum(cost[weak_first]) - cost[weak_first]
    room = np.cumsum(horizon.free_ms[::-1])
    place = len(horizon.days) - 1 - np.searchsorted(room, before, side="right")
    last = np.empty(len(cost))
    last[weak_first] = np.maximum(place, 0)
    return np.minimum(np.maximum(last, exam.release), float(len(horizon.days) - 1))


def schedule(
    exam: Exam, horizon: Horizon, begun: Column, counts: Indexes, weak_first: Sequence[int]
) -> Timetable:
    """Place so many opportunities of each card. One that finds no room is left out."""
    table = Timetable(exam, horizon)
    new_ms, review_ms = horizon.pace.new_ms, horizon.pace.review_ms
    final = len(horizon.days) - 1
    new, release = exam.are_new.tolist(), exam.release.tolist()
    number = counts.tolist()
    last = np.full(len(counts), float(final))
    for card in weak_first:
        if number[card]:
            ms = new_ms if new[card] and number[card] == 1 else review_ms
            earliest = min(final, release[card] + number[card] - 1)
            index = table.latest(card, earliest, final, ms)
            if index is None:
                index = table.latest(card, release[card], final, ms)
            if index is None:
                number[card] = 0
                continue
            table.take(card, index, ms)
            last[card] = index
    for card, is_new in enumerate(new):
        if is_new and number[card] > 1:
            before = release[card], int(last[card]) - 1
            index = table.nearest(card, int(begun[card]), before, new_ms)
            if index is None:
                _only_introduce(table, card, new_ms, review_ms)
                number[card] = 1
            else:
                table.take(card, index, new_ms)
    _place_between(exam, horizon, table, number)
    return table


def _only_introduce(table: Timetable, card: int, new_ms: int, review_ms: int) -> None:
    """Make a new card's last look its first, which takes longer; none where it doesn't fit."""
    index = table.give_back(card, -1, review_ms)
    if table.free_ms[index] >= new_ms:
        table.take(card, index, new_ms)


def _place_between(exam: Exam, horizon: Horizon, table: Timetable, number: list[int]) -> None:
    ms = horizon.pace.review_ms
    # Each look comes behind those before it, and leaves days for those that come after it.
    earliest = [
        days[0] + 1 if is_new and days else release
        for days, is_new, release in zip(
            table.days, exam.are_new.tolist(), exam.release.tolist(), strict=True
        )
    ]
    for card, ideal, left in _wanted_between(exam, horizon, table.days, np.array(number)):
        days = earliest[card], table.days[card][-1] - left
        index = table.nearest(card, ideal, days, ms)
        if index is not None:
            table.take(card, index, ms)
            earliest[card] = index + 1


def _wanted_between(
    exam: Exam, horizon: Horizon, days: Sequence[Sequence[int]], number: Indexes
) -> Iterator[tuple[int, int, int]]:
    """What is wanted between first and last looks: card, ideal day, how many come after it.

    Where there isn't room for all, what waits longest comes first.
    """
    first = np.array([own[0] if own else 0 for own in days], dtype=np.float64)
    last = np.array([own[-1] if own else 0 for own in days], dtype=np.float64)
    placed = np.array([bool(own) for own in days])
    parts = []
    for count in set(number.tolist()) - {0, 1}:
        ideal = ideal_days(exam, horizon, first, last, count)
        for place in range(count - 1):
            # The first look of a new card, and the last of any, have their days already.
            cards = np.flatnonzero(placed & (number == count) & ((place > 0) | ~exam.are_new))
            parts.append((ideal[place][cards], cards, np.full(len(cards), count - 1 - place)))
    if not parts:
        return iter(())
    ideals, cards, left = map(np.concatenate, zip(*parts, strict=True))
    order = np.lexsort((left, cards, ideals))
    columns = cards[order], np.round(ideals[order]).astype(np.intp), left[order]
    return zip(*(column.tolist() for column in columns), strict=True)


def fill(exam: Exam, horizon: Horizon, table: Timetable, learner: Learner) -> None:
    """Give what time is left on each day to further looks, where they gain most for the exam.

    Today new cards are begun earlier, too. On the eve of the exam, and today if that is near, what
    isn't known well comes more often.
    """
    ms = horizon.pace.review_ms
    least_ms = min(ms, horizon.pace.new_ms)
    by_day: list[list[int]] = [[] for _ in horizon.days]
    for card, days in enumerate(table.days):
        for index in days:
            by_day[index].append(card)
    memories = exam.memories
    for index, day in enumerate(horizon.days):
        if max(table.free_ms) < least_ms:
            return
        chosen = np.array(by_day[index], dtype=np.intp)
        room = table.free_ms[index] // ms
        if room > 0:
            awake = ~memories.are_new & (exam.release <= index)
            awake[chosen] = False
            awake &= float(day) - memories.reviewed >= (exam.day - day) / DENSITY
            weak = np.flatnonzero(awake)
            weak = weak[memories[weak].learnt(learner, float(exam.day)) < exam.target]
            more: list[int] = []
            for card in weak[np.argsort(memories.reviewed[weak], kind="stable")].tolist():
                if len(more) == room:
                    break
                if not table.has_sibling(card, index):
                    table.take(card, index, ms)
                    more.append(card)
            chosen = np.concatenate([chosen, np.array(more, dtype=np.intp)])
        if index == 0:
            _begin_earlier(exam, horizon, table)
        chosen = np.sort(chosen)
        after = after_opportunity(memories[chosen], learner, float(day))
        memories = memories.replaced(chosen, after)
    known = memories.learnt(learner, float(exam.day))
    last = len(horizon.days) - 1
    for index in sorted({last} if horizon.window else {0, last}):
        again = _in_turn(exam, table, index, known)
        _repeat(exam, horizon, table, index, again[known[again] < exam.target].tolist())


def _in_turn(exam: Exam, table: Timetable, index: int, known: Column) -> Indexes:
    """The weakest first; but what is begun on that day, of which nothing is known yet, in turn.

    Each turn goes through it in the order it was begun, so that all have the same pause.
    """
    turns = np.where(index == 0, exam.turns, 0.0)
    begun = (turns > 0) | exam.are_new & np.array([index in days[:1] for days in table.days])
    order: Indexes = np.lexsort((np.where(begun, 0.0, known), np.maximum(turns, 1)))
    return order


def _begin_earlier(exam: Exam, horizon: Horizon, table: Timetable) -> None:
    ms = horizon.pace.new_ms
    for card in np.flatnonzero(exam.are_new).tolist():
        days = table.days[card]
        if table.free_ms[0] < ms:
            break
        if len(days) > 1 and days[0] > 0 and not table.has_sibling(card, 0):
            table.give_back(card, 0, ms)
            table.take(card, 0, ms)


def _repeat(
    exam: Exam, horizon: Horizon, table: Timetable, index: int, order: Sequence[int]
) -> None:
    ms, day = horizon.pace.review_ms, horizon.days[index]
    again = [
        card for card in order if index in table.days[card] or exam.memories.reviewed[card] == day
    ]
    for _ in range(MOST_REPEATS):
        for card in again:
            if table.free_ms[index] < ms:
                return
            table.take(card, index, ms)
