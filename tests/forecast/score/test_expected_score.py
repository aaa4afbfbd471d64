import math
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.expected_memory import expected_memories
from ipt_cards.forecast.learner import NEW_LEARNER, Learner, learner
from ipt_cards.forecast.score.expected_score import Asked, Expected, expect, right_share
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from tests.benchmarks.coverage import ANSWERS, measured
from tests.benchmarks.study import MEMORIES
from tests.forecast.strategies import TODAY, logs

CARDS = [f"card-{number}" for number in range(8)]


def asked(known: Learner, guess: float = 0.0) -> Asked:
    memories = expected_memories([known.memories.get(card) for card in CARDS])
    return Asked(np.full(8, 1 / 8), np.full(8, guess), memories)


def width(expected: Expected) -> float:
    return expected.high - expected.low


@given(logs(answers=120), st.integers(0, 300), st.integers(1, 400), st.floats(0, 0.5))
def test_the_share_lies_within_its_interval_and_that_within_0_and_1(
    log: list[Answer], wait: int, questions: int, guess: float
) -> None:
    known, day = learner(log), Day(TODAY + wait)
    expected = expect(asked(known, guess), known, day, questions)
    assert 0 <= expected.low <= expected.share <= expected.high <= 1
    assert expected.share == pytest.approx(right_share(asked(known, guess), known, day))


@given(logs(answers=120), st.integers(1, 100))
def test_more_questions_make_the_interval_narrower(log: list[Answer], questions: int) -> None:
    known = learner(log)
    few, many = (
        expect(asked(known), known, Day(TODAY + 3), count) for count in (questions, questions * 4)
    )
    assert width(many) <= width(few) + 1e-9


@given(logs(answers=120))
def test_the_interval_is_never_narrower_than_the_drawing_of_questions(log: list[Answer]) -> None:
    known = learner(log)
    expected = expect(asked(known), known, Day(TODAY + 3), 40)
    share = min(0.98, max(0.02, expected.share))
    assert width(expected) > 1.645 * math.sqrt(share * (1 - share) / 40)


def test_of_a_learner_without_answers_hardly_anything_is_told() -> None:
    expected = expect(asked(NEW_LEARNER), NEW_LEARNER, TODAY, 10_000)
    assert expected.share == 0.5
    # Nine tenths of what is drawn evenly from 0 to 1.
    assert expected.low == pytest.approx(0.05, abs=0.01)
    assert expected.high == pytest.approx(0.95, abs=0.01)


@pytest.mark.parametrize("memory", sorted(MEMORIES))
def test_simulated_exams_fall_within_the_interval_whatever_the_memory(memory: str) -> None:
    held = [measured(memory, answers, learners=25)[0] for answers in ANSWERS]
    assert 0.8 <= sum(held) / len(held) <= 1
    assert min(held) >= 0.68


def test_the_limits_of_what_is_uncertain_alone_are_those_of_a_beta_variable() -> None:
    grades = [Grade.GOOD] * 6 + [Grade.AGAIN] * 2
    known = learner([Answer(f"other-{n}", TODAY, grade, 0) for n, grade in enumerate(grades)])
    expected = expect(asked(known), known, TODAY, 1e9)
    rng = Random(3)  # noqa: S311 — to be repeatable, not secret
    drawn = sorted(rng.betavariate(7, 3) for _ in range(40_000))
    assert expected.low == pytest.approx(drawn[2_000], abs=0.06)
    assert expected.high == pytest.approx(drawn[38_000], abs=0.06)
