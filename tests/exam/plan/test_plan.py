from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_cards.exam.plan.goal import Goal
from ipt_cards.exam.plan.plan import Plan, make_plan
from ipt_cards.exam.plan.ways_out import ways_out
from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.exam_card import ExamCard, Form
from ipt_cards.forecast.learner import NEW_LEARNER, Learner, learner
from ipt_cards.forecast.memory import Memory
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import BUTTONS, Grade
from tests.forecast.strategies import TODAY, logs

WEIGHTS = {"history": 60, "methods": 30, "uses": 10}
TOPICS = list(WEIGHTS)


def deck(cards: int) -> list[ExamCard]:
    return [ExamCard(f"card-{number}", TOPICS[number % 3]) for number in range(cards)]


goals = st.builds(
    lambda ahead, minutes, off: Goal(Day(TODAY + ahead), minutes, frozenset(off)),
    st.integers(0, 80),
    st.integers(1, 90),
    st.sets(st.integers(0, 6), max_size=5),
)


def asked(made: Plan) -> Counter[str]:
    return Counter(card for day in made.days for card in day.order)


@given(logs(cards=30, answers=80), goals, st.integers(0, 40), st.integers(0, 3_600_000))
def test_no_day_holds_more_than_its_time_and_days_off_and_the_exams_day_are_empty(
    log: list[Answer], goal: Goal, cards: int, spent_ms: int
) -> None:
    made = make_plan(deck(cards + 1), learner(log), goal, TODAY, weights=WEIGHTS, spent_ms=spent_ms)
    assert [day.day for day in made.days] == list(goal.days(TODAY))
    for day in made.days:
        used = spent_ms if day.day == TODAY else 0
        assert not day.order or day.ms + used <= goal.minutes * 60_000
        assert not (goal.is_off(day.day) and day.order)
        assert day.day < goal.exam or day.day == TODAY == goal.exam


@given(logs(cards=30, answers=80), goals, st.integers(0, 40))
def test_days_and_cards_tell_the_same_and_a_card_is_new_once(
    log: list[Answer], goal: Goal, cards: int
) -> None:
    known = learner(log)
    made = make_plan(deck(cards + 1), known, goal, TODAY, weights=WEIGHTS)
    assert asked(made) == Counter({card: len(days) for card, days in made.cards.items() if days})
    new = [card for day in made.days for card in day.new]
    assert len(new) == len(set(new))
    assert not set(new) & known.memories.keys()
    for day in made.days:
        firsts = day.new + day.reviews
        assert len(firsts) == len(set(firsts))
        answered_today = {c for c, m in known.memories.items() if m.reviewed == day.day}
        assert set(day.repeats) <= set(firsts) | answered_today


@given(logs(cards=30, answers=80), goals, st.integers(2, 30))
@settings(max_examples=60)
def test_more_minutes_never_lower_the_score_that_is_to_be_expected(
    log: list[Answer], goal: Goal, cards: int
) -> None:
    # All the minutes are used, as a hedge against what the forecast doesn't know; by the forecast
    # alone the last of them may be worth nothing, or a little less.
    known = learner(log)
    less = make_plan(deck(cards), known, goal, TODAY, weights=WEIGHTS)
    more = make_plan(
        deck(cards), known, replace(goal, minutes=goal.minutes * 2), TODAY, weights=WEIGHTS
    )
    assert more.score >= less.score - 0.03
    assert less.score >= less.without - 0.03


@given(logs(cards=30, answers=80), st.integers(1, 40), st.integers(1, 30), st.integers(2, 30))
@settings(max_examples=60)
def test_more_days_until_the_exam_never_leave_more_cards_unseen(
    log: list[Answer], ahead: int, minutes: int, cards: int
) -> None:
    known = learner(log)
    soon, late = (
        make_plan(deck(cards), known, Goal(Day(TODAY + days), minutes), TODAY, weights=WEIGHTS)
        for days in (ahead, ahead * 2)
    )
    assert len(late.given_up.unseen) <= len(soon.given_up.unseen)


@given(
    st.randoms(use_true_random=False), st.integers(1, 12), st.integers(4, 30), st.integers(1, 40)
)
@settings(max_examples=25)
def test_who_follows_a_plan_has_one_on_each_day_whatever_he_answers_and_whatever_he_misses(
    rng: Random, days: int, cards: int, minutes: int
) -> None:
    goal = Goal(Day(TODAY + days), minutes)
    log: list[Answer] = []
    held = deck(cards)
    for ordinal in range(TODAY, goal.exam):
        made = make_plan(held, learner(log), goal, Day(ordinal), weights=WEIGHTS)
        assert set(made.cards) == {card.key for card in held}
        assert 0 <= made.score <= 1
        if rng.random() < 0.25:
            continue
        log += [
            Answer(card, Day(ordinal), rng.choice(BUTTONS), 9_000) for card in made.days[0].order
        ]


def test_the_night_before_has_a_best_use_the_weightiest_cards_first() -> None:
    made = make_plan(deck(300), NEW_LEARNER, Goal(Day(TODAY + 1), 30), TODAY, weights=WEIGHTS)
    [tonight] = made.days
    assert tonight.minutes == pytest.approx(30, abs=0.5)
    topics = Counter(TOPICS[int(card.removeprefix("card-")) % 3] for card in tonight.new)
    assert topics == {"history": 60}
    assert len(made.given_up.unseen) == 240
    assert made.score > made.without + 0.05


def test_an_exam_today_gets_the_hours_that_are_left() -> None:
    made = make_plan(deck(20), NEW_LEARNER, Goal(TODAY, 60), TODAY, spent_ms=1_800_000)
    [today] = made.days
    assert today.day == TODAY
    assert 0 < today.ms <= 1_800_000


def test_where_time_is_plenty_tonight_what_is_weak_comes_again() -> None:
    made = make_plan(deck(10), NEW_LEARNER, Goal(Day(TODAY + 1), 90), TODAY)
    [tonight] = made.days
    assert len(tonight.new) == 10
    assert min(Counter(tonight.repeats).values()) >= 2
    assert tonight.order[:10] == tonight.new


@given(st.integers(1, 30))
def test_what_is_begun_tonight_comes_again_in_turn(answered: int) -> None:
    cards = [card.key for card in deck(10)]
    tonight = [*cards, *cards, *cards][:answered]
    log = [Answer(card, TODAY, Grade.GOOD, 9_000) for card in tonight]
    made = make_plan(deck(10), learner(log), Goal(Day(TODAY + 1), 90), TODAY)
    asked_tonight = tonight + list(made.days[0].order)
    assert len(asked_tonight) > 40
    assert all(card == cards[place % 10] for place, card in enumerate(asked_tonight))


def test_ten_minutes_a_day_for_two_thousand_cards_are_used_for_some_of_them() -> None:
    made = make_plan(deck(2_000), NEW_LEARNER, Goal(Day(TODAY + 30), 10), TODAY, weights=WEIGHTS)
    assert sum(day.ms for day in made.days) > 0.9 * 30 * 600_000
    begun = [card for card, days in made.cards.items() if days]
    assert 100 < len(begun) < 2_000
    assert made.score > made.without


def by_heart(cards: int) -> Learner:
    memory = Memory(3_000.0, 2.0, Day(TODAY - 5), 12, 0.0, 12.0)
    return replace(NEW_LEARNER, memories={f"card-{n}": memory for n in range(cards)})


def test_what_is_known_by_heart_takes_one_last_look_and_no_more() -> None:
    made = make_plan(deck(30), by_heart(30), Goal(Day(TODAY + 20), 60), TODAY)
    assert set(asked(made).values()) == {1}
    assert not made.given_up


def test_where_there_is_time_each_new_card_is_seen_on_three_days_and_all_at_the_end() -> None:
    goal = Goal(Day(TODAY + 40), 30)
    made = make_plan(deck(120), NEW_LEARNER, goal, TODAY, weights=WEIGHTS)
    assert not made.given_up
    for days in made.cards.values():
        assert len(set(days)) >= 3
        assert days[-1] >= goal.window_start


def test_what_was_given_up_is_told_with_what_would_help() -> None:
    cards, goal = deck(180), Goal(Day(TODAY + 4), 15)
    made = make_plan(cards, NEW_LEARNER, goal, TODAY, weights=WEIGHTS)
    assert made.given_up.unseen
    ways = ways_out(made, cards, NEW_LEARNER, TODAY, weights=WEIGHTS)
    assert ways.minutes is not None
    assert ways.exam is not None
    assert ways.topics is not None
    for way in (ways.minutes, ways.exam):
        better = make_plan(cards, NEW_LEARNER, way.goal, TODAY, weights=WEIGHTS)
        assert better.score == way.score > made.score
    assert ways.topics.goal.topics == ("history",)
    assert ways.exam.goal.exam > goal.exam
    assert ways.minutes.goal.minutes > goal.minutes


def test_only_what_gains_a_point_or_more_is_offered() -> None:
    offered = 0
    for cards, days, minutes in ((20, 2, 9), (60, 2, 20), (120, 12, 15), (180, 4, 15), (30, 1, 30)):
        goal = Goal(Day(TODAY + days), minutes)
        made = make_plan(deck(cards), NEW_LEARNER, goal, TODAY, weights=WEIGHTS)
        ways = ways_out(made, deck(cards), NEW_LEARNER, TODAY, weights=WEIGHTS)
        for way in (ways.minutes, ways.exam, ways.topics):
            offered += way is not None
            assert way is None or way.score >= made.score + 0.01
    assert 0 < offered < 15


def test_where_nothing_was_given_up_no_way_out_is_offered() -> None:
    cards, goal = deck(10), Goal(Day(TODAY + 30), 30)
    made = make_plan(cards, NEW_LEARNER, goal, TODAY)
    ways = ways_out(made, cards, NEW_LEARNER, TODAY)
    assert (ways.minutes, ways.exam, ways.topics) == (None, None, None)


def test_a_missed_day_moves_its_cards_to_the_days_after() -> None:
    goal = Goal(Day(TODAY + 12), 10)
    first = make_plan(deck(30), NEW_LEARNER, goal, TODAY)
    later = make_plan(deck(30), NEW_LEARNER, goal, Day(TODAY + 1))
    assert first.days[0].new
    assert set(first.cards) == set(later.cards)
    assert set(asked(later)) == set(asked(first))


def test_time_already_used_today_is_not_planned_again() -> None:
    goal = Goal(Day(TODAY + 10), 10)
    made = make_plan(deck(60), NEW_LEARNER, goal, TODAY, spent_ms=600_000)
    assert made.days[0].order == ()
    assert made.days[1].order


def test_a_card_that_can_be_guessed_is_worth_less_time() -> None:
    cards = [
        ExamCard(f"card-{n}", "all", *((Form.CHOICE, 2, 1) if n % 2 else ())) for n in range(100)
    ]
    made = make_plan(cards, NEW_LEARNER, Goal(Day(TODAY + 1), 20), TODAY)
    assert {int(card.removeprefix("card-")) % 2 for card in made.days[0].new} == {0}


def test_a_failed_card_comes_no_later_than_one_that_is_known() -> None:
    log = [Answer("card-0", Day(TODAY - 1), Grade.EASY, 5_000)]
    log += [Answer("card-1", Day(TODAY - 1), Grade.AGAIN, 5_000)]
    made = make_plan(deck(2), learner(log), Goal(Day(TODAY + 20), 1), TODAY)
    assert made.cards["card-1"][0] <= made.cards["card-0"][0]


def test_a_plan_is_refused_for_a_past_exam_or_without_cards() -> None:
    with pytest.raises(ValueError, match="today or on a day to come"):
        make_plan(deck(1), NEW_LEARNER, Goal(Day(TODAY - 1), 10), TODAY)
    with pytest.raises(ValueError, match="no cards"):
        make_plan([], NEW_LEARNER, Goal(Day(TODAY + 1), 10), TODAY)
