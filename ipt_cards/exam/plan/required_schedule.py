"""What the rules ask for: three opportunities for a new card, one in the final window for all.

A relaxed schedule introduces cards at an even pace, lets gaps expand and sees all cards as near to
the exam as there is room, weak ones nearest. Where that doesn't fit, the tight one introduces as
early and sees last as late as can be.
"""

from bisect import bisect_left

from ipt_cards.exam.plan.horizon import Horizon, StudyOpportunities
from ipt_cards.exam.plan.timetable import Timetable
from ipt_cards.forecast.expected_memory import expanding

INTRODUCING_SHARE = 0.5
"""The part of the days before the final window over which a relaxed schedule introduces cards."""

SHIFT = 0.2
"""The part of a gap that a review may be moved by to even out the days."""

LONGEST_SHIFT = 14
"""Study days that a review is moved by at most."""


def relaxed_schedule(
    opportunities: list[StudyOpportunities], table: Timetable, horizon: Horizon, fill: float
) -> bool:
    """Place what is needed with ease; False, with some of it placed, where that doesn't fit.

    Last opportunities take at most the share `fill` of a day, as far as the final window allows.
    """
    return (
        _see_last_fresh(opportunities, table, horizon, fill)
        and _introduce_evenly(opportunities, table, horizon)
        and all(
            see_between(card, card.needed_between, table, horizon.review_ms)
            for card in opportunities
            if card.needed_between
        )
    )


def tight_schedule(
    opportunities: list[StudyOpportunities], table: Timetable, horizon: Horizon
) -> bool:
    """Place what is needed as tightly as can be; False where even that doesn't fit."""
    return (
        _see_last_late(opportunities, table, horizon)
        and _begin_early(opportunities, table, horizon)
        and all(_go_on_early(card, table, horizon) for card in opportunities if card.introductions)
    )


def see_between(card: StudyOpportunities, count: int, table: Timetable, review_ms: int) -> bool:
    """Place `count` reviews before the last, gaps expanding; False, with none, if they don't fit.

    The card's other reviews before the last, but for the fixed, are not to be in the table.
    """
    first, last = card.days[: card.fixed], card.days[-1]
    previous = first[-1] if first else card.release - 1
    start = table.days[previous] if first else card.reviewed
    placed: list[int] = []
    for position, ideal in enumerate(expanding(start, table.days[last], count)):
        day = table.freest(
            bisect_left(table.days, round(ideal)),
            reach=min(round((ideal - start) * SHIFT), LONGEST_SHIFT),
            low=previous + 1,
            high=last - count + position,
            ms=review_ms,
        )
        if day is None:
            for taken in placed:
                table.give_back(taken, review_ms)
            return False
        table.take(day, review_ms)
        placed.append(day)
        previous, start = day, table.days[day]
    card.days = [*first, *placed, last]
    return True


def _see_last_fresh(
    opportunities: list[StudyOpportunities], table: Timetable, horizon: Horizon, fill: float
) -> bool:
    ms, final = horizon.review_ms, len(table.days) - 1
    room = [int(free * fill) // ms for free in table.free_ms]
    needed = [card for card in opportunities if card.needed]
    preferred = [card for card in opportunities if card.preferred and not card.needed]
    preferred.sort(key=lambda card: card.unreviewed)
    del preferred[max(0, sum(room[horizon.window :]) - len(needed)) :]
    # From strong to weak, and last of all what needs most days before.
    seen = sorted(needed + preferred, key=lambda card: (card.needed > 1, -card.unreviewed))
    ideal, left = final, sum(room[final:])
    for card in reversed(seen):
        while not left and ideal > horizon.window:
            ideal -= 1
            left = room[ideal]
        left -= 1
        day = table.nearest(ideal, _earliest_last(card, horizon), final, ms)
        if day is None:
            return False
        table.take(day, ms)
        card.days = [day]
    return True


def _earliest_last(card: StudyOpportunities, horizon: Horizon) -> int:
    return max(horizon.window, card.release + max(1, card.needed) - 1)


def _introduce_evenly(
    opportunities: list[StudyOpportunities], table: Timetable, horizon: Horizon
) -> bool:
    new = [card for card in opportunities if card.introductions]
    span = max(1, round(horizon.window * INTRODUCING_SHARE))
    for position, card in enumerate(new):
        ideal = position * span // len(new)
        day = table.nearest(ideal, 0, card.days[-1] - card.needed + 1, horizon.new_ms)
        if day is None:
            return False
        table.take(day, horizon.new_ms)
        card.days.insert(0, day)
    return True


def _see_last_late(
    opportunities: list[StudyOpportunities], table: Timetable, horizon: Horizon
) -> bool:
    needed = [card for card in opportunities if card.needed]
    needed.sort(key=lambda card: (card.needed, -card.unreviewed))
    for card in reversed(needed):
        day = table.latest(_earliest_last(card, horizon), len(table.days) - 1, horizon.review_ms)
        if day is None:
            return False
        table.take(day, horizon.review_ms)
        card.days = [day]
    return True


def _begin_early(
    opportunities: list[StudyOpportunities], table: Timetable, horizon: Horizon
) -> bool:
    # Introductions, and the reviews of cards introduced before, by the day they can't go beyond.
    for card in sorted(
        (card for card in opportunities if card.needed > 1),
        key=lambda card: card.days[-1] - card.needed,
    ):
        deadline = card.days[-1] - card.needed + 1
        ms = horizon.new_ms if card.introductions else horizon.review_ms
        day = table.first(card.release, deadline, ms)
        if day is None:
            return False
        table.take(day, ms)
        card.days.insert(0, day)
    return True


def _go_on_early(card: StudyOpportunities, table: Timetable, horizon: Horizon) -> bool:
    day = table.first(card.days[0] + 1, card.days[-1] - 1, horizon.review_ms)
    if day is None:
        return False
    table.take(day, horizon.review_ms)
    card.days.insert(1, day)
    return True
