import pytest
from hypothesis import given

from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.forgetting import TYPICAL
from ipt_cards.forecast.history import history
from ipt_cards.forecast.learner import NEW_LEARNER, learner, unseen
from ipt_cards.forecast.pace import DEFAULT_PACE, LATEST_ANSWERS, pace
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from tests.forecast.strategies import TODAY, logs


def test_an_empty_log_is_a_new_learners() -> None:
    empty = learner([])
    assert (empty.memories, empty.level, empty.pace) == ({}, NEW_LEARNER.level, DEFAULT_PACE)
    assert empty.unseen == NEW_LEARNER.unseen == unseen(0, 0)
    assert empty.model.experts == TYPICAL.experts


@given(logs())
def test_reviews_are_first_answers_on_days_after_the_first(log: list[Answer]) -> None:
    seen: dict[str, set[Day]] = {}
    expected = []
    for place, answer in enumerate(log):
        days = seen.setdefault(answer.card, set())
        if days and answer.day not in days:
            expected.append((place, answer.day, answer.grade.passed))
        days.add(answer.day)
    found = history(log).reviews
    assert [(review.place, review.day, review.recalled) for review in found] == expected


@given(logs())
def test_a_review_knows_only_what_came_before_it(log: list[Answer]) -> None:
    whole = history(log).reviews
    for review in whole[:: max(1, len(whole) // 5)]:
        before = history(log[: review.place])
        assert before.memories[log[review.place].card] == review.memory
        assert before.level == review.level


def test_first_answers_tell_what_is_known_unseen() -> None:
    assert unseen(0, 0).share == 0.5
    assert unseen(3, 1).share == pytest.approx(4 / 6)
    assert unseen(30, 10).variance < unseen(3, 1).variance < unseen(0, 0).variance


def test_the_pace_counts_drills_and_moves_from_the_default_to_the_log() -> None:
    session = [Answer("a", TODAY, Grade.AGAIN, 20_000), Answer("a", TODAY, Grade.GOOD, 10_000)]
    assert pace(session).new_ms == 30_000
    days = [
        Answer("a", Day(TODAY + day), Grade.GOOD, 4_000) for day in range(1, 91) for _ in range(2)
    ]
    assert pace(session + days).review_ms == (10 * DEFAULT_PACE.review_ms + 90 * 8_000) // 100


def test_the_first_answers_of_a_day_are_of_the_session_and_drills_add_to_it() -> None:
    log = [
        Answer("a", Day(TODAY + day), Grade.GOOD, ms)
        for day, ms in ((0, 5_000), (0, 3_000), (4, 7_000), (4, 1_000), (9, 4_000))
    ]
    assert pace(log).new_ms == round((10 * DEFAULT_PACE.new_ms + 8_000) / 11)
    assert pace(log).review_ms == round((10 * DEFAULT_PACE.review_ms + 12_000) / 12)


def test_no_card_is_planned_for_less_than_a_second() -> None:
    log = [Answer(f"card-{n}", TODAY, Grade.GOOD, 1) for n in range(10_000)]
    assert pace(log).new_ms == 1_000


def test_answers_whose_time_is_not_known_tell_nothing_of_the_pace() -> None:
    log = [Answer(f"card-{n}", Day(TODAY + n % 2), Grade.GOOD, 0) for n in range(1000)]
    assert pace(log) == DEFAULT_PACE


def test_only_the_latest_answers_tell_the_pace() -> None:
    # A card is as old as the whole log says.
    slow = [Answer(f"card-{n}", TODAY, Grade.GOOD, 50_000) for n in range(1000)]
    fast = [Answer(f"card-{n}", Day(TODAY + 1), Grade.GOOD, 5_000) for n in range(LATEST_ANSWERS)]
    assert pace(slow + fast).new_ms == DEFAULT_PACE.new_ms
    assert pace(slow + fast).review_ms == round((120_000 + 5_000 * LATEST_ANSWERS) / 310)


def test_a_learner_who_went_away_spent_a_minute_at_most() -> None:
    away = [Answer(f"card-{n}", TODAY, Grade.GOOD, 3_600_000) for n in range(1000)]
    assert pace(away).new_ms < 60_000
