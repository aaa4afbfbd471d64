from datetime import date

import pytest
from hypothesis import given

from ipt_cards.progress.entries import Origin, Review
from ipt_cards.progress.statistics.answers import AnswerKind, answers_of
from ipt_cards.progress.statistics.retention import (
    Retention,
    RetentionByMaturity,
    every_week,
    in_all,
)
from ipt_cards.progress.statistics.tally import Tally
from ipt_cards.scheduling.day import Day, day_of
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.sm2 import CardState
from ipt_cards.scheduling.sm2 import review as sm2_review
from tests.progress.statistics.histories import START, any_reviews, reviews_of, tally, tally_of

CARDS = ["a", "a/c1", "a/c2", "b", "c/forward"]


def retention(counted: Tally) -> RetentionByMaturity:
    return in_all(counted.weeks(CARDS).values())


def test_nothing_reviewed_has_no_retention_rather_than_none_of_it() -> None:
    assert Retention().rate is None
    assert Retention(0, 4).rate == 0


def test_neither_first_answers_nor_drills_nor_crams_count() -> None:
    answers = tally(
        (0, "a", Grade.AGAIN),
        (0, "a", Grade.AGAIN),
        (1, "a", Grade.AGAIN, Origin.CRAM),
        (1, "a", Grade.GOOD),
    )
    assert retention(answers).all == Retention(1, 1)


def test_hard_is_passed_and_almost_is_not() -> None:
    answers = tally((0, "a", Grade.GOOD), (1, "a", Grade.HARD), (7, "a", Grade.ALMOST))
    assert retention(answers).all == Retention(1, 2)


def test_a_card_counts_by_the_interval_it_had_when_it_was_asked() -> None:
    # Intervals of a card always Good: 1, 6, 15, 38 days.
    answers = tally(
        (0, "a", Grade.GOOD),
        (1, "a", Grade.GOOD),
        (7, "a", Grade.GOOD),
        (22, "a", Grade.GOOD),
        (60, "a", Grade.AGAIN),
        (61, "a", Grade.GOOD),
    )
    kept = retention(answers)
    assert (kept.young, kept.mature) == (Retention(4, 4), Retention(0, 1))


@pytest.mark.parametrize(("interval", "mature"), [(20, False), (21, True)])
def test_a_card_is_mature_from_an_interval_of_21_days(interval: int, mature: bool) -> None:
    def after(state: CardState, grade: Grade, day: Day) -> CardState:
        return sm2_review(state, grade, day)._replace(interval=interval)

    kept = retention(tally_of(reviews_of([(0, "a", Grade.GOOD), (1, "a", Grade.GOOD)]), after))
    assert kept.mature.reviews == mature
    assert kept.young.reviews == (not mature)


def test_weeks_run_from_the_first_review_to_this_week_with_the_empty_ones_between() -> None:
    answers = tally((0, "a", Grade.GOOD), (6, "a", Grade.GOOD), (21, "a", Grade.AGAIN))
    weeks = every_week(answers.weeks(CARDS), Day(START + 30))
    assert [monday for monday, _ in weeks] == [
        day_of(date(2026, 3, day)) for day in (2, 9, 16, 23, 30)
    ]
    assert [kept.all for _, kept in weeks] == [
        Retention(1, 1),
        Retention(),
        Retention(),
        Retention(0, 1),
        Retention(),
    ]


def test_without_a_review_there_are_no_weeks() -> None:
    assert every_week(tally((0, "a", Grade.GOOD)).weeks(CARDS), START) == []


@given(any_reviews())
def test_the_weeks_add_up_to_the_whole(reviews: list[Review]) -> None:
    counted = tally_of(reviews)
    weeks = [kept for _, kept in every_week(counted.weeks(CARDS), Day(START + 20))]
    whole = retention(counted)
    for part in ("young", "mature", "all"):
        for count in ("passed", "reviews"):
            added = sum(getattr(getattr(week, part), count) for week in weeks)
            assert added == getattr(getattr(whole, part), count)
    asked = [answer for answer in answers_of(reviews) if answer.kind is AnswerKind.REVIEW]
    assert whole.all == (sum(answer.grade.passed for answer in asked), len(asked))
    assert whole.mature.reviews == sum(answer.before.interval >= 21 for answer in asked)
    for card in CARDS:
        of_card = [answer.grade.passed for answer in asked if answer.card == card]
        assert counted.retention(card) == (sum(of_card), len(of_card))
