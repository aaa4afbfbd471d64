"""FSRS-6 in columns against the `fsrs` package, where that one's clock can say the same."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from fsrs import Card, Rating, Scheduler
from fsrs.scheduler import DEFAULT_PARAMETERS
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.forecast import fsrs6
from ipt_cards.forecast.memory import BLANK, answered
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.fsrs import RATINGS
from ipt_cards.scheduling.grade import BUTTONS, Grade

START = datetime(2026, 1, 1, 12, tzinfo=UTC)

ANSWERS = st.lists(st.tuples(st.integers(0, 60), st.sampled_from(BUTTONS)), min_size=1, max_size=12)


def test_the_parameters_are_the_packages() -> None:
    assert fsrs6.PARAMETERS == DEFAULT_PARAMETERS


@pytest.mark.parametrize("grade", list(Grade))
def test_grades_are_rated_as_the_scheduler_rates_them(grade: Grade) -> None:
    assert fsrs6.rating_of(grade) == RATINGS[grade]


@given(ANSWERS)
def test_memories_and_recall_are_the_packages(answers: list[tuple[int, Grade]]) -> None:
    scheduler = Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=())
    card, memory, day = Card(card_id=1, due=START), BLANK, 739_000
    for wait, grade in answers:
        day += wait
        at = START + timedelta(days=day - 739_000)
        if not memory.is_new:
            expected = scheduler.get_card_retrievability(card, at)
            recall = fsrs6.recall(memory.stability, float(day - memory.reviewed))
            assert recall == pytest.approx(expected)
        memory = answered(memory, grade, Day(day))
        card, _ = scheduler.review_card(card, Rating(fsrs6.rating_of(grade)), at)
        assert memory.stability == pytest.approx(card.stability)
        assert memory.difficulty == pytest.approx(card.difficulty)


@given(st.lists(st.tuples(st.floats(0.01, 900), st.floats(1, 10), st.integers(1, 400)), min_size=1))
def test_columns_are_reckoned_as_each_card_alone(
    cards: list[tuple[float, float, int]],
) -> None:
    stability, difficulty, elapsed = (
        np.array(each, dtype=float) for each in zip(*cards, strict=True)
    )
    for change in (fsrs6.after_pass, fsrs6.after_fail):
        together = np.stack(change(stability, difficulty, elapsed), axis=1)
        alone = [change(s, d, float(t)) for s, d, t in cards]
        assert together == pytest.approx(np.array(alone, dtype=float))
    together = np.stack(fsrs6.after_drill(stability, difficulty), axis=1)
    assert together == pytest.approx(np.array([fsrs6.after_drill(s, d) for s, d, _ in cards]))
