"""FSRS's parameters found in a log."""

import random
from statistics import fmean

import pytest

from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.fsrs_parameters import DEFAULT, PARTS, losses, optimised, reviews_in
from ipt_cards.forecast.history import history
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.fsrs import Fsrs
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.sm2 import NEW, CardState
from tests.benchmarks.real_logs import ONE_LEARNER, real_answers

FORGETFUL = (*DEFAULT[:8], 0.4, *DEFAULT[9:])
"""Someone whose stability grows far less with a review than most people's."""


def log_of(parameters: tuple[float, ...], cards: int = 60, days: int = 80) -> list[Answer]:
    """Someone who forgets by these parameters and learns what FSRS's default ones have due."""
    rng = random.Random(7)  # noqa: S311 - repeatable
    truth, schedule = Fsrs(parameters), Fsrs()
    memory: dict[str, CardState] = {}
    plan: dict[str, CardState] = {}
    answers = []
    for day in map(Day, range(739_000, 739_000 + days)):
        for number in range(min(cards, 3 * (day - 738_999))):
            card = f"card-{number}"
            state = memory.get(card, NEW)
            if not state.is_new and plan[card].due > day:
                continue
            known = not state.is_new and rng.random() < truth.recall(state, day)
            for grade in (Grade.GOOD,) if known else (Grade.AGAIN, Grade.GOOD):
                memory[card] = truth(memory.get(card, NEW), grade, day)
                plan[card] = schedule(plan.get(card, NEW), grade, day)
                answers.append(Answer(card, day, grade, 5_000))
    return answers


def test_parameters_of_a_forgetful_learner_forecast_him_better_than_the_default_ones() -> None:
    log = log_of(FORGETFUL)
    found = optimised(log)
    assert found.is_better
    assert found.reviews == reviews_in(log) == len(losses(log, DEFAULT))
    assert found.judged == found.reviews - found.reviews // 2
    assert found.default_loss == fmean(losses(log, DEFAULT)[-found.judged :])
    assert sum(losses(log, found.parameters)) < sum(losses(log, DEFAULT))


def test_the_same_log_gives_the_same_parameters_which_fsrs_takes() -> None:
    log = log_of(FORGETFUL, days=40)
    assert optimised(log) == optimised(log)
    assert Fsrs(optimised(log).parameters).is_fitted


def test_what_is_held_out_does_not_reach_the_parameters_that_it_judges() -> None:
    log = log_of(FORGETFUL, days=40)
    changed = [*log[:-1], log[-1]._replace(grade=Grade.AGAIN)]
    first, second = optimised(log), optimised(changed)
    # Only the last review's own loss differs, by what it now is a surprise.
    assert first.default_loss != second.default_loss
    assert first.judged == second.judged


def test_a_review_is_a_cards_first_answer_on_a_later_day() -> None:
    days = [1, 1, 2, 2, 5, 4]
    log = [Answer("a", Day(day), Grade.GOOD, 0) for day in days]
    assert reviews_in(log) == 2


def test_a_review_for_each_part_is_enough() -> None:
    log = [Answer("a", Day(day), Grade.GOOD, 0) for day in range(1, PARTS + 2)]
    assert optimised(log).reviews == PARTS
    with pytest.raises(ValueError, match=r"^there are too few reviews to optimise parameters$"):
        optimised(log[1:])


@pytest.mark.parametrize("log", [[], log_of(FORGETFUL, cards=2, days=3)])
def test_a_log_that_is_too_short_is_refused(log: list[Answer]) -> None:
    with pytest.raises(ValueError, match="too few reviews"):
        optimised(log)


@pytest.mark.skipif(not ONE_LEARNER.exists(), reason="the real log isn't part of the repository")
def test_the_first_half_of_a_real_log_makes_forecasts_of_the_second_better() -> None:
    answers = real_answers()
    reviews = history(answers).reviews
    cut = reviews[len(reviews) // 2].place
    found = optimised(answers[:cut]).parameters
    own, default = (losses(answers, parameters, cut) for parameters in (found, DEFAULT))
    assert len(own) == len(reviews) - len(reviews) // 2
    assert sum(own) / len(own) == pytest.approx(0.4256, abs=0.001)
    assert sum(default) / len(default) == pytest.approx(0.4325, abs=0.001)
