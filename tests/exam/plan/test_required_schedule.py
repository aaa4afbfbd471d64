"""The frames on days of a few minutes, against the rules and a search through all there is."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_cards.exam.plan.goal import Goal
from ipt_cards.exam.plan.horizon import Horizon, StudyOpportunities
from ipt_cards.exam.plan.required_schedule import relaxed_schedule, see_between, tight_schedule
from ipt_cards.exam.plan.timetable import Timetable
from ipt_cards.forecast.learner import NEW_LEARNER
from ipt_cards.forecast.pace import Pace
from ipt_cards.scheduling.day import Day
from tests.forecast.strategies import TODAY

PLENTY = 1_000


def way(free: Sequence[int], window: int, *, new: int = 1) -> Horizon:
    """Study days with room for so many reviews each; an introduction takes as long as `new`."""
    days = tuple(Day(TODAY + index) for index in range(len(free)))
    learner = replace(NEW_LEARNER, pace=Pace(new, 1))
    return Horizon(Goal(Day(TODAY + len(free)), 1), learner, days, tuple(free), window)


def new_card(key: str = "new") -> StudyOpportunities:
    return StudyOpportunities(
        key, 1, Day(0), failed=False, unreviewed=0.0, release=0, needed=3, preferred=3, fixed=1
    )


def known_card(
    key: str = "known",
    *,
    needed: int = 1,
    release: int = 0,
    unreviewed: float = 0.5,
    reviewed: int = -9,
) -> StudyOpportunities:
    preferred = max(1, needed)
    day = Day(TODAY + reviewed)
    return StudyOpportunities(key, 0, day, False, unreviewed, release, needed, preferred, fixed=0)


@st.composite
def cards_on(draw: st.DrawFn, days: int, latest_release: int = 20) -> list[StudyOpportunities]:
    cards = []
    for number in range(draw(st.integers(1, 4))):
        if draw(st.booleans()):
            cards.append(new_card(str(number)))
        else:
            release = draw(st.integers(0, min(latest_release, days - 1)))
            needed = draw(st.integers(0, min(2, days - release)))
            alone = draw(st.sampled_from((0.1, 0.5, 0.9)))
            cards.append(known_card(str(number), needed=needed, release=release, unreviewed=alone))
    return cards


@st.composite
def courses(draw: st.DrawFn, most: int = 4) -> Horizon:
    free = draw(st.lists(st.integers(0, most), min_size=3, max_size=7))
    return way(free, draw(st.integers(0, len(free) - 1)), new=draw(st.integers(1, 2)))


def table_of(horizon: Horizon) -> Timetable:
    return Timetable(horizon.days, horizon.free_ms)


def left(opportunities: Sequence[StudyOpportunities], horizon: Horizon) -> list[int]:
    """What these opportunities leave free of each day."""
    free = list(horizon.free_ms)
    for card in opportunities:
        for count, day in enumerate(card.days):
            free[day] -= horizon.new_ms if count < card.introductions else horizon.review_ms
    return free


def assert_keeps_the_rules(
    opportunities: Sequence[StudyOpportunities], table: Timetable, horizon: Horizon
) -> None:
    for card in opportunities:
        assert card.days == sorted(set(card.days))
        assert all(card.release <= day < len(horizon.days) for day in card.days)
        assert len(card.days) in {card.needed, card.preferred}
        assert not card.days or card.days[-1] >= horizon.window
    assert table.free_ms == left(opportunities, horizon)
    assert min(table.free_ms) >= 0


@settings(max_examples=200)
@given(courses(), st.data())
def test_a_tight_frame_that_is_found_keeps_the_rules(horizon: Horizon, data: st.DataObject) -> None:
    opportunities, table = data.draw(cards_on(len(horizon.days))), table_of(horizon)
    if tight_schedule(opportunities, table, horizon):
        assert_keeps_the_rules(opportunities, table, horizon)


@settings(max_examples=200)
@given(courses(most=8), st.sampled_from((0.5, 1.0)), st.data())
def test_a_relaxed_frame_that_is_found_keeps_the_rules(
    horizon: Horizon, fill: float, data: st.DataObject
) -> None:
    opportunities, table = data.draw(cards_on(len(horizon.days))), table_of(horizon)
    if relaxed_schedule(opportunities, table, horizon, fill):
        assert_keeps_the_rules(opportunities, table, horizon)


def can_be_seen(opportunities: Sequence[StudyOpportunities], horizon: Horizon) -> bool:
    """Whether any days at all keep the rules for these cards."""
    if not opportunities:
        return min(horizon.free_ms) >= 0
    card, *others = opportunities
    return any(
        can_be_seen(
            others, replace(horizon, free_ms=tuple(left([replace(card, days=days)], horizon)))
        )
        for days in map(list, combinations(range(card.release, len(horizon.days)), card.needed))
        if min(horizon.free_ms) >= 0 and (not days or days[-1] >= horizon.window)
    )


@settings(max_examples=100)
@given(courses(), st.integers(1, 4))
def test_new_cards_are_framed_wherever_there_are_any_days_for_them(
    horizon: Horizon, count: int
) -> None:
    cards = [new_card(str(number)) for number in range(count)]
    assert tight_schedule(cards, table_of(horizon), horizon) == can_be_seen(
        [new_card() for _ in range(count)], horizon
    )


@settings(max_examples=100)
@given(st.integers(1, 3), st.integers(0, 3), st.integers(3, 6), st.data())
def test_all_cards_are_framed_wherever_there_are_any_days_of_the_same_length_for_them(
    each: int, today: int, days: int, data: st.DataObject
) -> None:
    free = [min(today, each)] + [each] * (days - 1)
    horizon = way(free, data.draw(st.integers(0, days - 1)))
    cards = data.draw(cards_on(days, latest_release=1))
    possible = can_be_seen([replace(card, days=[]) for card in cards], horizon)
    assert tight_schedule(cards, table_of(horizon), horizon) == possible


def test_what_has_to_begin_sooner_begins_first() -> None:
    begun, new = known_card(needed=2), new_card()
    horizon = way([1, 2, 2], window=2)
    assert tight_schedule([begun, new], table_of(horizon), horizon)
    assert (begun.days, new.days) == ([1, 2], [0, 1, 2])


def test_no_card_is_seen_twice_a_day() -> None:
    for card in (known_card(needed=2), new_card()):
        horizon = way([0, 0, 3], window=2)
        assert not tight_schedule([card], table_of(horizon), horizon)


def test_where_time_is_short_the_weaker_card_is_seen_nearer_to_the_exam() -> None:
    horizon = way([1] * 6, window=3)
    for frame in (partial(relaxed_schedule, fill=1.0), tight_schedule):
        weak, middle, strong = (known_card(unreviewed=alone) for alone in (0.1, 0.5, 0.9))
        assert frame([middle, weak, strong], table_of(horizon), horizon)
        assert [card.days for card in (weak, middle, strong)] == [[5], [4], [3]]


def test_what_needs_more_days_before_is_seen_last_nearer_to_the_exam_than_what_is_weak() -> None:
    weak, begun = known_card(unreviewed=0.1), known_card(unreviewed=0.9, needed=2)
    horizon = way([1] * 6, window=4)
    assert relaxed_schedule([weak, begun], table_of(horizon), horizon, fill=1.0)
    assert (weak.days[-1], begun.days[-1]) == (4, 5)


def test_a_weak_card_that_is_only_wished_to_be_seen_is_seen_nearer_than_a_strong_one() -> None:
    weak, strong = known_card(unreviewed=0.1, needed=0), known_card(unreviewed=0.9)
    horizon = way([1] * 6, window=4)
    assert relaxed_schedule([strong, weak], table_of(horizon), horizon, fill=1.0)
    assert (strong.days, weak.days) == ([4], [5])


@pytest.mark.parametrize(("room", "seen"), [(1, 0), (2, 1), (3, 2), (4, 3), (9, 3)])
def test_of_what_is_only_wished_the_weakest_are_seen_in_what_is_left_of_the_window(
    room: int, seen: int
) -> None:
    needed = known_card(unreviewed=0.5)
    preferred = [known_card(unreviewed=alone, needed=0) for alone in (0.9, 0.1, 0.6)]
    horizon = way([0, 0, 0, room], window=3)
    assert relaxed_schedule([needed, *preferred], table_of(horizon), horizon, fill=1.0)
    assert needed.days == [3]
    weakest = sorted(preferred, key=lambda card: card.unreviewed)
    assert [bool(card.days) for card in weakest] == [True] * seen + [False] * (3 - seen)


@pytest.mark.parametrize(
    ("fill", "each_day"),
    [(0.5, [0, 0, 0, 0, 3, 5]), (0.85, [0, 0, 0, 0, 0, 8]), (0.2, [0, 0, 2, 2, 2, 2])],
)
def test_last_sights_fill_the_days_from_the_eve_back_to_their_share(
    fill: float, each_day: list[int]
) -> None:
    cards = [known_card(str(number)) for number in range(8)]
    horizon = way([10] * 6, window=2)
    assert relaxed_schedule(cards, table_of(horizon), horizon, fill)
    assert [sum(card.days == [day] for card in cards) for day in range(6)] == each_day


def test_last_sights_go_beyond_their_share_rather_than_out_of_the_window() -> None:
    cards = [known_card(str(number)) for number in range(8)]
    horizon = way([10, 10, 4, 4], window=2)
    assert relaxed_schedule(cards, table_of(horizon), horizon, fill=0.5)
    assert [sum(card.days == [day] for card in cards) for day in range(4)] == [0, 0, 4, 4]


@pytest.mark.parametrize(
    ("window", "introduced"),
    [
        (8, [0, 0, 1, 1, 2, 2, 3, 3]),
        (5, [0, 0, 0, 0, 1, 1, 1, 1]),
        (1, [0] * 8),
        (0, [0] * 8),
    ],
)
def test_cards_are_introduced_evenly_over_half_of_the_days_before_the_window(
    window: int, introduced: list[int]
) -> None:
    cards = [new_card(str(number)) for number in range(8)]
    horizon = way([PLENTY] * (window + 5), window)
    assert relaxed_schedule(cards, table_of(horizon), horizon, fill=1.0)
    assert [card.days[0] for card in cards] == introduced
    assert {card.days[-1] for card in cards} == {window + 4}


def test_a_card_may_be_introduced_as_late_as_leaves_a_day_between() -> None:
    card, horizon = new_card(), way([0, 0, 0, 0, 0, 1, 1, 1], window=7)
    assert relaxed_schedule([card], table_of(horizon), horizon, fill=1.0)
    assert card.days == [5, 6, 7]


@settings(max_examples=200)
@given(courses(most=2), st.integers(0, 4), st.data())
def test_reviews_between_take_their_time_or_leave_all_as_it_was(
    horizon: Horizon, count: int, data: st.DataObject
) -> None:
    last = len(horizon.days) - 1
    first = data.draw(st.integers(0, last - 1))
    begun = data.draw(st.booleans())
    card = replace(new_card(), days=[first, last]) if begun else known_card(release=first)
    if not begun:
        card.days = [last]
    before, table = list(card.days), table_of(horizon)
    placed = see_between(card, count, table, 1)
    between = card.days[card.fixed : -1]
    assert card.days == [*before[: card.fixed], *between, last]
    assert card.days == sorted(set(card.days))
    assert between == [] or between[0] >= first
    assert len(between) == (count if placed else 0)
    assert table.free_ms == [
        free - (index in between) for index, free in enumerate(horizon.free_ms)
    ]
    assert min(table.free_ms) >= 0


def test_reviews_between_lie_where_the_gaps_expand_from_the_last_review() -> None:
    horizon = way([PLENTY] * 32, window=27)
    begun = replace(new_card(), days=[1, 31])
    assert see_between(begun, 3, table_of(horizon), 1)
    assert begun.days == [1, 3, 7, 15, 31]
    for reviewed, expected in ((1, [3, 7, 15, 31]), (-4, [0, 3, 12, 31])):
        known = replace(known_card(reviewed=reviewed), days=[31])
        assert see_between(known, 3, table_of(horizon), 1)
        assert known.days == expected


@pytest.mark.parametrize(("gap", "reach"), [(10, 2), (50, 10), (70, 14), (100, 14)])
def test_a_review_between_moves_by_a_fifth_of_its_gap_or_two_weeks_to_a_freer_day(
    gap: int, reach: int
) -> None:
    last = 3 * gap  # the second gap is twice the first
    for sooner_or_later in (-1, 1):
        free = [1] * (last + 1)
        free[gap + sooner_or_later * reach] = 2
        free[gap + sooner_or_later * (reach + 1)] = PLENTY
        card, horizon = replace(new_card(), days=[0, last]), way(free, window=last)
        assert see_between(card, 1, table_of(horizon), 1)
        assert card.days == [0, gap + sooner_or_later * reach, last]
