"""What is the learner's is the learner's alone: no other user can read it, and it goes nowhere."""

import os
import shutil
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
    "anki": [
        ("import", "deck.apkg", "--deck", "deck"),
        ("adopt", "deck.apkg", "-o", "adopted"),
    ],
    "build": [("deck", "-o", "deck.apkg")],
    "check": [("deck",)],
    "completion": [("bash",)],
    "coverage": [("deck",), ("deck", "--json")],
    "config": [(), ("set", "new", "7")],
    "diff": [("deck", "deck")],
    "exam": [("deck",), ("deck", "--history"), ("deck", "--paper", "paper.html")],
    "export": [("deck", "--to", "csv", "-o", "deck.csv")],
    "import": [("deck.csv", "-o", "imported", "--yes")],
    "items": [("exams.json",), ("exams.json", "--json")],
    "list": [("deck",)],
    "new": [("other",)],
    "plan": [("deck", "--exam", DAY), ("deck",)],
    "postpone": [("deck", "--reviews", "1")],
    "preview": [("--help",)],
    "progress": [
        *(("check",), ("rebuild",), ("orphans", "deck"), ("export", "-o", "out.jsonl")),
        *(("merge", "others.jsonl"), ("backup", "copy.db"), ("recover", "saved.db")),
        ("repair-clock",),
    ],
    "quiz": [("deck",)],
    "readiness": [("deck", "--on", DAY)],
    "redo": [()],
    "schema": [()],
    "show": [("note-1", "deck")],
    "stats": [("deck",)],
    "suspend": [("note-1", "--deck", "deck")],
    "sync": [("shared",), ("shared",)],
    "unbury": [()],
    "undo": [(), ("--list",)],
    "unsuspend": [("note-1",)],
    "web": [("--help",)],
}
"""How each command is called, so that it does what it can do.

Only `anki push` is made to speak to another program: to AnkiConnect, which it refuses to look for
on any other machine. What `web` and `preview` listen to, tests/web looks at.
"""

PUBLIC = {"deck.apkg", "paper.html", "config.toml"}
"""What the learner makes to give away, and what tells nothing of a learner."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    BY_NAME["merge"].prepare(tmp_path)
    (tmp_path / "shared").mkdir()
    for prepares in (
        ("build", "deck", "-o", "deck.apkg"),
        ("suspend", "note-1", "--deck", "deck"),
        ("suspend", "note-2", "--deck", "deck"),
        ("undo",),
        ("export", "deck", "--to", "csv", "-o", "deck.csv"),
        ("exam", "deck"),
    ):
        assert run(tmp_path, *prepares, stdin=":h\n").code == 0
    told = run(tmp_path, "exam", "deck", "--history", "--json").output
    (tmp_path / "exams.json").write_text(told, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_reaches_for_the_network(home: Path, command: str) -> None:
    for arguments in CALLS[command]:
        ended = run(home, command, *arguments, stdin="\n4\n\n4\n", fault=NoNetwork())
        assert ended.code == 0, (arguments, ended)


def test_a_push_looks_for_anki_on_this_machine_only(home: Path) -> None:
    refused = run(home, "anki", "push", "deck", "--url", "http://example.org:8765")
    assert refused.code == 2
    assert "example.org" in refused.errors
    tried = run(home, "anki", "push", "deck", fault=NoNetwork())
    assert "AssertionError: urllib.Request ('http://127.0.0.1:8765'" in tried.errors


def test_every_file_made_of_a_learner_s_answers_is_the_learner_s_alone(home: Path) -> None:
    before = set(home.rglob("*"))
    shutil.rmtree(log_of(home).parent)
    run(home, "progress", "rebuild", fault=NoNetwork())  # what is private comes first
    for command in ("quiz", "exam", "plan", "progress", "sync"):
        for arguments in CALLS[command]:
            run(home, command, *arguments, stdin="\n4\n", fault=NoNetwork())
    made = set(home.rglob("*")) - before | set(log_of(home).parent.rglob("*"))
    names = {path.name for path in made}
    assert {"progress.db", "progress.goals.json", "out.jsonl", "copy.db", "backups"} <= names
    assert {path.name for path in made if path.match("*.exam-small.json")}
    of_no_learner = [home / ".kept" / "cache", home / ".kept" / "state"]
    made |= {*(home / "shared").rglob("*.jsonl"), log_of(home).parent}
    for path in made:
        if path.name not in PUBLIC and not any(map(path.is_relative_to, of_no_learner)):
            assert path.stat().st_mode & 0o077 == 0, path


def test_a_folder_that_others_may_enter_stays_as_it_is(home: Path) -> None:
    log_of(home).parent.chmod(0o755)
    os.chmod(log_of(home), 0o640)  # noqa: PTH101 - as the next line reads it
    for arguments in (("quiz", "deck"), ("plan", "deck", "--exam", DAY), ("exam", "deck")):
        run(home, *arguments, stdin="\n4\n")
    assert log_of(home).parent.stat().st_mode & 0o777 == 0o755
    assert log_of(home).stat().st_mode & 0o777 == 0o640
