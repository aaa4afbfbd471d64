import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.expected_memory import (
    after_opportunities,
    after_opportunity,
    expected_memories,
)
from ipt_cards.forecast.learner import learner
from ipt_cards.forecast.memory import BLANK, answered
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from tests.forecast.strategies import TODAY, logs

CARDS = [f"card-{number}" for number in range(8)]


@given(logs(), st.integers(0, 200))
def test_an_opportunity_is_the_mean_of_passing_and_of_failing_and_being_drilled(
    log: list[Answer], wait: int
) -> None:
    known, day = learner(log), Day(TODAY + wait)
    cards = expected_memories([known.memories.get(card) for card in CARDS])
    recall = cards.recall(known, float(day))
    after = after_opportunity(cards, known, float(day))
    for place, card in enumerate(CARDS):
        memory = known.memories.get(card, BLANK)
        passed = answered(memory, Grade.GOOD, day)
        failed = answered(answered(memory, Grade.AGAIN, day), Grade.GOOD, day)
        share = recall[place]
        mean = share * math.log(passed.stability) + (1 - share) * math.log(failed.stability)
        assert after.stability[place] == pytest.approx(math.exp(mean))
        assert after.reviewed[place] == day
        assert after.difficulty[place] == pytest.approx(
            share * passed.difficulty + (1 - share) * failed.difficulty
        )
        assert after.passes[place] == memory.passes + 1


@given(logs())
def test_on_the_day_of_the_last_answer_nothing_changes(log: list[Answer]) -> None:
    known = learner(log)
    cards = expected_memories(list(known.memories.values()))
    after = after_opportunity(cards, known, cards.reviewed)
    assert after.stability.tolist() == cards.stability.tolist()
    assert after.passes.tolist() == cards.passes.tolist()


@given(logs(), st.lists(st.lists(st.integers(0, 60), max_size=4), min_size=8, max_size=8))
def test_each_cards_opportunities_are_counted_in_their_order(
    log: list[Answer], waits: list[list[int]]
) -> None:
    known = learner(log)
    days = [sorted({Day(TODAY + wait) for wait in each}) for each in waits]
    cards = expected_memories([known.memories.get(card) for card in CARDS])
    together = after_opportunities(cards, known, days)
    for place, own in enumerate(days):
        alone = cards[np.array([place])]
        for day in own:
            alone = after_opportunity(alone, known, float(day))
        assert together.stability[place] == pytest.approx(alone.stability[0])
        assert together.reviewed[place] == alone.reviewed[0]


def test_a_new_card_is_known_as_often_as_this_learners_first_answers_were() -> None:
    known = learner([Answer(f"other-{n}", TODAY, Grade.GOOD, 1_000) for n in range(98)])
    assert expected_memories([None]).recall(known, float(TODAY + 9)) == pytest.approx([0.99])
