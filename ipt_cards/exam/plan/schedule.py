"""All opportunities: first the schedule that the rules ask for, then what the target asks for."""

from bisect import bisect_left
from collections.abc import Iterable
from heapq import heappop, heappush

from ipt_cards.exam.plan.horizon import Horizon, StudyOpportunities
from ipt_cards.exam.plan.required_schedule import relaxed_schedule, see_between, tight_schedule
from ipt_cards.exam.plan.timetable import Timetable
from ipt_cards.forecast.exam_card import ExamCard
from ipt_cards.forecast.expected_memory import expanding

MOST_BETWEEN = 8
"""No card gets more reviews before its last: they'd promise hardly more."""

FILLS = (0.85, 1.0)
"""The shares of a day that last opportunities may take: first with room for what will be failed."""

RESERVE = 0.1
"""The part of the time left over by the rules that stays free, for days that turn out longer."""


def schedule_of(cards: Iterable[ExamCard], horizon: Horizon) -> list[StudyOpportunities] | None:
    """Each card's opportunities, in the cards' order; None where what is required doesn't fit."""
    for fill in FILLS:
        opportunities, table = _blank(cards, horizon)
        if relaxed_schedule(opportunities, table, horizon, fill):
            break
    else:
        opportunities, table = _blank(cards, horizon)
        if not tight_schedule(opportunities, table, horizon):
            return None
    _see_failed_soon(opportunities, table, horizon)
    _approach_target(opportunities, table, horizon)
    return opportunities


def fits(cards: Iterable[ExamCard], horizon: Horizon) -> bool:
    """Whether there is a layout. Cheaper than making it, above all where there is one."""
    cards = list(cards)
    return tight_schedule(*_blank(cards, horizon), horizon) or any(
        relaxed_schedule(*_blank(cards, horizon), horizon, fill) for fill in FILLS
    )


def _blank(
    cards: Iterable[ExamCard], horizon: Horizon
) -> tuple[list[StudyOpportunities], Timetable]:
    return horizon.required(cards), Timetable(horizon.days, horizon.free_ms)


def _see_failed_soon(
    opportunities: list[StudyOpportunities], table: Timetable, horizon: Horizon
) -> None:
    """See what was failed again on the next study day or the one after, as SM-2 would."""
    for card in sorted(
        (card for card in opportunities if card.failed), key=lambda card: card.unreviewed
    ):
        if card.days and card.days[0] > card.release:
            soonest = min(card.days[0] - 1, card.release + 1)
            day = table.first(card.release, soonest, horizon.review_ms)
            if day is not None:
                if len(card.days) > 1:
                    table.give_back(card.days.pop(0), horizon.review_ms)
                table.take(day, horizon.review_ms)
                card.days.insert(0, day)
                card.fixed = 1


def _approach_target(
    opportunities: list[StudyOpportunities], table: Timetable, horizon: Horizon
) -> None:
    """Put further reviews into the time that's left, where they promise most for the exam."""
    for card, between in _granted(opportunities, table, horizon):
        kept = card.days
        placed = kept[card.fixed : -1]
        for day in placed:
            table.give_back(day, horizon.review_ms)
        counts = range(between, len(placed), -1)
        if not any(see_between(card, count, table, horizon.review_ms) for count in counts):
            for day in placed:
                table.take(day, horizon.review_ms)
            card.days = kept


def _granted(
    opportunities: list[StudyOpportunities], table: Timetable, horizon: Horizon
) -> list[tuple[StudyOpportunities, int]]:
    """The cards that get more reviews between, each with how many these are then.

    While there is time, the card below the target with most to gain gets one more.
    """
    spare = sum(int(free * (1 - RESERVE)) // horizon.review_ms for free in table.free_ms)
    between = [len(card.days) - 1 - card.fixed for card in opportunities]
    promises = [horizon.promise(card.key, card.days) for card in opportunities]
    gains: list[tuple[float, int, float]] = []

    def ask(index: int) -> None:
        card = opportunities[index]
        if card.days and promises[index] < horizon.goal.target:
            promise = _promise_with(card, between[index] + 1, horizon)
            if promise > promises[index]:
                heappush(gains, (promises[index] - promise, index, promise))

    for index in range(len(opportunities)):
        ask(index)
    granted: dict[int, int] = {}
    while gains and spare:
        _, index, promises[index] = heappop(gains)
        between[index] += 1
        granted[index] = between[index]
        spare -= 1
        ask(index)
    return [(opportunities[index], count) for index, count in granted.items()]


def _promise_with(card: StudyOpportunities, between: int, horizon: Horizon) -> float:
    """What so many reviews between promise; 0 where there aren't days enough."""
    first, last = card.days[: card.fixed], card.days[-1]
    previous = first[-1] if first else card.release - 1
    if between > min(MOST_BETWEEN, last - previous - 1):
        return 0.0
    start = horizon.days[previous] if first else card.reviewed
    placed = list(first)
    for position, ideal in enumerate(expanding(start, horizon.days[last], between)):
        index = bisect_left(horizon.days, round(ideal))
        previous = max(previous + 1, min(index, last - between + position))
        placed.append(previous)
    return horizon.promise(card.key, [*placed, last])
