from hypothesis import given

from ipt_cards.progress.entries import Origin, Review, dated
from ipt_cards.progress.entry_id import entry_id
from ipt_cards.progress.fold import fold
from ipt_cards.progress.statistics.answers import AnswerKind, answers_of
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.sm2 import NEW
from tests.progress.statistics.histories import CALENDAR, START, any_reviews, history


def kinds(*told: tuple[int, str, Grade] | tuple[int, str, Grade, Origin]) -> list[str]:
    return [answer.kind for answer in history(*told)]


def test_the_first_answer_to_a_card_is_new_and_the_first_on_a_later_day_a_review() -> None:
    assert kinds((0, "a", Grade.GOOD), (1, "a", Grade.GOOD), (2, "b", Grade.AGAIN)) == [
        "new",
        "review",
        "new",
    ]


def test_a_second_answer_on_a_day_is_a_drill() -> None:
    told = ((0, "a", Grade.AGAIN), (0, "a", Grade.GOOD), (1, "a", Grade.HARD), (1, "a", Grade.GOOD))
    assert kinds(*told) == ["new", "drill", "review", "drill"]


def test_a_cram_is_a_cram_and_leaves_the_card_new() -> None:
    cram, first = history((0, "a", Grade.EASY, Origin.CRAM), (0, "a", Grade.GOOD))
    assert (cram.kind, cram.before, cram.after) == (AnswerKind.CRAM, NEW, NEW)
    assert first.kind is AnswerKind.NEW


def test_an_answer_before_the_rollover_hour_is_of_the_day_before() -> None:
    night_ms = CALENDAR.start_ms(START) - 1
    [answer] = answers_of(
        [dated(Review(entry_id(night_ms, bytes(10)), "a", Grade.GOOD, 0, Origin.QUIZ), CALENDAR)]
    )
    assert answer.day == START - 1


def test_a_day_ends_where_the_next_one_begins() -> None:
    instants = [CALENDAR.start_ms(Day(START + days)) for days in (0, 1, 1)]
    reviews = [
        dated(
            Review(entry_id(at_ms, bytes([number] * 10)), "a", Grade.GOOD, 0, Origin.QUIZ), CALENDAR
        )
        for number, at_ms in enumerate([*instants[:2], instants[2] - 1])
    ]
    answers = answers_of(sorted(reviews, key=lambda review: review.id))
    assert [answer.day for answer in answers] == [START, START, START + 1]


@given(any_reviews())
def test_the_last_state_of_each_card_is_what_the_fold_says(reviews: list[Review]) -> None:
    last = {
        answer.card: answer.after
        for answer in answers_of(reviews)
        if answer.kind is not AnswerKind.CRAM
    }
    assert last == {card: known.state for card, known in fold(reviews).items()}


@given(any_reviews())
def test_each_answer_begins_where_the_card_s_last_one_ended(reviews: list[Review]) -> None:
    states = dict.fromkeys({review.card for review in reviews}, NEW)
    for answer in answers_of(reviews):
        assert answer.before == states[answer.card]
        states[answer.card] = answer.after


@given(any_reviews())
def test_every_review_is_told_once_on_its_learner_s_day(reviews: list[Review]) -> None:
    answers = answers_of(reviews)
    assert [(a.card, a.at_ms, a.grade, a.origin) for a in answers] == [
        (r.card, r.at_ms, r.grade, r.origin) for r in reviews
    ]
    assert [a.day for a in answers] == [CALENDAR.day(r.at_ms) for r in reviews]
