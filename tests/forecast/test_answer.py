from ipt_cards.forecast.answer import Answer, answers_of
from ipt_cards.progress.entries import Origin
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from tests.progress.making import FIRST_DAY, review

HOUR_MS = 3_600_000


def test_answers_are_the_logs_reviews_in_their_order_wherever_they_were_given() -> None:
    log = [
        review("b", Grade.AGAIN),
        review("a/c1", Grade.EASY, day=3, origin=Origin.ANKI),
        review("b", Grade.GOOD, day=3, ms=1, origin=Origin.EXAM),
    ]
    assert answers_of(log) == (
        Answer("b", FIRST_DAY, Grade.AGAIN, 5000),
        Answer("a/c1", Day(FIRST_DAY + 3), Grade.EASY, 5000),
        Answer("b", Day(FIRST_DAY + 3), Grade.GOOD, 5000),
    )


def test_what_was_crammed_is_no_answer() -> None:
    log = [review("a"), review("b", origin=Origin.CRAM), review("c")]
    assert [answer.card for answer in answers_of(log)] == ["a", "c"]


def test_an_answer_after_midnight_counts_for_the_day_before() -> None:
    # The reviews are of 13 h in Berlin, where the learner's day ends at 4.
    log = [review("a", ms=14 * HOUR_MS), review("a", ms=16 * HOUR_MS)]
    assert [answer.day - FIRST_DAY for answer in answers_of(log)] == [0, 1]
