"""What is laid out beyond the frame: what was failed soon, and further reviews by their gain."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ipt_cards.exam.plan.goal import Goal
from ipt_cards.exam.plan.horizon import Horizon, StudyOpportunities, horizon
from ipt_cards.exam.plan.required_schedule import see_between
from ipt_cards.exam.plan.schedule import MOST_BETWEEN, RESERVE, fits, schedule_of
from ipt_cards.exam.plan.timetable import Timetable
from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.exam_card import ExamCard
from ipt_cards.forecast.learner import learner
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from tests.forecast.strategies import TODAY, logs

UNREACHABLE = 0.999_999
REACHED = 0.000_001
"""A target for which the frame alone is enough."""


def way(
    log: Sequence[Answer],
    ahead: int,
    *,
    target: float,
    free_reviews: Sequence[int] | None = None,
    days_off: frozenset[int] = frozenset(),
) -> Horizon:
    """A horizon with room for so many reviews on each day, or for all there could be."""
    goal = Goal(Day(TODAY + ahead), 1_440, days_off, target)
    made = horizon(goal, learner(log), TODAY, spent_ms=0)
    if free_reviews is None:
        return made
    return replace(made, free_ms=tuple(free * made.review_ms for free in free_reviews))


def laid_out(cards: Sequence[str], made: Horizon) -> list[StudyOpportunities]:
    opportunities = schedule_of([ExamCard(card, "history") for card in cards], made)
    assert opportunities is not None
    return opportunities


def seen(card: str, *days: int, failed: bool = False) -> list[Answer]:
    """A card's log, passed until it is failed, if so, on the last of the days."""
    return [
        Answer(card, Day(TODAY + d), Grade.AGAIN if failed and d == days[-1] else Grade.GOOD, 8_000)
        for d in days
    ]


def with_reviews(card: StudyOpportunities, count: int, made: Horizon) -> StudyOpportunities | None:
    """The card with so many reviews before its last, on days that are all free."""
    tried = replace(card, days=[*card.days[: card.fixed], card.days[-1]])
    table = Timetable(made.days, [24 * 3_600_000] * len(made.days))
    return tried if see_between(tried, count, table, made.review_ms) else None


@settings(max_examples=100)
@given(
    logs(cards=2, answers=20),
    st.integers(3, 60),
    st.sampled_from((0.5, 0.9, 0.95, 0.99, UNREACHABLE)),
    st.sampled_from((frozenset(), frozenset({2, 3, 4, 5, 6}))),
)
def test_a_card_gets_one_review_more_while_it_is_below_the_target_and_each_raises_its_promise(
    log: list[Answer], ahead: int, target: float, days_off: frozenset[int]
) -> None:
    assume(
        schedule_of([ExamCard("card-0", "")], way(log, ahead, target=REACHED, days_off=days_off))
    )
    [frame] = laid_out(["card-0"], way(log, ahead, target=REACHED, days_off=days_off))
    made = way(log, ahead, target=target, days_off=days_off)
    expected, promise = frame, made.promise("card-0", frame.days)
    while frame.days and promise < target:
        between = len(expected.days) - 1 - expected.fixed + 1
        tried = with_reviews(frame, between, made) if between <= MOST_BETWEEN else None
        if tried is None or made.promise("card-0", tried.days) <= promise:
            break
        expected, promise = tried, made.promise("card-0", tried.days)
    [found] = laid_out(["card-0"], made)
    assert found.days == expected.days


@settings(max_examples=100)
@given(
    logs(cards=4, answers=40),
    st.lists(st.integers(0, 6), min_size=4, max_size=9),
    st.sampled_from((0.9, UNREACHABLE)),
)
def test_no_day_holds_more_than_its_time_however_short_it_is(
    log: list[Answer], free: list[int], target: float
) -> None:
    made = way(log, len(free), target=target, free_reviews=free)
    cards = [ExamCard(f"card-{number}", "history") for number in range(5)]
    opportunities = schedule_of(cards, made)
    assert opportunities is not None or not fits(cards, made)
    left_ms = list(made.free_ms)
    for card in opportunities or ():
        assert card.days == sorted(set(card.days))
        assert all(day >= card.release for day in card.days)
        assert len(card.days) >= card.needed
        for count, day in enumerate(card.days):
            left_ms[day] -= made.new_ms if count < card.introductions else made.review_ms
    assert min(left_ms) >= 0


@pytest.mark.parametrize("each_day", [3, 4, 7, 11])
def test_a_tenth_of_what_the_rules_leave_stays_free(each_day: int) -> None:
    cards = [f"card-{number}" for number in range(6)]
    log = [answer for card in cards for answer in seen(card, -9, -8, -6)]
    free = [each_day] * 24
    frame, full = (
        laid_out(cards, way(log, 24, target=target, free_reviews=free))
        for target in (REACHED, UNREACHABLE)
    )
    left = [each_day - sum(day in card.days for card in frame) for day in range(24)]
    spare = sum(int(reviews * (1 - RESERVE)) for reviews in left)
    more = sum(len(card.days) for card in full) - sum(len(card.days) for card in frame)
    assert more == min(spare, MOST_BETWEEN * len(cards))


@pytest.mark.parametrize("ahead", [8, 12, 30, 60])
def test_the_first_review_more_is_of_the_card_that_gains_most_by_it(ahead: int) -> None:
    logs_of = {"strong": (-40, -34, -20), "twice": (-20, -19), "once": (-1,)}
    log = [answer for card, days in logs_of.items() for answer in seen(card, *days)]
    log.sort(key=lambda answer: answer.day)
    plenty = way(log, ahead, target=REACHED)
    frame = laid_out(list(logs_of), plenty)
    gains: dict[str, float] = {}
    extra: dict[str, int] = {}
    for card in frame:
        more = with_reviews(card, len(card.days) - card.fixed, plenty)
        assert more is not None
        before, after = (plenty.promise(card.key, days) for days in (card.days, more.days))
        gains[card.key] = after - before
        extra[card.key] = next(day for day in more.days if day not in card.days)
    best = max(gains, key=lambda card: gains[card])
    free = [sum(day in card.days for card in frame) for day in range(ahead)]
    free[extra[best]] += 2  # of two reviews, one is kept free
    found = laid_out(list(logs_of), way(log, ahead, target=UNREACHABLE, free_reviews=free))
    grown = [
        now.key for now, card in zip(found, frame, strict=True) if len(now.days) > len(card.days)
    ]
    assert grown == [best]


@pytest.mark.parametrize("rooms", [[4], [4, 9], [4, 9, 14], [4, 9, 14, 19]])
def test_where_more_reviews_were_granted_than_fit_as_many_are_laid_out_as_do(
    rooms: list[int],
) -> None:
    free = [9 * (day in rooms) for day in range(29)]
    made = way(seen("a", -3, -2, -1), 30, target=UNREACHABLE, free_reviews=[*free, 1])
    [card] = laid_out(["a"], made)
    assert card.days == [*rooms, 29]


def test_a_review_that_the_rules_ask_for_makes_room_for_itself_among_more() -> None:
    # The new card's own between is on one of the two days that have room.
    made = way([], 30, target=UNREACHABLE)
    free_ms = [made.review_ms * (day in (4, 9, 29)) for day in range(30)]
    made = replace(made, free_ms=(10 * made.new_ms, *free_ms[1:]))
    [card] = laid_out(["a"], made)
    assert card.days == [0, 4, 9, 29]


@pytest.mark.parametrize(
    ("free", "first"),
    [([9, 9, 9], 0), ([0, 9, 9], 1), ([0, 0, 9], None)],
)
def test_what_was_failed_is_seen_again_on_the_next_study_day_or_the_one_after(
    free: list[int], first: int | None
) -> None:
    log = seen("a", -9, -8, -6, -1, failed=True)
    made = way(log, 20, target=REACHED, free_reviews=[*free, *([9] * 17)])
    [card] = laid_out(["a"], made)
    assert card.days == ([19] if first is None else [first, 19])


def test_what_was_failed_today_is_seen_from_tomorrow_on() -> None:
    [card] = laid_out(["a"], way(seen("a", -9, -8, 0, failed=True), 20, target=REACHED))
    assert card.days == [1, 19]


def test_what_was_failed_is_not_seen_twice_on_the_eve() -> None:
    log = seen("a", -9, -8, -6, -1, failed=True)
    [card] = laid_out(["a"], way(log, 2, target=REACHED, free_reviews=[0, 9]))
    assert card.days == [1]
    [card] = laid_out(["a"], way(log, 2, target=REACHED, free_reviews=[9, 9]))
    assert card.days == [0, 1]


def test_a_review_that_the_rules_ask_for_becomes_the_one_of_what_was_failed() -> None:
    [card] = laid_out(["a"], way(seen("a", -1, failed=True), 20, target=REACHED))
    assert card.days == [0, 19]


def test_what_was_failed_is_seen_soon_also_where_it_gets_further_reviews() -> None:
    [card] = laid_out(["a"], way(seen("a", -1, failed=True), 40, target=UNREACHABLE))
    assert card.days[0] == 0
    assert card.days[-1] == 39
    assert len(card.days) > 3


def test_of_what_was_failed_the_weakest_is_seen_first_where_not_all_can_be() -> None:
    log = [*seen("strong", -90, -84, -60, -1, failed=True), *seen("weak", -1, failed=True)]
    log.sort(key=lambda answer: answer.day)
    made = way(log, 20, target=REACHED, free_reviews=[1, 0, *([9] * 18)])
    alone = {
        card.key: card.unreviewed
        for card in made.required([ExamCard(key, "") for key in ("strong", "weak")])
    }
    weakest = min(alone, key=lambda card: alone[card])
    opportunities = laid_out(["strong", "weak"], made)
    assert [card.key for card in opportunities if card.days[0] == 0] == [weakest]
