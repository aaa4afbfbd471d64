"""Siblings are kept apart, in days and in questions, and none waits for ever."""

import random
from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_cards.scheduling.card_progress import UNSEEN, CardProgress
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.queue import Limits, due_today
from ipt_cards.scheduling.siblings import BETWEEN, MOST_DAYS, apart, note_of
from ipt_cards.scheduling.sm2 import review

cards = st.builds("{}/{}".format, st.sampled_from("abcdefgh"), st.integers(1, 6))
orders = st.lists(cards, max_size=40)


@given(orders, orders)
def test_the_same_cards_come_as_often(order: list[str], asked: list[str]) -> None:
    assert Counter(apart(order, asked)) == Counter(order)


@given(orders, orders)
def test_siblings_come_near_each_other_only_where_nothing_else_is_left(
    order: list[str], asked: list[str]
) -> None:
    came = list(asked)
    left = Counter(order)
    for card in apart(order, asked):
        recent = set(map(note_of, came[-BETWEEN:]))
        if note_of(card) in recent:
            assert set(map(note_of, left)) <= recent
        came.append(card)
        left -= Counter([card])


@given(st.lists(cards, unique_by=note_of), st.lists(cards, max_size=3))
def test_an_order_without_siblings_stays_as_it_is(order: list[str], asked: list[str]) -> None:
    free = [card for card in order if note_of(card) not in set(map(note_of, asked))]
    assert list(apart(free, asked)) == free


@given(st.integers(1, 10), st.integers(2, 5))
def test_where_there_is_room_for_all_none_is_left_over_in_the_end(
    others: int, siblings: int
) -> None:
    alone = [f"note-{number}" for number in range(others + (siblings - 1) * BETWEEN)]
    order = [*alone, *(f"many/{number}" for number in range(siblings))]
    places = [place for place, card in enumerate(apart(order)) if note_of(card) == "many"]
    assert all(later - place > BETWEEN for place, later in pairwise(places))


@settings(max_examples=20, deadline=None)
@given(
    st.integers(1, 6),
    st.integers(0, 30),
    st.integers(1, 5),
    st.floats(0, 1),
    st.integers(0, 2**32),
)
def test_over_a_year_every_card_is_asked_however_the_learner_answers(
    siblings: int, others: int, new: int, failing: float, seed: int
) -> None:
    deck = [f"many/{number}" for number in range(siblings)]
    deck += [f"note-{number}" for number in range(others)]
    rng = random.Random(seed)  # noqa: S311 - a learner, no secret
    progress: dict[str, CardProgress] = {}
    first: dict[str, int] = {}
    for number in range(365):
        day = Day(740_000 + number)
        answered: list[str] = []
        while True:
            queue = due_today(deck, progress, day, Limits(new=new), answered)
            order = list(apart(queue.order, answered))
            if not order or len(answered) > 200:
                break
            card = order[0]
            known = progress.get(card, UNSEEN)
            again = known.state.reviewed == day
            grade = Grade.GOOD if again or rng.random() >= failing else Grade.AGAIN
            progress[card] = known._replace(
                state=review(known.state, grade, day), introduced=known.introduced or day
            )
            first.setdefault(card, number)
            answered.append(card)
    assert first.keys() == set(deck)
    begun = sorted(first[card] for card in deck if note_of(card) == "many")
    assert all(later - one <= MOST_DAYS + others // new for one, later in pairwise(begun))


def test_a_card_that_is_failed_every_day_does_not_keep_its_siblings_new() -> None:
    progress: dict[str, CardProgress] = {}
    asked = []
    for number in range(14):
        day = Day(740_000 + number)
        queue = due_today(["n/c1", "n/c2", "n/c3"], progress, day)
        for card in (*queue.reviews, *queue.new):
            asked.append((number, card))
            known = progress.get(card, UNSEEN)
            grade = Grade.AGAIN if card == "n/c1" else Grade.GOOD
            progress[card] = known._replace(
                state=review(known.state, grade, day), introduced=known.introduced or day
            )
    assert {card for _, card in asked} == {"n/c1", "n/c2", "n/c3"}
    assert [number for number, card in asked if card == "n/c1"] == list(range(14))
