"""A plan begins no card before what its note comes after, nor without it."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.deck.learning_order import learning_order
from ipt_cards.exam.plan.goal import Goal
from ipt_cards.exam.plan.plan import make_plan
from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.exam_card import ExamCard, Form
from ipt_cards.forecast.learner import NEW_LEARNER, learner
from ipt_cards.scheduling.day import Day
from tests.exam.plan.test_plan import WEIGHTS, deck, goals
from tests.forecast.strategies import TODAY, logs


@st.composite
def lessons(draw: st.DrawFn) -> tuple[list[ExamCard], dict[str, tuple[str, ...]]]:
    """Cards in learning order, of notes with one card or two; and what comes after what."""
    count = draw(st.integers(1, 25))
    names = [f"card-{number}" for number in range(count)]
    after = {
        note: draw(st.lists(st.sampled_from(names[:place]), max_size=2, unique=True).map(tuple))
        for place, note in enumerate(names)
        if place and draw(st.booleans())
    }
    ordered = learning_order(draw(st.permutations(names)), after)
    topics = st.sampled_from(list(WEIGHTS))
    forms = st.sampled_from([(Form.OPEN, 0), (Form.CHOICE, 4)])
    cards = [
        ExamCard(note + sibling, draw(topics), *draw(forms))
        for note in ordered
        for sibling in draw(st.sampled_from([("",), ("/c1", "/c2")]))
    ]
    return cards, {note: after[note] for note in ordered if after.get(note)}


def firsts(cards: Mapping[str, tuple[Day, ...]], note: str, new: set[str]) -> list[Day | None]:
    """The first days of a note's new cards; None for one that is never asked."""
    return [
        days[0] if days else None
        for card, days in cards.items()
        if card.partition("/")[0] == note and card in new
    ]


@given(lessons(), logs(cards=12, answers=30), goals)
def test_new_cards_are_begun_behind_all_that_they_need(
    told: tuple[list[ExamCard], dict[str, tuple[str, ...]]], log: list[Answer], goal: Goal
) -> None:
    cards, after = told
    known = learner(log)
    made = make_plan(cards, known, goal, TODAY, weights=WEIGHTS, after=after)
    new = {card.key for card in cards if card.key not in known.memories}
    for note, others in after.items():
        begun = [day for day in firsts(made.cards, note, new) if day is not None]
        for other in others if begun else ():
            needed = firsts(made.cards, other, new)
            assert all(day is not None and day <= min(begun) for day in needed)
    for day in made.days:
        places = [[card.key for card in cards].index(key) for key in day.new]
        assert places == sorted(places)


@given(lessons(), logs(cards=12, answers=30), goals)
def test_no_day_becomes_longer_by_that(
    told: tuple[list[ExamCard], dict[str, tuple[str, ...]]], log: list[Answer], goal: Goal
) -> None:
    cards, after = told
    plain = make_plan(cards, learner(log), goal, TODAY, weights=WEIGHTS)
    made = make_plan(cards, learner(log), goal, TODAY, weights=WEIGHTS, after=after)
    assert [(day.day, day.ms) for day in made.days] == [(day.day, day.ms) for day in plain.days]
    assert sum(map(bool, made.cards.values())) == sum(map(bool, plain.cards.values()))
    first, again = (
        make_plan(cards, learner(log), goal, TODAY, weights=WEIGHTS, after=nothing)
        for nothing in ({}, {"card-0": ("none-of-them",)})
    )
    assert first == again == plain


def test_where_there_isnt_time_for_all_what_is_needed_goes_before_what_needs_it() -> None:
    cards = deck(60)
    after = {f"card-{number}": (f"card-{number - 1}",) for number in range(1, 60)}
    goal = Goal(Day(TODAY + 3), 2)
    made = make_plan(cards, NEW_LEARNER, goal, TODAY, weights=WEIGHTS, after=after)
    asked = [card for card, days in made.cards.items() if days]
    assert asked == [card.key for card in cards[: len(asked)]]
    assert 0 < len(asked) < 60


def test_a_suspended_or_foreign_note_is_passed_over_for_what_it_comes_after() -> None:
    cards = [ExamCard("early", "history"), ExamCard("late", "history")]
    after = {"between": ("early",), "late": ("between",)}
    for days in range(1, 30):
        made = make_plan(cards, NEW_LEARNER, Goal(Day(TODAY + days), 1), TODAY, after=after)
        if made.cards["late"]:
            assert made.cards["early"]
            assert made.cards["early"][0] <= made.cards["late"][0]
