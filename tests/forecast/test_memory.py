from hypothesis import given

from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.memory import BLANK, answered, memories
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from tests.forecast.strategies import TODAY, logs


@given(logs())
def test_a_memory_counts_days_passes_and_the_failures_of_its_last_day(log: list[Answer]) -> None:
    for card, memory in memories(log).items():
        own = [answer for answer in log if answer.card == card]
        last = [answer for answer in own if answer.day == own[-1].day]
        assert memory.reviewed == own[-1].day
        assert memory.days == len({answer.day for answer in own})
        assert memory.passes == sum(answer.grade.passed for answer in own)
        # Days begin anew with their first answer; those on the first day count from the first.
        assert memory.failures == sum(not answer.grade.passed for answer in last)


def test_a_day_before_the_last_answer_counts_as_that_day() -> None:
    known = answered(BLANK, Grade.GOOD, TODAY)
    assert answered(known, Grade.GOOD, Day(TODAY - 3)) == answered(known, Grade.GOOD, TODAY)
    assert answered(known, Grade.GOOD, Day(TODAY - 3)).reviewed == TODAY


def test_only_a_card_never_answered_is_new() -> None:
    assert BLANK.is_new
    assert not answered(BLANK, Grade.AGAIN, TODAY).is_new
