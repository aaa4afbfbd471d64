from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ipt_cards.exam.plan.goal import LONGEST_PLAN, Goal
from ipt_cards.exam.plan.plan import Impossible, Plan, make_plan
from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.exam_card import ExamCard
from ipt_cards.forecast.learner import NEW_LEARNER, Learner, learner
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import BUTTONS, Grade
from tests.forecast.strategies import TODAY, logs

LAST_DAY = date.max.toordinal()
WEIGHTS = {"history": 30, "methods": 50, "uses": 20}
HEAVIEST = ("methods", "history", "uses")


def deck(cards: int) -> list[ExamCard]:
    topics = sorted(WEIGHTS)
    return [ExamCard(f"card-{number}", topics[number % 3]) for number in range(cards)]


goals = st.builds(
    Goal,
    exam=st.integers(TODAY + 1, TODAY + 45).map(Day),
    minutes=st.integers(1, 20),
    days_off=st.frozensets(st.integers(0, 6), max_size=6),
    target=st.sampled_from((0.5, 0.9, 0.99)),
    final_window=st.integers(1, 7),
)
decks = st.integers(1, 25).map(deck)
learners = logs().map(learner)


def assert_keeps_the_rules(made: Plan, cards: list[ExamCard], known: Learner, today: Day) -> None:
    goal = made.goal
    assert set(made.cards) == {card.key for card in cards}
    for card, days in made.cards.items():
        memory = known.memories.get(card)
        assert list(days) == sorted(set(days))
        assert all(today <= day < goal.exam for day in days)
        if memory is None:
            assert len(days) >= 3
        else:
            assert all(day > memory.reviewed for day in days)
        last = days[-1] if days else memory.reviewed if memory else Day(0)
        assert last >= goal.window_start
    assert [planned.day for planned in made.days] == list(goal.days(today))
    for planned in made.days:
        new_ms, review_ms = (
            len(planned.new) * known.pace.new_ms,
            len(planned.reviews) * known.pace.review_ms,
        )
        assert planned.ms == new_ms + review_ms <= goal.minutes * 60_000
        assert planned.minutes == planned.ms / 60_000
        assert not (goal.is_off(planned.day) and (planned.new or planned.reviews))
        seen = [card for card, days in made.cards.items() if planned.day in days]
        assert sorted(planned.new + planned.reviews) == sorted(seen)
        assert set(planned.new) == {
            card
            for card in seen
            if card not in known.memories and made.cards[card][0] == planned.day
        }


@given(decks, learners, goals)
def test_a_plan_keeps_all_rules_or_says_that_none_can(
    cards: list[ExamCard], known: Learner, goal: Goal
) -> None:
    made = make_plan(cards, known, goal, TODAY, weights=WEIGHTS)
    if isinstance(made, Plan):
        assert_keeps_the_rules(made, cards, known, TODAY)


@given(decks, learners, goals)
def test_each_way_out_makes_a_plan_possible(
    cards: list[ExamCard], known: Learner, goal: Goal
) -> None:
    refused = make_plan(cards, known, goal, TODAY, weights=WEIGHTS)
    assume(isinstance(refused, Impossible))
    assert isinstance(refused, Impossible)
    if refused.minutes is not None:
        assert refused.minutes > goal.minutes
        more_time = make_plan(cards, known, replace(goal, minutes=refused.minutes), TODAY)
        assert isinstance(more_time, Plan)
    if refused.exam is not None:
        assert refused.exam > goal.exam
        later = make_plan(cards, known, replace(goal, exam=refused.exam), TODAY)
        assert isinstance(later, Plan)
    topics = tuple(topic for topic in HEAVIEST if topic in {card.topic for card in cards})
    kept = len(refused.topics)
    assert kept < len(topics)
    assert refused.topics == topics[:kept]
    for count in range(max(1, kept), len(topics)):
        chosen = [card for card in cards if card.topic in topics[:count]]
        assert isinstance(make_plan(chosen, known, goal, TODAY), Plan) == (count == kept)


def test_every_way_out_is_told_in_numbers() -> None:
    # An introduction takes 30 s, a review 12 s: 90 cards need 81 minutes, 18 of them in the window.
    goal = Goal(Day(TODAY + 10), 7)
    assert make_plan(deck(90), NEW_LEARNER, goal, TODAY, weights=WEIGHTS) == Impossible(
        goal, minutes=9, exam=Day(TODAY + 12), topics=("methods", "history")
    )


@pytest.mark.parametrize(
    ("weights", "topics"),
    [
        ({"history": 20, "methods": 30, "uses": 50}, ("uses",)),
        ({"uses": 1}, ("uses",)),
        ({}, ("history",)),
    ],
)
def test_of_the_topics_those_of_most_weight_are_kept_or_else_the_first(
    weights: dict[str, int], topics: tuple[str, ...]
) -> None:
    # In three minutes a day for ten days there is time for 33 cards, of which each topic has 30.
    refused = make_plan(deck(90), NEW_LEARNER, Goal(Day(TODAY + 10), 3), TODAY, weights=weights)
    assert isinstance(refused, Impossible)
    assert refused.topics == topics


def test_too_few_days_for_a_new_card_can_only_be_helped_by_a_later_exam() -> None:
    refused = make_plan(deck(1), NEW_LEARNER, Goal(Day(TODAY + 2), 60), TODAY)
    assert refused == Impossible(
        Goal(Day(TODAY + 2), 60), minutes=None, exam=Day(TODAY + 3), topics=()
    )


@settings(max_examples=40)
@given(decks, goals, st.integers(0, 2**32))
def test_a_plan_made_anew_each_day_never_loses_a_card(
    cards: list[ExamCard], goal: Goal, seed: int
) -> None:
    rng = Random(seed)  # noqa: S311 — repeatable, not secret
    log: list[Answer] = []
    for ordinal in range(TODAY, goal.exam):
        today = Day(ordinal)
        known = learner(log)
        made = make_plan(cards, known, goal, today)
        if isinstance(made, Impossible):
            return
        assert_keeps_the_rules(made, cards, known, today)
        if rng.random() < 0.8:
            log += [
                Answer(card, today, rng.choice(BUTTONS), 8_000)
                for card in (*made.days[0].reviews, *made.days[0].new)
            ]


@settings(max_examples=40)
@given(st.integers(1, 25).map(deck), goals)
def test_who_follows_the_plan_stays_on_it_to_the_eve_and_knows_each_card_by_three_sights(
    cards: list[ExamCard], goal: Goal
) -> None:
    log: list[Answer] = []
    for ordinal in range(TODAY, goal.exam):
        today = Day(ordinal)
        made = make_plan(cards, learner(log), goal, today)
        if today == TODAY:
            assume(isinstance(made, Plan))
        assert isinstance(made, Plan)
        planned = made.days[0]
        log += [Answer(card, today, Grade.GOOD, 12_000) for card in planned.reviews]
        log += [Answer(card, today, Grade.GOOD, 30_000) for card in planned.new]
    for card in cards:
        days = [answer.day for answer in log if answer.card == card.key]
        assert len(days) >= 3
        assert days[-1] >= goal.window_start


@settings(max_examples=20)
@given(decks, learners, goals, st.integers(TODAY + LONGEST_PLAN - 9, LAST_DAY).map(Day), st.data())
def test_a_far_exam_is_planned_for_ten_years_and_for_its_final_window(
    cards: list[ExamCard], known: Learner, near: Goal, exam: Day, data: st.DataObject
) -> None:
    goal = replace(near, exam=exam, minutes=60)
    made = make_plan(cards, known, goal, TODAY)
    assert isinstance(made, Plan)
    assert_keeps_the_rules(made, cards, known, TODAY)
    soon = TODAY + data.draw(st.integers(0, LONGEST_PLAN - 10))
    assert {soon, *range(goal.window_start, exam)} <= {planned.day for planned in made.days}
    assert len(made.days) <= LONGEST_PLAN + exam - goal.window_start


def test_no_later_exam_is_offered_than_in_ten_years() -> None:
    goal = Goal(Day(TODAY + LONGEST_PLAN + 1), 1)
    refused = make_plan(deck(90), NEW_LEARNER, replace(goal, final_window=1), TODAY)
    assert isinstance(refused, Impossible)
    assert refused.exam is None


def test_every_card_is_seen_on_the_eve_where_there_is_time() -> None:
    goal = Goal(Day(TODAY + 7), 100)
    made = make_plan(deck(90), NEW_LEARNER, goal, TODAY)
    assert isinstance(made, Plan)
    assert all(days[-1] == goal.exam - 1 for days in made.cards.values())


def test_a_missed_day_moves_its_cards_to_the_days_after() -> None:
    cards, goal = deck(60), Goal(Day(TODAY + 30), 20)
    missed = make_plan(cards, NEW_LEARNER, goal, TODAY)
    after = make_plan(cards, NEW_LEARNER, goal, Day(TODAY + 1))
    assert isinstance(missed, Plan)
    assert isinstance(after, Plan)
    before, now = (max(planned.minutes for planned in made.days) for made in (missed, after))
    assert now <= before * 1.25


def test_time_already_used_today_is_not_planned_again() -> None:
    goal = Goal(Day(TODAY + 20), 10)
    made = make_plan(deck(40), NEW_LEARNER, goal, TODAY, spent_ms=9 * 60_000)
    assert isinstance(made, Plan)
    assert made.days[0].minutes <= 1


def test_all_of_a_days_time_can_be_planned_but_not_a_millisecond_more() -> None:
    goal = Goal(Day(TODAY + 3), 1)
    made = make_plan(deck(2), NEW_LEARNER, goal, TODAY)
    assert isinstance(made, Plan)
    assert made.days[0].minutes == 1
    assert isinstance(make_plan(deck(2), NEW_LEARNER, goal, TODAY, spent_ms=1), Impossible)


def test_each_card_is_new_a_review_or_the_last_and_last_reviews_stand_first() -> None:
    cards = deck(30)
    made = make_plan(cards, NEW_LEARNER, Goal(Day(TODAY + 20), 20), TODAY)
    assert isinstance(made, Plan)
    order = {card.key: number for number, card in enumerate(cards)}
    for planned in made.days:
        assert list(planned.new) == sorted(planned.new, key=lambda card: order[card])
        assert list(planned.reviews) == sorted(
            planned.reviews, key=lambda card: (made.cards[card][-1] != planned.day, order[card])
        )


def test_weak_cards_are_seen_more_often_than_strong_ones() -> None:
    log = []
    for wait in (40, 34, 20, 1):
        log.append(Answer("card-0", Day(TODAY - wait), Grade.AGAIN, 8_000))
        log.append(Answer("card-1", Day(TODAY - wait), Grade.GOOD, 8_000))
    made = make_plan(deck(2), learner(log), Goal(Day(TODAY + 30), 10), TODAY)
    assert isinstance(made, Plan)
    assert len(made.cards["card-0"]) > len(made.cards["card-1"])


def test_a_higher_target_takes_more_reviews_and_promises_more() -> None:
    low, high = (
        make_plan(deck(30), NEW_LEARNER, Goal(Day(TODAY + 40), 20, target=target), TODAY)
        for target in (0.9, 0.99)
    )
    assert isinstance(low, Plan)
    assert isinstance(high, Plan)
    assert sum(map(len, low.cards.values())) < sum(map(len, high.cards.values()))
    assert sum(low.promised.values()) < sum(high.promised.values())
    assert not high.short_of_target


def test_a_plan_is_refused_without_a_future_or_cards() -> None:
    with pytest.raises(ValueError, match="after today"):
        make_plan(deck(3), NEW_LEARNER, Goal(TODAY, 10), TODAY)
    with pytest.raises(ValueError, match="no cards"):
        make_plan([], NEW_LEARNER, Goal(Day(TODAY + 9), 10), TODAY)
