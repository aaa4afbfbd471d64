"""What opportunities promise under SM-2: its own growth where they are due, and less where they aren't."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.expected_memory import (
    EXPANSION,
    SHORTEST_GAP,
    ExpectedMemory,
    expanding,
    expected_memory_after,
    expected_memory_of,
    introduced,
    seen,
)
from ipt_cards.forecast.forgetting import BASE, Forgetting
from ipt_cards.forecast.learner import NEW_LEARNER, learner
from ipt_cards.forecast.logistic import probability
from ipt_cards.forecast.memory import answered, memories
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from tests.forecast.strategies import TODAY, logs


def certain(level: float) -> Forgetting:
    """A model by which everything is recalled as likely on any day."""
    return replace(BASE, weights=BASE.weights._replace(base=0.0, level=level))


SURE, LOST = certain(30.0), certain(-30.0)


@given(logs())
def test_a_cards_prospect_without_sights_is_its_memory(log: list[Answer]) -> None:
    known = learner(log)
    for card, memory in known.memories.items():
        expected = expected_memory_after(card, (), known)
        assert expected == expected_memory_of(memory)
        for field in set(ExpectedMemory._fields) & set(dir(memory)):
            assert getattr(expected, field) == getattr(memory, field)
        assert (expected.repetitions, expected.ease_factor) == (
            memory.state.repetitions,
            memory.state.ease_factor,
        )
    assert expected_memory_after("new", (), known) is None


def test_a_new_card_is_expected_to_be_failed_as_often_as_others_were_and_then_passed() -> None:
    known = replace(NEW_LEARNER, first_failures=0.4)
    passed = memories([Answer("a", TODAY, Grade.GOOD, 0)])["a"]
    expected = expected_memory_of(passed)._replace(first_failures=0.4, failures=0.4)
    assert expected_memory_after("a", [TODAY], known) == introduced(known, TODAY) == expected


def test_sights_on_the_due_days_of_what_is_surely_recalled_go_as_sm2_goes() -> None:
    memory = memories([Answer("a", TODAY, Grade.GOOD, 0)])["a"]
    expected = expected_memory_of(memory)
    for _ in range(3):
        day = memory.state.due
        memory = answered(memory, Grade.GOOD, day)
        expected = seen(expected, day, SURE)
        replayed = tuple(expected_memory_of(memory))
        assert tuple(expected) == pytest.approx(replayed, abs=0.51)  # SM-2 rounds to days


@given(logs(), st.integers(0, 60))
def test_what_is_surely_forgotten_starts_again_and_keeps_half_of_what_was_bridged(
    log: list[Answer], wait: int
) -> None:
    day = Day(TODAY + wait)
    for memory in memories(log).values():
        expected = expected_memory_of(memory)
        after = seen(expected, day, LOST)
        expected = expected._replace(
            reviewed=day,
            interval=1,
            repetitions=expected.repetitions + 1,
            retained_days=expected.retained_days / 2,
            failures=1,
            passes=1,
            total_passes=expected.total_passes + 1,
        )
        assert tuple(after) == pytest.approx(tuple(expected), abs=1e-9)


@given(logs(), st.integers(0, 60), st.floats(-4, 4))
def test_a_sights_numbers_are_the_mean_of_recalling_and_of_forgetting(
    log: list[Answer], wait: int, level: float
) -> None:
    day, recall = Day(TODAY + wait), probability(level)
    for memory in memories(log).values():
        mean, sure, lost = (
            seen(expected_memory_of(memory), day, model) for model in (certain(level), SURE, LOST)
        )
        assert tuple(mean) == pytest.approx(
            tuple(recall * a + (1 - recall) * b for a, b in zip(sure, lost, strict=True)),
            abs=1e-9,
        )


@pytest.mark.parametrize(
    ("gap", "interval"), [(0, 6), (2, 9), (3, 10.5), (6, 15), (7, 15), (60, 15)]
)
def test_a_sight_earns_the_share_of_the_growth_that_it_was_waited_for(
    gap: int, interval: float
) -> None:
    log = [Answer("a", Day(TODAY - wait), Grade.GOOD, 0) for wait in (1, 0)]
    expected = expected_memory_of(memories(log)["a"])
    assert (expected.interval, expected.ease_factor) == (6, 2.5)
    assert seen(expected, Day(TODAY + gap), SURE).interval == pytest.approx(interval)


@pytest.mark.parametrize(
    ("repetitions", "due"), [(0, 1), (0.9, 1), (1, 6), (1.9, 6), (2, 20), (2.5, 20)]
)
def test_the_interval_to_come_is_sm2s_by_the_repetitions_and_never_a_shorter_one(
    repetitions: float, due: float
) -> None:
    expected = introduced(NEW_LEARNER, TODAY)._replace(repetitions=repetitions, ease_factor=2.0)
    for interval in (0.5, 4.0, 10.0):
        after = seen(expected._replace(interval=interval), Day(TODAY + 10), SURE)
        grown = interval * 2 if repetitions >= 2 else due
        assert after.interval == pytest.approx(max(interval, grown))


spans = st.integers(1, 400)
counts = st.integers(1, 9)


@given(st.integers(0, 10**6), spans, counts)
def test_days_between_lie_apart_by_gaps_that_expand_by_one_ratio(
    start: int, total: int, between: int
) -> None:
    days = expanding(start, start + total, between)
    assert len(days) == between
    gaps = [later - earlier for earlier, later in pairwise([start, *days, start + total])]
    assert all(gap > 0 for gap in gaps)
    ratio = gaps[1] / gaps[0]
    assert 1 < ratio <= EXPANSION * (1 + 1e-6)
    for earlier, later in pairwise(gaps):
        assert later / earlier == pytest.approx(ratio, rel=1e-3)


@given(spans, counts)
def test_gaps_expand_as_fast_as_the_shortest_gap_allows(total: int, between: int) -> None:
    def first_gap(ratio: float) -> float:
        return total / sum(ratio**count for count in range(between + 1))

    ratios = [1 + (EXPANSION - 1) * 0.75**times for times in range(12)]
    assert ratios[-1] < 1.05 < ratios[-2]
    allowed = [ratio for ratio in ratios if first_gap(ratio) >= SHORTEST_GAP]
    [first, *_] = expanding(0, total, between)
    assert first == pytest.approx(first_gap(max(allowed, default=ratios[-1])))


def test_a_first_gap_of_just_the_shortest_is_long_enough() -> None:
    assert expanding(0, 6, 1) == [2]
    assert expanding(10, 24, 2) == [12, 16]
