import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ipt_cards.scheduling.grade import Grade
from ipt_cards.terminal.plan_screen import WIDEST
from tests.cli.learner import DECK, KEYS, NOW, Learner


def days_ahead(days: int) -> str:
    return (NOW.date() + timedelta(days=days)).isoformat()


def planned(learner: Learner, *options: str) -> Any:
    return learner.json("plan", learner.deck, *options)


def test_a_plan_lays_out_every_card_and_keeps_days_off_empty(learner: Learner) -> None:
    made = planned(learner, "--exam", days_ahead(14), "--days-off", "sat,sun")
    assert made["possible"]
    seen = [card for day in made["days"] for card in day["new"]]
    assert sorted(seen) == sorted(KEYS)
    for day in made["days"]:
        weekend = date.fromisoformat(day["day"]).weekday() >= 5
        assert not (weekend and (day["new"] or day["reviews"]))
        assert day["minutes"] <= made["goal"]["minutes"]


def test_a_plan_is_kept_and_shown_again_until_it_is_cleared(learner: Learner) -> None:
    made = planned(learner, "--exam", days_ahead(14), "--minutes", "20", "--target", "85%")
    assert planned(learner) == made
    changed = planned(learner, "--minutes", "25")
    assert changed["goal"] == {**made["goal"], "minutes": 25}
    assert learner.run("plan", learner.deck, "--clear").exit_code == 0
    told = learner.run("plan", learner.deck)
    assert told.exit_code == 2
    assert "there is no plan yet: name the day of the exam with --exam" in told.stderr


def test_what_cannot_be_done_is_told_with_ways_out_and_not_kept(learner: Learner) -> None:
    refused = learner.run("plan", learner.deck, "--exam", days_ahead(1), "--minutes", "1")
    assert refused.exit_code == 1
    assert "It can't be done" in refused.stdout
    assert learner.run("plan", learner.deck).exit_code == 2


def test_each_way_out_that_is_told_works(learner: Learner) -> None:
    refused = learner.run("plan", learner.deck, "--exam", days_ahead(4), "--minutes", "1", "--json")
    assert refused.exit_code == 1
    import json  # noqa: PLC0415 - once

    ways = json.loads(refused.stdout)["ways_out"]
    assert ways["minutes"]
    assert ways["exam"]
    assert planned(learner, "--exam", days_ahead(4), "--minutes", str(ways["minutes"]))["possible"]
    assert planned(learner, "--exam", ways["exam"], "--minutes", "1")["possible"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--exam", "2026-03-30"), "the exam has to be on a day after today"),
        (("--exam", "2020-01-01"), "the exam has to be on a day after today"),
        (("--exam", "tomorrow"), "`tomorrow` is no date: write it as YYYY-MM-DD"),
        (("--exam", "2026-02-30"), "`2026-02-30` is no date"),
        (("--exam", "2026-05-01", "--minutes", "0"), "a day has 1 to 1440 minutes to study, not 0"),
        (("--exam", "2026-05-01", "--target", "100%"), "`100%` is no share below 100 %"),
        (("--exam", "2026-05-01", "--days-off", "sunnday,xyz"), "`xyz` is no weekday"),
        (
            ("--exam", "2026-05-01", "--days-off", "mon,tue,wed,thu,fri,sat,sun"),
            "with every day off no day is left to study",
        ),
    ],
)
def test_a_plan_that_makes_no_sense_is_a_clear_answer(
    learner: Learner, options: tuple[str, ...], said: str
) -> None:
    told = learner.run("plan", learner.deck, *options)
    assert told.exit_code == 2
    assert said in told.stderr


def test_an_empty_deck_can_not_be_planned_for(learner: Learner) -> None:
    for file in learner.deck.glob("*.yaml"):
        if file.name != "deck.yaml":
            file.write_text("topic: Nothing\nnotes: []\n")
    told = learner.run("plan", learner.deck, "--exam", days_ahead(9))
    assert told.exit_code == 2
    assert "there are no cards to plan for" in told.stderr


def test_a_damaged_file_of_goals_says_what_to_do(learner: Learner) -> None:
    learner.progress.with_name("progress.goals.json").write_text("{")
    told = learner.run("plan", learner.deck)
    assert told.exit_code == 2
    assert "delete it, and plan again with --exam" in told.stderr


def test_the_quiz_asks_what_the_plan_has_for_today_and_then_is_done(learner: Learner) -> None:
    made = planned(learner, "--exam", days_ahead(14))
    today = made["days"][0]
    asked = learner.run("quiz", learner.deck, stdin=b"")
    assert f"Today's part of the plan: {len(today['new'])} new card" in asked.stderr
    learner.answer(*((0, card, Grade.GOOD) for card in [*today["reviews"], *today["new"]]))
    done = learner.run("quiz", learner.deck)
    assert "Today's part of the plan: done." in done.stderr
    assert "Today's part of the plan is done." in done.stdout


def test_the_quiz_leaves_the_plan_alone_when_asked_to(learner: Learner) -> None:
    planned(learner, "--exam", days_ahead(14))
    assert "plan" not in learner.run("quiz", learner.deck, "--no-plan", stdin=b"").stderr
    assert "plan" not in learner.run("quiz", learner.deck, "--cram", stdin=b"").stderr


def test_the_screen_tells_the_exam_the_target_and_the_days(learner: Learner) -> None:
    shown = learner.run("plan", learner.deck, "--exam", days_ahead(14)).stdout
    assert "on Monday 13 April (in 14 days)" in shown
    assert "Mon 2026-03-30" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_after_the_exam_the_plan_says_how_to_go_on(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(learner, "--exam", days_ahead(14))
    then_ns = int((NOW + timedelta(14)).timestamp()) * 1_000_000_000
    monkeypatch.setattr("time.time_ns", lambda: then_ns)
    told = learner.run("plan", learner.deck)
    assert told.exit_code == 2
    assert "the day of the planned exam, 2026-04-13, has come" in told.stderr
    assert "`ipt-cards plan --clear` ends the plan" in learner.run("quiz", learner.deck).stderr
    assert planned(learner, "--exam", days_ahead(40))["possible"]


def test_a_card_that_left_the_deck_is_no_longer_waited_for(learner: Learner) -> None:
    today = planned(learner, "--exam", days_ahead(14))["days"][0]["new"]
    assert f"{len(today)} new card" in learner.run("quiz", learner.deck).stderr
    notes = {card.partition("/")[0] for card in today}
    topics = [
        replace(topic, notes=tuple(note for note in topic.notes if note.id not in notes))
        for topic in DECK.topics
    ]
    learner.write(replace(DECK, topics=tuple(topics)))
    assert "Today's part of the plan: done." in learner.run("quiz", learner.deck).stderr


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("days", [7, 300])
def test_no_line_is_wider_than_the_terminal_and_the_chart_says_where_it_ends(
    learner: Learner, monkeypatch: pytest.MonkeyPatch, width: int, days: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    shown = learner.run("plan", learner.deck, "--exam", days_ahead(days)).stdout
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in shown.splitlines()]
    assert max(map(len, lines)) <= width
    assert (f"Minutes a day, the next {min(width, WIDEST) - 8} days" in lines) is (days == 300)
