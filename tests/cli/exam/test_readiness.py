import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ipt_cards.deck.deck import Blueprint
from ipt_cards.scheduling.grade import Grade
from ipt_cards.terminal.reports.readiness import CURVE_HEIGHT
from tests.cli.learner import DECK, KEYS, NOW, Learner


def days_ahead(days: int) -> str:
    return (NOW.date() + timedelta(days=days)).isoformat()


def forecast(learner: Learner, *options: str) -> Any:
    return learner.json("readiness", learner.deck, *options)


def test_a_new_learner_gets_a_wide_interval_and_no_confident_number(learner: Learner) -> None:
    made = forecast(learner)
    assert made["total"]["high"] - made["total"]["low"] > 0.3
    assert made["model"] == {
        "curve": "fsrs",
        "reviews": 0,
        "calibrated": False,
        "experts": {"calibrated": 0.9, "typical": 0.05, "shifted": 0.05},
    }
    assert not made["planned"]


def test_what_was_learnt_raises_the_score_and_time_lowers_it(learner: Learner) -> None:
    before = forecast(learner)["total"]["share"]
    learner.answer(*((2, card, Grade.GOOD) for card in KEYS))
    learner.answer(*((1, card, Grade.GOOD) for card in KEYS))
    today = forecast(learner)["total"]["share"]
    later = forecast(learner, "--on", days_ahead(60))["total"]["share"]
    assert before < today
    assert later < today


def test_with_a_plan_the_forecast_is_for_the_exam_and_counts_on_it(learner: Learner) -> None:
    learner.run("plan", learner.deck, "--exam", days_ahead(14))
    made = forecast(learner)
    assert made["planned"]
    assert made["day"] == days_ahead(14)
    assert made["curve"][0]["day"] == NOW.date().isoformat()
    last = made["curve"][-1]
    assert last["planned"]["share"] > last["without"]["share"]
    assert last["planned"] == made["total"]


def test_the_most_helpful_cards_are_named_best_first(learner: Learner) -> None:
    learner.answer(*((30, card, Grade.GOOD) for card in KEYS[:3]))
    helpful = forecast(learner, "--on", days_ahead(3))["most_helpful"]
    gains = [each["gain"] for each in helpful]
    assert gains
    assert len(gains) <= 10
    assert gains == sorted(gains, reverse=True)


def test_a_day_that_is_past_is_refused(learner: Learner) -> None:
    told = learner.run("readiness", learner.deck, "--on", "2026-01-01")
    assert told.exit_code == 2
    assert "2026-01-01 is past: name today or a day to come" in told.stderr


def test_an_empty_deck_has_nothing_to_forecast(learner: Learner) -> None:
    for file in learner.deck.glob("*.yaml"):
        if file.name != "deck.yaml":
            file.write_text("topic: Nothing\nnotes: []\n")
    told = learner.run("readiness", learner.deck)
    assert told.exit_code == 2
    assert "there are no cards to be asked" in told.stderr


@pytest.mark.parametrize("width", [30, 40, 80, 200])
@pytest.mark.parametrize("days", [1, 14, 90])
def test_no_line_is_wider_than_the_terminal(
    learner: Learner, monkeypatch: pytest.MonkeyPatch, width: int, days: int
) -> None:
    learner.run("plan", learner.deck, "--exam", days_ahead(max(14, days)))
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    shown = learner.run("readiness", learner.deck, "--on", days_ahead(days)).stdout
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in shown.splitlines()]
    assert max(map(len, lines)) <= width
    if days > 1:
        top = next(number for number, line in enumerate(lines) if line.startswith("100 % ┤"))
        curve = lines[top : top + CURVE_HEIGHT]
        assert all(line[6] in "│┤" for line in curve)
        assert re.match(r" ?[0-9]+ % ┤", curve[-1].strip())


def test_the_screen_states_the_model_and_fits_the_width(learner: Learner) -> None:
    learner.run("plan", learner.deck, "--exam", days_ahead(14))
    shown = learner.run("readiness", learner.deck).stdout
    assert (
        "How fast you forget is a guess, as typical learners do (FSRS-6): of you nothing" in shown
    )
    assert "● with the plan" in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert json.loads(learner.run("readiness", learner.deck, "--json").stdout)["planned"]


def test_of_today_alone_there_is_one_point_and_no_way_there(learner: Learner) -> None:
    learner.answer(*((9, card, Grade.GOOD) for card in KEYS))
    assert len(forecast(learner, "--on", days_ahead(0))["curve"]) == 1
    assert "The way there" not in learner.run("readiness", learner.deck).stdout


def test_the_forecast_is_the_same_whatever_the_scheduler_is(learner: Learner) -> None:
    learner.answer(*((9, card, Grade.GOOD) for card in KEYS))
    learner.answer(*((5, card, Grade.HARD) for card in KEYS))
    by_sm2 = forecast(learner)
    assert by_sm2 == forecast(learner, "--scheduler", "fsrs")
    shown = " ".join(learner.run("readiness", learner.deck).stdout.split())
    assert "your own 5 reviews so far tell little of how you differ" in shown


def test_with_fsrs_a_plan_is_made_and_counted_on(learner: Learner) -> None:
    learner.answer(*((9, card, Grade.GOOD) for card in KEYS[:3]))
    told = learner.run("plan", learner.deck, "--exam", days_ahead(14), "--scheduler", "fsrs")
    assert told.exit_code == 0
    made = forecast(learner, "--scheduler", "fsrs")
    assert made["planned"]
    assert made["total"]["share"] > made["curve"][-1]["without"]["share"]


def said(learner: Learner, *command: str | Path) -> str:
    return " ".join(learner.run(*command).stdout.split())


def test_what_unseen_cards_are_taken_for_is_said_and_that_it_is_a_guess(learner: Learner) -> None:
    told = "5 of 5 cards: each counts as 50 % known (a guess, as long as you have answered none)"
    assert told in said(learner, "readiness", learner.deck)
    unseen = {"cards": 5, "of": 5, "never_asked": 5, "counts_as": 0.5, "cards_answered": 0}
    assert forecast(learner)["unseen"] == unseen

    learner.answer(*((1, card, Grade.AGAIN) for card in KEYS[:2]))
    told = "3 of 5 cards: each counts as 25 % known (by your first answers to 2 cards)"
    assert told in said(learner, "readiness", learner.deck)
    learner.answer(*((1, card, Grade.GOOD) for card in KEYS[2:]))
    assert "known" not in said(learner, "readiness", learner.deck)


def test_a_plan_says_what_unseen_cards_count_as_until_it_asks_them(learner: Learner) -> None:
    goal = ("--exam", days_ahead(14))
    planned = said(learner, "plan", learner.deck, *goal)
    told = "5 of 5 cards: until the plan asks for it, each counts as 50 % known"
    assert told in planned
    assert told in said(learner, "readiness", learner.deck)
    assert "never asks" not in planned
    assert learner.json("plan", learner.deck)["unseen"]["never_asked"] == 0
    learner.run("suspend", KEYS[0], "--deck", learner.deck)
    assert "The plan never asks for 1." in said(learner, "plan", learner.deck)
    assert "The plan never asks for 1." in said(learner, "readiness", learner.deck)


def test_mock_exams_that_the_log_has_no_answers_of_are_said_not_to_count(learner: Learner) -> None:
    learner.write(replace(DECK, blueprint=Blueprint((("basics", 100),), questions=2)))
    before = forecast(learner)["total"]
    assert "mock exams" not in said(learner, "readiness", learner.deck)
    sat = learner.run("exam", learner.deck, stdin=b":h\n")
    assert "log got no answers, so schedule and expected score stay as they were" in " ".join(
        sat.stdout.split()
    )
    assert forecast(learner)["total"] == before
    assert "mock exams not counted, unless" in said(learner, "readiness", learner.deck)
