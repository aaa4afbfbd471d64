"""Laying out all sights: first the frame that the rules ask for, then what the target asks for."""

from bisect import bisect_left
from collections.abc import Iterable
from heapq import heappop, heappush

from ipt_cards.exam.card import ExamCard
from ipt_cards.exam.course import Course, Sights
from ipt_cards.exam.frame import relaxed_frame, see_between, tight_frame
from ipt_cards.exam.prospect import expanding
from ipt_cards.exam.timetable import Timetable

MOST_BETWEEN = 8
"""No card gets more reviews before its last: they'd promise hardly more."""

FILLS = (0.85, 1.0)
"""The shares of a day that last sights may take: at first with room for what will be failed."""

RESERVE = 0.1
"""The part of the time left over by the rules that stays free, for days that turn out longer."""


def lay_out(cards: Iterable[ExamCard], course: Course) -> list[Sights] | None:
    """Each card's sights, in the cards' order, or None where what the rules need doesn't fit."""
    for fill in FILLS:
        sights, table = _blank(cards, course)
        if relaxed_frame(sights, table, course, fill):
            break
    else:
        sights, table = _blank(cards, course)
        if not tight_frame(sights, table, course):
            return None
    _see_failed_soon(sights, table, course)
    _approach_target(sights, table, course)
    return sights


def fits(cards: Iterable[ExamCard], course: Course) -> bool:
    """Whether there is a layout. Cheaper than making it, above all where there is one."""
    cards = list(cards)
    return tight_frame(*_blank(cards, course), course) or any(
        relaxed_frame(*_blank(cards, course), course, fill) for fill in FILLS
    )


def _blank(cards: Iterable[ExamCard], course: Course) -> tuple[list[Sights], Timetable]:
    return course.unplaced(cards), Timetable(course.days, course.free_ms)


def _see_failed_soon(sights: list[Sights], table: Timetable, course: Course) -> None:
    """See what was failed again on the next study day or the one after, as SM-2 would."""
    for card in sorted((card for card in sights if card.failed), key=lambda card: card.alone):
        if card.days and card.days[0] > card.release:
            soonest = min(card.days[0] - 1, card.release + 1)
            day = table.first(card.release, soonest, course.review_ms)
            if day is not None:
                if len(card.days) > 1:
                    table.give_back(card.days.pop(0), course.review_ms)
                table.take(day, course.review_ms)
                card.days.insert(0, day)
                card.fixed = 1


def _approach_target(sights: list[Sights], table: Timetable, course: Course) -> None:
    """Put further reviews into the time that's left, where they promise most for the exam."""
    for card, between in _granted(sights, table, course):
        kept = card.days
        placed = kept[card.fixed : -1]
        for day in placed:
            table.give_back(day, course.review_ms)
        counts = range(between, len(placed), -1)
        if not any(see_between(card, count, table, course.review_ms) for count in counts):
            for day in placed:
                table.take(day, course.review_ms)
            card.days = kept


def _granted(sights: list[Sights], table: Timetable, course: Course) -> list[tuple[Sights, int]]:
    """The cards that get more reviews between, each with how many these are then.

    While there is time, the card below the target with most to gain gets one more.
    """
    spare = sum(int(free * (1 - RESERVE)) // course.review_ms for free in table.free_ms)
    between = [len(card.days) - 1 - card.fixed for card in sights]
    promises = [course.promise(card.key, card.days) for card in sights]
    gains: list[tuple[float, int, float]] = []

    def ask(index: int) -> None:
        card = sights[index]
        if card.days and promises[index] < course.goal.target:
            promise = _promise_with(card, between[index] + 1, course)
            if promise > promises[index]:
                heappush(gains, (promises[index] - promise, index, promise))

    for index in range(len(sights)):
        ask(index)
    granted: dict[int, int] = {}
    while gains and spare:
        _, index, promises[index] = heappop(gains)
        between[index] += 1
        granted[index] = between[index]
        spare -= 1
        ask(index)
    return [(sights[index], count) for index, count in granted.items()]


def _promise_with(card: Sights, between: int, course: Course) -> float:
    """What so many reviews between promise; 0 where there aren't days enough."""
    first, last = card.days[: card.fixed], card.days[-1]
    previous = first[-1] if first else card.release - 1
    if between > min(MOST_BETWEEN, last - previous - 1):
        return 0.0
    start = course.days[previous] if first else card.reviewed
    placed = list(first)
    for position, ideal in enumerate(expanding(start, course.days[last], between)):
        index = bisect_left(course.days, round(ideal))
        previous = max(previous + 1, min(index, last - between + position))
        placed.append(previous)
    return course.promise(card.key, [*placed, last])
