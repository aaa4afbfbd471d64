"""A mock exam in a real terminal: a real process under a pseudo-terminal."""

import json
import re
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX's", allow_module_level=True)

from ipt_cards.deck.writing.deck_yaml import deck_files
from ipt_cards.exam.mock.saved_sitting import from_json, to_json
from ipt_cards.exam.mock.sitting import Sitting
from tests.exam.mock.making import DECK
from tests.terminal.terminal import Terminal

LETTERS = "abc"


def write_exam_deck(home: Path) -> Path:
    folder = home / "deck"
    folder.mkdir()
    for name, text in deck_files(DECK, schema="").items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def exam(home: Path, *options: str | Path, columns: int = 80, lines: int = 24) -> Terminal:
    return Terminal(home, home / "deck", *options, columns=columns, lines=lines, subcommand="exam")


def saved_file(home: Path) -> Path:
    return home / ".kept" / "progress.exam-small.json"


def saved(home: Path) -> Sitting:
    return from_json(saved_file(home).read_bytes())


def past(home: Path) -> list[dict[str, object]]:
    lines = (home / ".kept" / "progress.exams.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def nearly_over(home: Path, left_ms: int) -> None:
    """Let all but so much of the saved exam's time be spent."""
    sat = saved(home)
    spent = sat.limit_ms - left_ms - sat.spent_ms + sat.attempts[0].duration_ms
    first = replace(sat.attempts[0], duration_ms=spent)
    saved_file(home).write_bytes(to_json(replace(sat, attempts=(first, *sat.attempts[1:]))))


def is_chosen(letter: str) -> Callable[[str], bool]:
    return lambda shown: re.search(rf"│  {letter} [●☑]", shown) is not None


def answer(terminal: Terminal, home: Path, place: int) -> None:
    """Answer the question on the screen right and go on."""
    question = saved(home).paper.questions[place]
    match question.card.form.value:
        case "choice":
            for option in range(question.card.right):
                letter = LETTERS[question.options.index(option)]
                terminal.press(letter)
                terminal.see(is_chosen(letter))
            terminal.press("\r")
        case "typed":
            forward = question.card.key.endswith("forward")
            terminal.press("Interpersonal Therapy\r" if forward else "IPT\r")
        case _:
            terminal.press(" ")
            terminal.see("r right · w wrong")
            terminal.press("r")


def test_a_whole_exam_flag_go_back_kill_resume_time_out_score(tmp_path: Path) -> None:
    write_exam_deck(tmp_path)
    terminal = exam(tmp_path, "--questions", "6", "--seed", "4", "--log")
    terminal.see("1 of 6")
    terminal.see(lambda shown: bool(re.search(r"1[45]:\d\d left", shown)))
    answer(terminal, tmp_path, 0)
    terminal.see("2 of 6")
    if saved(tmp_path).question.card.form.value == "typed":
        terminal.press("\x1b")
        terminal.see("Enter goes back to typing")
    terminal.press("F")
    terminal.see("⚑ flagged")
    terminal.press("n")
    terminal.see("3 of 6")
    terminal.press("\x1b[Z")  # Shift-Tab
    terminal.see("2 of 6")
    terminal.press("\t")
    terminal.see("3 of 6")
    answer(terminal, tmp_path, 2)
    terminal.see("4 of 6")
    terminal.process.kill(signal.SIGKILL)
    assert terminal.end() == -signal.SIGKILL

    left = saved(tmp_path)
    assert (left.place, left.flagged, left.answered) == (3, (1,), 2)

    terminal = exam(tmp_path)
    terminal.see("4 of 6")
    answer(terminal, tmp_path, 3)
    terminal.see("5 of 6")
    terminal.press("q" if saved(tmp_path).question.card.form.value != "typed" else "\x03")
    terminal.drain()
    terminal.end()
    assert terminal.is_usable
    assert "The exam waits" in " ".join(terminal.shown.split())

    nearly_over(tmp_path, left_ms=4000)
    terminal = exam(tmp_path, lines=200)
    terminal.see(lambda shown: bool(re.search(r"0:0[1-4] left", shown)))
    assert terminal.end() == 0
    assert terminal.is_usable
    assert "The time is up; the exam was handed in." in terminal.shown
    assert "3 of 6, 50 %" in terminal.shown
    assert "✗ Not passed" in terminal.shown
    assert "3 answers added as reviews" in terminal.shown
    assert "To look at again: 3 questions" in terminal.shown
    assert not saved_file(tmp_path).exists()
    [kept] = past(tmp_path)
    assert (kept["right"], kept["asked"], kept["ending"]) == (3, 6, "timed-out")

    terminal = Terminal(tmp_path, tmp_path / "deck", "--history", subcommand="exam")
    assert terminal.end() == 0
    assert "50 %" in terminal.shown
    assert "○" in terminal.shown


def test_all_answered_handed_in_from_the_overview_and_passed(tmp_path: Path) -> None:
    write_exam_deck(tmp_path)
    terminal = exam(tmp_path, "--questions", "4", "--seed", "4")
    for place in range(4):
        terminal.see(f"{place + 1} of 4")
        answer(terminal, tmp_path, place)
    terminal.see("4 answered · 0 not answered")
    terminal.press("2\r")
    terminal.see("2 of 4")
    terminal.press("\x1b" if saved(tmp_path).question.card.form.value == "typed" else "")
    terminal.press("H")
    terminal.see("Hand in?")
    terminal.press("n")
    terminal.see("2 of 4")
    terminal.press("\x1b" if saved(tmp_path).question.card.form.value == "typed" else "")
    terminal.press("H")
    terminal.see("Hand in?")
    terminal.press("y")
    assert terminal.end() == 0
    assert terminal.is_usable
    assert "✓ Passed" in terminal.shown
    assert "4 of 4, 100 %" in terminal.shown


@pytest.mark.parametrize(
    ("sent", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_a_signal_leaves_the_terminal_usable_and_the_exam_saved(
    tmp_path: Path, sent: signal.Signals, status: int
) -> None:
    write_exam_deck(tmp_path)
    terminal = exam(tmp_path)
    terminal.see("1 of 4")
    terminal.process.kill(sent)
    assert terminal.end() == status
    assert terminal.is_usable
    assert saved(tmp_path).ending is None


def test_two_terminals_do_not_overwrite_each_others_answers(tmp_path: Path) -> None:
    write_exam_deck(tmp_path)
    one = exam(tmp_path, "--questions", "4", "--seed", "4")
    one.see("1 of 4")
    other = exam(tmp_path)
    other.see("1 of 4")
    answer(other, tmp_path, 0)
    other.see("2 of 4")
    one.press("\t")
    assert one.end() == 2
    assert one.is_usable
    assert "gone on with elsewhere" in " ".join(one.shown.split())
    other.press("\x03")
    assert other.end() == 130
    assert saved(tmp_path).answered == 1


def test_ctrl_c_at_a_question_keeps_the_exam_and_ends_on_a_line_of_its_own(tmp_path: Path) -> None:
    write_exam_deck(tmp_path)
    one = exam(tmp_path)
    one.see("1 of 4")
    one.press("\x03")
    assert one.end() == 130
    other = exam(tmp_path, "--restart")
    other.see("Throw away the exam under way? [y/N]")
    assert other.interrupt() == 130
    assert "Nothing was written." in other.shown.splitlines()[1]
    assert saved_file(tmp_path).exists()
