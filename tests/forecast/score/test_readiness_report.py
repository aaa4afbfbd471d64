import pytest
from hypothesis import given

from ipt_cards.exam.plan.goal import Goal
from ipt_cards.exam.plan.plan import make_plan
from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.exam_card import ExamCard
from ipt_cards.forecast.learner import learner
from ipt_cards.forecast.score.readiness import Forecast, Opportunities
from ipt_cards.forecast.score.readiness_report import ReadinessReport, readiness_report
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from tests.forecast.strategies import TODAY, logs

WEIGHTS = {"history": 60, "methods": 40}
CARDS = [ExamCard(f"card-{number}", sorted(WEIGHTS)[number % 2]) for number in range(8)]
EXAM = Day(TODAY + 14)
LOG = [Answer(card.key, Day(TODAY - 9), Grade.GOOD, 5_000) for card in CARDS[:5]]


def look(
    log: list[Answer], opportunities: Opportunities | None, questions: int = 40
) -> ReadinessReport:
    return readiness_report(
        CARDS, learner(log), WEIGHTS, questions, today=TODAY, day=EXAM, opportunities=opportunities
    )


@given(logs())
def test_it_is_the_forecast_of_the_day_with_what_would_help_and_the_way_there(
    log: list[Answer],
) -> None:
    known = learner(log)
    plan = make_plan(CARDS, known, Goal(EXAM, minutes=20), TODAY)
    forecast = Forecast(CARDS, known, WEIGHTS, 40)
    seen = look(log, plan.cards)
    assert (seen.day, seen.planned) == (EXAM, True)
    assert seen.readiness == forecast.on(EXAM, plan.cards)
    assert seen.most_helpful == forecast.most_helpful(TODAY, EXAM)
    assert seen.curve == forecast.curve(TODAY, EXAM, plan.cards)
    assert seen.learner.memories == known.memories


def test_without_a_plan_both_curves_are_that_of_stopping_now() -> None:
    seen = look(LOG, None)
    assert not seen.planned
    assert all(point.planned == point.without for point in seen.curve)
    assert seen.readiness.total == seen.curve[-1].without


def test_a_plan_with_nothing_left_to_do_is_a_plan() -> None:
    assert look(LOG, {}).planned


def test_the_curve_leads_from_today_to_what_is_expected_of_the_day() -> None:
    seen = look(LOG, {card.key: (Day(TODAY + 2), Day(EXAM - 1)) for card in CARDS})
    first, *_, last = seen.curve
    assert (first.day, last.day) == (TODAY, seen.day) == (TODAY, EXAM)
    assert seen.readiness.total == last.planned
    assert last.planned.share > last.without.share


def test_it_needs_a_question() -> None:
    with pytest.raises(ValueError, match="at least one question"):
        look(LOG, None, questions=0)
