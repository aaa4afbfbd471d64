"""In the terminal nothing appears but text: no byte of a stranger's is obeyed."""

import json
import re
import shutil
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from ipt_cards.cli.main import cli
from ipt_cards.scheduling.grade import Grade
from tests.cli.learner import NOW, Learner
from tests.hostile.deck import OBEYED, write_hostile_deck

SGR = re.compile(r"\x1b\[[0-9;]*m")
DRAWING = re.compile(
    rb"\x1b\[(?:[0-9;]*[ABCDGHJKPXdfm]|\?(?:1|7|12|25|1049|2004)[hl]|[0-9]* q|6n|[?>]?[0-9;]*[cu])"
    rb"|\x1b[=>78]|\r|\n"
)
"""What a full-screen program sends to draw, and no sequence that names, copies, rings or links."""

REPORTS = (
    ("check",),
    ("build", "-o", "out.apkg"),
    ("list",),
    ("list", "--due"),
    ("stats",),
    ("readiness", "--on", f"{NOW + timedelta(days=60):%F}"),
    ("plan", "--exam", f"{NOW + timedelta(days=60):%F}"),
    ("plan",),
    ("plan", "--clear"),
    ("exam", "--history"),
)


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Learner:
    learner = Learner(tmp_path, monkeypatch)
    shutil.rmtree(learner.deck)
    write_hostile_deck(learner.deck)
    cards = ("basic/forward", "typed/forward", "cloze/c1")
    learner.answer(*((days, card, Grade.GOOD) for days in (9, 5, 1) for card in cards))
    return learner


def assert_only_text(shown: str, *, colour: bool = False) -> None:
    left = SGR.sub("", shown) if colour else shown
    found = [f"U+{ord(sign):04X}" for sign in OBEYED if sign in left]
    assert not found, shown


def run(learner: Learner, *arguments: str | Path, stdin: str = "") -> str:
    """What a command says on both streams, its colours kept, as on a terminal."""
    told = [str(each) for each in arguments]
    done = CliRunner().invoke(cli, told, input=stdin, color=True)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done.output


@pytest.mark.parametrize("report", REPORTS, ids=" ".join)
def test_reports_are_text(
    hostile: Learner, report: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(hostile.deck.parent)
    command, *options = report
    said = run(hostile, command, hostile.deck, *options)
    assert said
    assert_only_text(said, colour=True)
    assert not Path("ran").exists()


@pytest.mark.parametrize("card", ["basic", "typed/forward", "typed/reverse", "cloze/c1", "choice"])
def test_cards_are_text(hostile: Learner, card: str) -> None:
    said = run(hostile, "show", card, hostile.deck)
    assert "touch ran" in said or card == "typed/reverse"
    assert_only_text(said, colour=True)


def test_a_quiz_and_an_exam_by_lines_are_text(hostile: Learner) -> None:
    lines = "\n4\n" * 3 + "a\n\n<script>\n\n\n4\n" * 4
    for command in ("quiz", "exam"):
        said = run(hostile, command, hostile.deck, stdin=lines)
        assert "touch ran" in said
        assert_only_text(said)


def test_what_a_terminal_would_obey_is_an_error_in_any_text_and_told_as_an_escape(
    hostile: Learner,
) -> None:
    (hostile.deck / "escapes.yaml").write_text(
        'topic: "T\\e[31m"\nnotes:\n  - id: "a\\a"\n    front: "\\e]0;title\\a"\n'
        '    back: "\\e]52;c;aGk=\\a"\n    "\\e[2J\\x9b31m": "\\e]8;;http://x\\e\\\\"\n'
    )
    said = run(hostile, "check", hostile.deck)
    assert_only_text(said, colour=True)
    assert "`\\x1b[2J\\x9b31m`" in said
    for what in ("`topic`", "`id`", "`front`", "`back`"):
        assert f"{what} holds the control character U+" in said


@pytest.mark.skipif(sys.platform == "win32", reason="such names can't be on this platform")
@pytest.mark.parametrize("command", ["check", "build", "quiz", "list", "exam", "plan"])
def test_names_of_files_and_folders_are_told_with_escapes(
    hostile: Learner, tmp_path: Path, command: str
) -> None:
    folder = tmp_path / "\x1b]52;c;aGk=\x07\n\x9b31m \u202e"
    hostile.deck.rename(folder)
    (folder / "\x1b[2J\nb.yaml").write_text("topic: T\nnotes: []\n")
    said = run(hostile, command, folder)
    assert_only_text(said, colour=True)
    assert "\\x1b[2J\\nb.yaml" in said
    missing = run(hostile, command, tmp_path / "\x1b[5mmissing")
    assert_only_text(missing, colour=True)
    assert "\\x1b[5mmissing" in missing


def test_a_folder_that_is_named_like_an_option_is_a_folder(
    hostile: Learner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile.deck.rename(tmp_path / "-rf")
    monkeypatch.chdir(tmp_path)
    assert "4 notes" in run(hostile, "check", "--", "-rf")
    assert "4 notes" in run(hostile, "build", "-o", "-x.apkg", "--", "-rf")
    assert (tmp_path / "-x.apkg").exists()


def test_the_learner_s_files_from_a_stranger_are_text(hostile: Learner) -> None:
    run(hostile, "exam", hostile.deck)
    files = {path.name: path for path in hostile.progress.parent.glob("progress.*.json")}
    sitting = files["progress.exam-hostile.json"]
    saved = json.loads(sitting.read_text(encoding="utf-8"))
    for question in saved["questions"]:
        if question["form"] == "typed":
            question["response"] = {"typed": "\x1b[2J\x9b5m\u202e", "right": True}
    changed = json.dumps(saved, ensure_ascii=False, separators=(",", ":"))
    sitting.write_text(changed, encoding="utf-8")
    said = run(hostile, "exam", hostile.deck, stdin=":h\n")
    assert "Not passed" in said
    assert_only_text(said, colour=True)
    hostile.configuration.write_text('"\\u001b]0;x\\u0007" = 1\nnew = "\\u001b[2J"\n')
    said = run(hostile, "config")
    assert "\\x1b]0;x\\x07" in said
    assert_only_text(said, colour=True)


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX's")
def test_on_a_whole_screen_nothing_is_sent_but_text_and_how_to_draw_it(tmp_path: Path) -> None:
    from tests.terminal.terminal import Terminal  # noqa: PLC0415 - POSIX's

    deck = write_hostile_deck(tmp_path / "deck")
    terminal = Terminal(tmp_path, deck, "--siblings", "--seed", "1", lines=50, columns=100)
    for left, keys in [(5, "x\r4"), (4, " 4"), (3, " 4"), (2, "a4"), (1, "x\r4")]:
        terminal.see(f"{left} new")
        terminal.press(keys)
    terminal.see("5 cards")
    terminal.press("q")
    assert terminal.end() == 0
    assert b"touch ran" in terminal.raw
    assert_only_text(DRAWING.sub(b"", terminal.raw).decode())


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX's")
def test_the_editor_gets_its_arguments_and_a_file_that_it_takes_for_no_option(
    tmp_path: Path,
) -> None:
    from tests.terminal.terminal import Terminal  # noqa: PLC0415 - POSIX's

    write_hostile_deck(tmp_path / "-rf")
    editor = tmp_path / "my editor"
    editor.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{tmp_path}/told"\n')
    editor.chmod(0o700)
    environment = {"EDITOR": f"'{editor}' --wait \"two words\" '$(touch ran)' ';' touch"}
    terminal = Terminal(tmp_path, "--", "-rf", environment=environment)
    terminal.see("4 new")
    terminal.press("e")
    terminal.see(lambda _: (tmp_path / "told").exists())
    terminal.press("q")
    assert terminal.end() == 0
    assert (tmp_path / "told").read_text().splitlines() == [
        *("--wait", "two words", "$(touch ran)", ";", "touch"),
        str(tmp_path / "-rf" / "topic.yaml"),
    ]
