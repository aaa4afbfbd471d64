"""Cases that failed when others tried them, of kinds that the other tests are about."""

import json
import shutil
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from tests.cli.learner import Learner

CASES = Path(__file__).parents[3] / "shared" / "cases" / "quiz"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not beside this checkout")


def at(monkeypatch: pytest.MonkeyPatch, *moment: int) -> None:
    now_ns = int(datetime(*moment, tzinfo=UTC).timestamp()) * 1_000_000_000  # type: ignore[misc,arg-type]
    monkeypatch.setattr("time.time_ns", lambda: now_ns)


def deck_of(learner: Learner, case: str, name: str = "deck") -> Path:
    folder = learner.deck.with_name(f"{case}-{name}")
    shutil.copytree(CASES / case / name, folder)
    return folder


def test_a_log_reads_the_same_in_every_zone_and_by_every_rollover_hour(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    deck = deck_of(learner, "zone-rewrites-past")
    at(monkeypatch, 2026, 2, 10, 12)
    monkeypatch.setenv("TZ", "Europe/Berlin")
    learner.run("progress", "merge", CASES / "zone-rewrites-past" / "log.jsonl")
    seen = set()
    for zone, hour in (("Europe/Berlin", 4), ("Asia/Bangkok", 4), ("Pacific/Apia", 0)):
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setenv("IPT_CARDS_ROLLOVER_HOUR", str(hour))
        seen.add(json.dumps(learner.json("list", deck)))
    assert len(seen) == 1


def test_one_note_added_on_the_eve_drops_no_other_last_look(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = "plan-one-late-card"
    deck, larger = deck_of(learner, case), deck_of(learner, case, "deck-and-one")
    learner.run("progress", "merge", CASES / case / "history.jsonl")
    at(monkeypatch, 2026, 3, 1, 10)
    learner.run("plan", deck, "--exam", "2026-04-01", "--minutes", "30")
    at(monkeypatch, 2026, 3, 31, 10, 10)
    before = {card for day in learner.json("plan", deck)["days"] for card in day["reviews"]}
    [eve] = learner.json("plan", larger)["days"]
    assert len(before) == 40
    assert before <= set(eve["reviews"])
    assert len(eve["new"]) == 1
    asked = learner.run("quiz", larger, stdin=b"\n3\n" * 60)
    assert "41 new" in asked.stdout or "on 41 cards" in asked.stdout


def test_no_question_follows_a_sibling_while_there_are_others(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    deck = deck_of(learner, "siblings-adjacent")
    at(monkeypatch, 2026, 3, 1, 10)
    learner.run("plan", deck, "--exam", "2026-03-08")
    asked = learner.run("quiz", deck, stdin=b"\n3\n" * 20).stdout.splitlines()
    questions = [after for line, after in pairwise(asked) if " left)" in line]
    assert len(questions) == len(set(questions)) == 7
    assert not any(question.startswith("word") for question in questions)
