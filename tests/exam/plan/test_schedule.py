"""The plan's days are those that are found one by one, slowly and plainly."""

from dataclasses import replace
from itertools import accumulate, cycle, islice
from unittest.mock import patch

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ipt_cards.exam.plan import allocation, plan
from ipt_cards.exam.plan.allocation import Exam
from ipt_cards.exam.plan.goal import Goal
from ipt_cards.exam.plan.horizon import Horizon
from ipt_cards.exam.plan.plan import Plan, make_plan
from ipt_cards.exam.plan.timetable import Timetable
from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.exam_card import ExamCard, Form
from ipt_cards.forecast.expected_memory import expected_memories
from ipt_cards.forecast.learner import Learner, learner
from ipt_cards.forecast.pace import Pace
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import BUTTONS
from tests.exam.plan import one_by_one
from tests.exam.plan.test_plan import WEIGHTS
from tests.forecast.strategies import TODAY

decks = st.builds(
    lambda notes, most_siblings, open_ones: [
        ExamCard(f"note-{number}/c{sibling}", topic, *form)
        for number, topic in enumerate(islice(cycle(WEIGHTS), notes))
        for form in [(Form.CHOICE, 4) if number % open_ones == 0 else (Form.OPEN, 0)]
        for sibling in range(1 + number % most_siblings)
    ],
    notes=st.one_of(st.integers(1, 12), st.integers(1, 60)),
    most_siblings=st.integers(1, 3),
    open_ones=st.integers(1, 4),
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
@settings(max_examples=150)
def test_each_card_has_the_days_that_it_has_where_they_are_found_one_by_one(
    data: st.DataObject, cards: list[ExamCard], goal: Goal, spent_ms: int
) -> None:
    known = data.draw(learners(cards))
    made = make_plan(cards, known, goal, TODAY, weights=WEIGHTS, spent_ms=spent_ms)
    assert made == planned_one_by_one(cards, known, goal, spent_ms=spent_ms)


NEW_MS, REVIEW_MS = 5, 2
SIBLINGS = [(1, 2), (0, 2), (0, 1), (4,), (3,), ()]
STUDY_DAYS = 12
wishes = st.fixed_dictionaries(
    {
        "card": st.integers(0, len(SIBLINGS) - 1),
        "ideal": st.sampled_from([-2, 5, 6, STUDY_DAYS + 2]),
        "low": st.sampled_from([0, 0, 3, STUDY_DAYS]),
        "high": st.sampled_from([STUDY_DAYS - 1, STUDY_DAYS - 1, 8, 0, -3]),
        "ms": st.sampled_from([NEW_MS, REVIEW_MS]),
    }
)


@given(
    st.lists(st.sampled_from([0, 0, 0, 3, 9]), min_size=STUDY_DAYS, max_size=STUDY_DAYS),
    st.lists(st.booleans(), min_size=len(SIBLINGS), max_size=len(SIBLINGS)),
    st.lists(st.tuples(st.sampled_from(["nearest", "latest", "give back"]), wishes), min_size=1),
)
@settings(max_examples=300)
@example(
    [0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9],
    [False] * len(SIBLINGS),
    [
        ("nearest", {"card": card, "ideal": 6, "low": 0, "high": 11, "ms": REVIEW_MS})
        for card in (0, 1)
    ],
)
def test_a_day_with_room_is_the_one_that_is_found_by_looking_at_each(
    free_ms: list[int], answered: list[bool], steps: list[tuple[str, dict[str, int]]]
) -> None:
    study_days = tuple(Day(TODAY + index) for index in range(STUDY_DAYS))
    ahead = Horizon(study_days, tuple(free_ms), 0, Pace(NEW_MS, REVIEW_MS))
    some = np.zeros(len(SIBLINGS))
    memories, release = expected_memories([None] * len(SIBLINGS)), np.array(answered, dtype=np.intp)
    exam = Exam(Day(TODAY + STUDY_DAYS), some, memories, release, some, 0.9, SIBLINGS)
    table, plain = Timetable(exam, ahead), one_by_one.Timetable(exam, ahead)
    for step, wish in steps:
        card, low, high, ms = wish["card"], wish["low"], wish["high"], wish["ms"]
        if step == "give back":
            if table.days[card]:
                assert table.give_back(card, -1, ms) == plain.give_back(card, -1, ms)
            continue
        if step == "nearest":
            found = table.nearest(card, wish["ideal"], (low, high), ms)
            expected = plain.nearest(card, wish["ideal"], low, high, ms)
        else:
            found = table.latest(card, low, max(high, 0), ms)
            expected = plain.latest(card, low, max(high, 0), ms)
        assert found == expected
        if found is not None:
            table.take(card, found, ms)
            plain.take(card, found, ms)
    assert (table.days, table.free_ms) == (plain.days, plain.free_ms)
