"""What is the learner's is the learner's alone: no other user can read it, and it goes nowhere."""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("the platform has no file modes", allow_module_level=True)

from ipt_cards.cli.main import COMMANDS
from tests.faults.faulty import NoNetwork, run
from tests.faults.operations import BY_NAME, log_of

DAY = f"{datetime.now(UTC) + timedelta(days=60):%F}"
CALLS: dict[str, list[tuple[str, ...]]] = {
    "build": [("deck", "-o", "deck.apkg")],
    "check": [("deck",)],
    "completion": [("bash",)],
    "config": [(), ("set", "new", "7")],
    "exam": [("deck",), ("deck", "--history"), ("deck", "--paper", "paper.html")],
    "list": [("deck",)],
    "new": [("other",)],
    "plan": [("deck", "--exam", DAY), ("deck",)],
    "progress": [
        *(("check",), ("rebuild",), ("orphans", "deck"), ("export", "-o", "out.jsonl")),
        *(("merge", "others.jsonl"), ("backup", "copy.db"), ("recover", "saved.db")),
    ],
    "quiz": [("deck",)],
    "readiness": [("deck", "--on", DAY)],
    "schema": [()],
    "show": [("note-1", "deck")],
    "stats": [("deck",)],
}
"""How each command is called, so that it does what it can do."""

PUBLIC = {"deck.apkg", "paper.html", "config.toml"}
"""What the learner makes to give away, and what tells nothing of a learner."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    BY_NAME["merge"].prepare(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_reaches_for_the_network(home: Path, command: str) -> None:
    for arguments in CALLS[command]:
        ended = run(home, command, *arguments, stdin="\n4\n\n4\n", fault=NoNetwork())
        assert ended.code == 0, (arguments, ended)


def test_every_file_made_of_a_learner_s_answers_is_the_learner_s_alone(home: Path) -> None:
    before = set(home.rglob("*"))
    log_of(home).rename(home / "elsewhere.db")
    log_of(home).parent.rmdir()
    for command in ("quiz", "exam", "plan", "progress"):
        for arguments in CALLS[command]:
            run(home, command, *arguments, stdin="\n4\n", fault=NoNetwork())
    made = set(home.rglob("*")) - before | set(log_of(home).parent.rglob("*"))
    names = {path.name for path in made}
    assert {"progress.db", "progress.goals.json", "out.jsonl", "copy.db", "backups"} <= names
    assert {path.name for path in made if path.match("*.exam-small.json")}
    for path in made | {log_of(home).parent}:
        if path.name not in PUBLIC:
            assert path.stat().st_mode & 0o077 == 0, path


def test_a_folder_that_others_may_enter_stays_as_it_is(home: Path) -> None:
    log_of(home).parent.chmod(0o755)
    os.chmod(log_of(home), 0o640)  # noqa: PTH101 - as the next line reads it
    for arguments in (("quiz", "deck"), ("plan", "deck", "--exam", DAY), ("exam", "deck")):
        run(home, *arguments, stdin="\n4\n")
    assert log_of(home).parent.stat().st_mode & 0o777 == 0o755
    assert log_of(home).stat().st_mode & 0o777 == 0o640
