from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_cards.exam.plan.goal import Goal
from ipt_cards.exam.plan.plan import make_plan
from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.exam_card import ExamCard, Form
from ipt_cards.forecast.learner import NEW_LEARNER, learner
from ipt_cards.forecast.score.readiness import CURVE_POINTS, Forecast
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from tests.forecast.strategies import TODAY, logs

WEIGHTS = {"history": 60, "methods": 40}
CARDS = [ExamCard(f"card-{number}", sorted(WEIGHTS)[number % 2]) for number in range(8)]
EXAM = Day(TODAY + 14)


def steady_log(cards: int, reviews: int, grade: Grade = Grade.GOOD) -> list[Answer]:
    """Each card introduced `reviews` days ago and passed each day but for every fourth card."""
    return [
        Answer(
            f"card-{card}",
            Day(TODAY - wait),
            Grade.AGAIN if (card + wait) % 4 == 0 else grade,
            8_000,
        )
        for wait in range(reviews, 0, -1)
        for card in range(cards)
    ]


@given(logs(), st.integers(0, 400), st.integers(1, 200))
def test_every_expected_share_lies_within_its_interval_and_that_within_0_and_1(
    log: list[Answer], wait: int, questions: int
) -> None:
    forecast = Forecast(CARDS, learner(log), WEIGHTS, questions)
    ready = forecast.on(Day(TODAY + wait))
    assert list(ready.topics) == ["history", "methods"]
    for expected in (ready.total, *ready.topics.values()):
        assert 0 <= expected.low <= expected.share <= expected.high <= 1


@given(logs(), st.booleans())
def test_the_total_weighs_the_topics_by_the_blueprint(log: list[Answer], planned: bool) -> None:
    opportunities = (
        {card.key: (Day(TODAY + 3), Day(EXAM - 2)) for card in CARDS} if planned else None
    )
    ready = Forecast(CARDS, learner(log), WEIGHTS, 40).on(EXAM, opportunities)
    assert ready.day == EXAM
    shares = {topic: expected.share for topic, expected in ready.topics.items()}
    assert ready.total.share == pytest.approx(0.6 * shares["history"] + 0.4 * shares["methods"])


def test_topics_without_cards_dont_count_and_without_a_blueprint_cards_count_alike() -> None:
    known = learner(steady_log(3, 5))
    one = Forecast(CARDS, known, {"history": 1, "elsewhere": 9}, 10).on(EXAM)
    assert one.total.share == pytest.approx(one.topics["history"].share)
    three_to_one = [card._replace(topic="methods") for card in CARDS[:3]] + CARDS[4:5]
    alike = Forecast(three_to_one, known, {}, 10).on(EXAM)
    shares = {topic: expected.share for topic, expected in alike.topics.items()}
    assert alike.total.share == pytest.approx(0.75 * shares["methods"] + 0.25 * shares["history"])


def test_a_longer_log_and_a_longer_exam_make_the_interval_narrower() -> None:
    def width(reviews: int, questions: int) -> float:
        forecast = Forecast(CARDS, learner(steady_log(8, reviews)), WEIGHTS, questions)
        total = forecast.on(Day(TODAY + 1)).total
        return total.high - total.low

    assert width(60, 1_000) < width(20, 1_000) < width(3, 1_000)
    assert width(60, 400) < width(60, 40) < width(60, 10)


def test_cards_never_answered_are_right_as_often_as_first_answers_were() -> None:
    log = [
        Answer(f"other-{number}", TODAY, Grade.GOOD if number % 4 else Grade.AGAIN, 5_000)
        for number in range(400)
    ]
    total = Forecast(CARDS, learner(log), WEIGHTS, 40).on(EXAM).total
    assert total.share == pytest.approx(0.75, abs=0.01)


def test_a_choice_question_can_be_guessed() -> None:
    choices = [card._replace(form=Form.CHOICE, options=4) for card in CARDS]
    known = learner(steady_log(8, 3))
    recalled, guessed = (
        Forecast(cards, known, WEIGHTS, 40).on(EXAM).total.share for cards in (CARDS, choices)
    )
    assert guessed == pytest.approx(recalled + (1 - recalled) / 4)


def test_the_plan_raises_the_curve_to_the_exam() -> None:
    known = learner(steady_log(8, 6))
    made = make_plan(CARDS, known, Goal(EXAM, 20), TODAY)
    curve = Forecast(CARDS, known, WEIGHTS, 40).curve(TODAY, EXAM, made.cards)
    assert curve[0].day == TODAY
    assert curve[0].planned == curve[0].without
    assert curve[-1].day == EXAM
    assert curve[-1].planned.share > curve[-1].without.share
    without = [point.without.share for point in curve]
    assert without == sorted(without, reverse=True)


@given(st.integers(1, 400))
def test_a_curve_runs_from_today_to_the_exam_in_few_points(distance: int) -> None:
    exam = Day(TODAY + distance)
    days = [point.day for point in Forecast(CARDS[:1], NEW_LEARNER, {}, 1).curve(TODAY, exam, {})]
    assert (days[0], days[-1]) == (TODAY, exam)
    assert len(days) == min(distance + 1, CURVE_POINTS)
    assert set(days) <= set(range(TODAY, exam + 1))
    steps = {later - earlier for earlier, later in pairwise(days)}
    assert min(steps) > 0
    assert max(steps) - min(steps) <= 1


def test_what_a_plan_promises_is_what_readiness_expects_with_it() -> None:
    known = learner(steady_log(8, 6))
    made = make_plan(CARDS, known, Goal(EXAM, 20), TODAY)
    expected = Forecast(CARDS, known, {}, 40).on(EXAM, made.cards).total
    assert expected.share == pytest.approx(sum(made.promised.values()) / len(CARDS))
    assert expected.share == pytest.approx(made.score)


@given(logs())
def test_the_most_helpful_cards_come_first_and_each_helps(log: list[Answer]) -> None:
    known = learner(log)
    helpful = Forecast(CARDS, known, WEIGHTS, 40).most_helpful(TODAY, EXAM, count=3)
    gains = [card.gain for card in helpful]
    assert gains == sorted(gains, reverse=True)
    assert all(gain > 0 for gain in gains)
    assert len({card.card for card in helpful}) == len(helpful) <= 3


@given(logs())
@settings(max_examples=40)
def test_a_gain_is_what_a_review_today_adds_to_the_total(log: list[Answer]) -> None:
    forecast = Forecast(CARDS[:5], learner(log), WEIGHTS, 40)
    before = forecast.on(EXAM).total.share
    gains = {
        card.key: forecast.on(EXAM, {card.key: (TODAY,)}).total.share - before for card in CARDS[:5]
    }
    helpful = {card.card: card.gain for card in forecast.most_helpful(TODAY, EXAM)}
    for card, gain in gains.items():
        assert helpful.get(card, 0) == pytest.approx(max(0, gain), abs=1e-12)


def test_cards_of_a_topic_that_is_not_asked_dont_help() -> None:
    forecast = Forecast(CARDS, NEW_LEARNER, {"history": 1}, 40)
    helpful = forecast.most_helpful(TODAY, Day(TODAY + 2))
    assert {card.card for card in helpful} == {c.key for c in CARDS if c.topic == "history"}


def test_a_forgotten_card_helps_more_than_a_fresh_one() -> None:
    log = [
        Answer(card, Day(TODAY - wait), Grade.GOOD, 5_000)
        for wait, card in ((30, "card-0"), (1, "card-2"))
    ]
    cards = [CARDS[0], CARDS[2]]
    helpful = Forecast(cards, learner(log), {}, 10).most_helpful(TODAY, Day(TODAY + 2))
    assert helpful[0].card == "card-0"


def test_a_card_seen_today_is_not_among_the_helpful() -> None:
    log = [
        Answer("card-0", Day(TODAY - 1), Grade.AGAIN, 5_000),
        Answer("card-2", TODAY, Grade.AGAIN, 5_000),
    ]
    forecast = Forecast([CARDS[0], CARDS[2]], learner(log), {}, 10)
    assert [card.card for card in forecast.most_helpful(TODAY, Day(TODAY + 2))] == ["card-0"]


def test_a_new_learner_gets_a_wide_interval() -> None:
    total = Forecast(CARDS, NEW_LEARNER, WEIGHTS, 40).on(EXAM).total
    assert total.high - total.low > 0.8


def test_a_forecast_needs_cards_and_questions() -> None:
    with pytest.raises(ValueError, match="no cards"):
        Forecast([], NEW_LEARNER, WEIGHTS, 40)
    with pytest.raises(ValueError, match="at least one question"):
        Forecast(CARDS, NEW_LEARNER, WEIGHTS, 0)
