from datetime import date

import pytest
from hypothesis import given

from ipt_cards.progress.entries import Origin, Review
from ipt_cards.progress.statistics.answers import AnswerKind, answers_of
from ipt_cards.progress.statistics.retention import Retention, retention, retention_by_week
from ipt_cards.scheduling.day import Day, day_of
from ipt_cards.scheduling.grade import Grade
from tests.progress.statistics.histories import START, any_reviews, history


def test_nothing_reviewed_has_no_retention_rather_than_none_of_it() -> None:
    assert Retention().rate is None
    assert Retention(0, 4).rate == 0


def test_neither_first_answers_nor_drills_nor_crams_count() -> None:
    answers = history(
        (0, "a", Grade.AGAIN),
        (0, "a", Grade.AGAIN),
        (1, "a", Grade.AGAIN, Origin.CRAM),
        (1, "a", Grade.GOOD),
    )
    assert retention(answers).all == Retention(1, 1)


def test_hard_is_passed_and_almost_is_not() -> None:
    answers = history((0, "a", Grade.GOOD), (1, "a", Grade.HARD), (7, "a", Grade.ALMOST))
    assert retention(answers).all == Retention(1, 2)


def test_a_card_counts_by_the_interval_it_had_when_it_was_asked() -> None:
    # Intervals of a card always Good: 1, 6, 15, 38 days.
    answers = history(
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
    _, answer = history((0, "a", Grade.GOOD), (1, "a", Grade.GOOD))
    asked = answer._replace(before=answer.before._replace(interval=interval))
    assert retention([asked]).mature.reviews == mature
    assert retention([asked]).young.reviews == (not mature)


def test_weeks_run_from_the_first_review_to_this_week_with_the_empty_ones_between() -> None:
    answers = history((0, "a", Grade.GOOD), (6, "a", Grade.GOOD), (21, "a", Grade.AGAIN))
    weeks = retention_by_week(answers, Day(START + 30))
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
    assert retention_by_week(history((0, "a", Grade.GOOD)), START) == []


@given(any_reviews())
def test_the_weeks_add_up_to_the_whole(reviews: list[Review]) -> None:
    answers = answers_of(reviews)
    weeks = [kept for _, kept in retention_by_week(answers, Day(START + 20))]
    whole = retention(answers)
    for part in ("young", "mature", "all"):
        for count in ("passed", "reviews"):
            added = sum(getattr(getattr(week, part), count) for week in weeks)
            assert added == getattr(getattr(whole, part), count)
    assert whole.all.reviews == sum(a.kind is AnswerKind.REVIEW for a in answers)
