"""The plan's days are those that are found one by one, slowly and plainly."""

from dataclasses import replace
from itertools import accumulate
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_cards.exam.plan import allocation, plan
from ipt_cards.exam.plan.goal import Goal
from ipt_cards.exam.plan.plan import Plan, make_plan
from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.exam_card import ExamCard, Form
from ipt_cards.forecast.learner import Learner, learner
from ipt_cards.forecast.pace import Pace
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import BUTTONS
from tests.exam.plan import one_by_one
from tests.exam.plan.test_plan import WEIGHTS
from tests.forecast.strategies import TODAY

topics = st.sampled_from(list(WEIGHTS))
forms = st.sampled_from([(Form.OPEN, 0), (Form.CHOICE, 4)])
decks = st.lists(st.tuples(topics, st.integers(1, 3), forms), min_size=1, max_size=40).map(
    lambda notes: [
        ExamCard(f"note-{number}/c{sibling}", topic, *form)
        for number, (topic, siblings, form) in enumerate(notes)
        for sibling in range(siblings)
    ]
)
goals = st.builds(
    lambda ahead, pause, **others: Goal(
        Day(TODAY + ahead), breaks=((Day(TODAY + pause), Day(TODAY + pause + 5)),), **others
    ),
    ahead=st.one_of(st.integers(0, 8), st.integers(0, 80)),
    pause=st.integers(-6, 80),
    minutes=st.one_of(st.integers(1, 6), st.integers(1, 90)),
    days_off=st.frozensets(st.integers(0, 6), max_size=5),
    target=st.sampled_from([0.6, 0.9, 0.995]),
    final_window=st.integers(1, 7),
)
milliseconds = st.integers(1_000, 60_000)


@st.composite
def learners(draw: st.DrawFn, cards: list[ExamCard]) -> Learner:
    """Whoever answered some of the cards, up to today or some day before, at any pace."""
    answer = st.tuples(st.sampled_from(cards), st.sampled_from(BUTTONS))
    answers = draw(st.lists(answer, max_size=80))
    pauses = st.sampled_from((0, 0, 0, 1, 3, 12))
    days_ago = list(accumulate(draw(pauses) for _ in answers))
    log = [
        Answer(card.key, Day(TODAY - ago), grade, 8_000)
        for (card, grade), ago in zip(answers, reversed(days_ago), strict=True)
    ]
    return replace(learner(log), pace=Pace(draw(milliseconds), draw(milliseconds)))


def planned_one_by_one(cards: list[ExamCard], known: Learner, goal: Goal, *, spent_ms: int) -> Plan:
    with (
        patch.object(allocation, "ideal_days", one_by_one.ideal_days),
        patch.object(plan, "schedule", one_by_one.schedule),
        patch.object(plan, "fill", one_by_one.fill),
    ):
        return make_plan(cards, known, goal, TODAY, weights=WEIGHTS, spent_ms=spent_ms)


@given(st.data(), decks, goals, st.sampled_from([0, 0, 100_000, 900_000]))
@settings(max_examples=200)
def test_each_card_has_the_days_that_it_has_where_they_are_found_one_by_one(
    data: st.DataObject, cards: list[ExamCard], goal: Goal, spent_ms: int
) -> None:
    known = data.draw(learners(cards))
    made = make_plan(cards, known, goal, TODAY, weights=WEIGHTS, spent_ms=spent_ms)
    assert made == planned_one_by_one(cards, known, goal, spent_ms=spent_ms)
