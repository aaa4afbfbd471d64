"""The benchmarks' FSRS-6 against the `fsrs` package, where that one's clock can say the same."""

from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.scheduling.day import Day
from tests.benchmarks import fsrs6

START = datetime(2026, 1, 1, 12, tzinfo=UTC)


@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from(Rating)), min_size=1, max_size=12))
def test_traces_and_recall_are_the_packages(answers: list[tuple[int, Rating]]) -> None:
    scheduler = Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=())
    card, trace, day = Card(card_id=1, due=START), None, 0
    for wait, rating in answers:
        day += wait
        at = START + timedelta(days=day)
        if trace is None:
            trace = fsrs6.introduced(rating, Day(day))
        else:
            expected = scheduler.get_card_retrievability(card, at)
            assert fsrs6.recall(trace, Day(day)) == pytest.approx(expected)
            trace = fsrs6.answered(trace, rating, Day(day))
        card, _ = scheduler.review_card(card, rating, at)
        assert trace.stability == pytest.approx(card.stability)
        assert trace.difficulty == pytest.approx(card.difficulty)
        assert fsrs6.interval(trace, 0.9) == (card.due - at).days
