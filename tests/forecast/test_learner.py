from hypothesis import given

from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.forgetting import BASE
from ipt_cards.forecast.learner import NEW_LEARNER, learner
from ipt_cards.forecast.memory import memories
from ipt_cards.forecast.pace import DEFAULT_PACE, pace
from ipt_cards.scheduling import sm2
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from tests.forecast.strategies import TODAY, logs


@given(logs())
def test_a_memory_holds_sm2s_own_state_and_counts_every_answer(log: list[Answer]) -> None:
    for card, memory in memories(log).items():
        own = [answer for answer in log if answer.card == card]
        state = sm2.NEW
        for answer in own:
            state = sm2.review(state, answer.grade, answer.day)
        assert memory.state == state
        assert memory.sessions == len({answer.day for answer in own})
        assert memory.total_passes == sum(answer.grade.passed for answer in own)
        latest = [answer.grade.passed for answer in own if answer.day == own[-1].day]
        assert (memory.failures, memory.passes) == (latest.count(False), latest.count(True))
        first = [answer.grade.passed for answer in own if answer.day == own[0].day]
        assert memory.first_failures == first.count(False)


def test_every_failure_of_a_session_counts_and_a_new_session_starts_from_none() -> None:
    grades = (Grade.AGAIN, Grade.AGAIN, Grade.GOOD)
    log = [Answer("a", Day(TODAY + day), grade, 1_000) for day in (0, 3) for grade in grades]
    for memory in (memories(log[:3])["a"], memories(log)["a"]):
        assert (memory.failures, memory.passes, memory.first_failures) == (2, 1, 2)


def test_bridged_days_add_up_and_a_failed_review_halves_them() -> None:
    log = [
        Answer("a", Day(TODAY + day), grade, 1_000)
        for day, grade in ((0, Grade.GOOD), (4, Grade.GOOD), (14, Grade.EASY), (20, Grade.AGAIN))
    ]
    assert [memories(log[:count])["a"].retained_days for count in (1, 2, 3, 4)] == [0, 4, 14, 7]


def test_an_empty_log_is_a_new_learners() -> None:
    assert learner([]) == NEW_LEARNER
    assert learner([]).model == BASE


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
    # A log doesn't always know how long an answer took: it says 0 then.
    log = [Answer(f"card-{n}", TODAY, Grade.GOOD, 0) for n in range(10_000)]
    assert pace(log).new_ms == 1_000


def test_a_learner_who_went_away_spent_a_minute_at_most() -> None:
    away = [Answer(f"card-{n}", TODAY, Grade.GOOD, 3_600_000) for n in range(1000)]
    assert pace(away).new_ms < 60_000
