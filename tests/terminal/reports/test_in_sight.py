"""What matters most of a report is on the screen when the shell asks again."""

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX's", allow_module_level=True)

from tests.terminal.exam.test_exam import exam, write_exam_deck
from tests.terminal.terminal import Terminal

LOW, HIGH = 24, 100


def printed(home: Path, subcommand: str, *options: str, lines: int) -> str:
    terminal = Terminal(home, home / "deck", *options, subcommand=subcommand, lines=lines)
    assert terminal.end() == 0
    return terminal.shown


def test_what_an_exam_came_to_is_told_last(tmp_path: Path) -> None:
    write_exam_deck(tmp_path)
    terminal = exam(tmp_path, "--questions", "6", "--seed", "4", lines=LOW)
    terminal.see("1 of 6")
    terminal.press("\t" * 5)
    terminal.see("6 of 6")
    terminal.press("H")
    terminal.see("Hand in?")
    terminal.press("y")
    assert terminal.end() == 0
    shown = terminal.shown
    assert "To look at again" not in shown  # that scrolled away
    assert shown.index("The basics") < shown.index("✗ Not passed") < shown.index("0 of 6, 0 %")


@pytest.mark.parametrize(
    ("subcommand", "options", "matters", "rest"),
    [
        ("plan", ("--exam", "+4w", "--minutes", "1"), "to be expected", "How fast you forget"),
        ("readiness", (), "counts on", "How fast you forget"),
        ("stats", (), "nothing yet", "Hardest cards"),
    ],
)
def test_a_report_begins_with_what_matters_and_ends_with_it_on_a_low_terminal(
    tmp_path: Path, subcommand: str, options: tuple[str, ...], matters: str, rest: str
) -> None:
    write_exam_deck(tmp_path)
    printed(tmp_path, "plan", "--exam", "+4w", lines=HIGH)
    for lines, order in ((HIGH, (matters, rest)), (LOW, (rest, matters))):
        shown = printed(tmp_path, subcommand, *options, lines=lines)
        first, second = (shown.index(each) for each in order)
        assert first < second
