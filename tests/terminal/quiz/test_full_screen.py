"""The quiz in a real terminal: a real process under a pseudo-terminal."""

import os
import re
import signal
import sqlite3
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX's", allow_module_level=True)

from ipt_cards.deck.note import BasicNote
from ipt_cards.progress.entries import Burial, Entry, Retraction, Review, Suspension
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.grade import Grade
from tests.progress.making import BERLIN
from tests.quiz.making import ABBREVIATION, CONTRAST, DURATION, NOTES, ROLE_PLAY, ROOTS, plain_notes
from tests.terminal.pictures.making import quarters, saved
from tests.terminal.terminal import Terminal, write_deck


def entries(home: Path) -> list[Entry]:
    with ReviewLog.open(home / ".kept" / "progress.db", BERLIN) as log:
        assert log.check() == []
        return log.entries()


def graded(home: Path) -> dict[str, Grade]:
    return {e.card: e.grade for e in entries(home) if isinstance(e, Review)}


def test_thoughts_typed_answers_and_clozes_with_undo_burial_and_suspension(tmp_path: Path) -> None:
    deck = write_deck(tmp_path / "deck", (ROLE_PLAY, ABBREVIATION, DURATION))
    terminal = Terminal(tmp_path, deck, "--siblings")
    terminal.see("Type, then Enter")
    terminal.press("Interpersonall\x7f Thérapy")
    terminal.see("Interpersonal Thérapy")
    terminal.press("\r")
    terminal.see("≈ Nearly right")
    terminal.press("\r")

    terminal.see("[how many?]")
    terminal.press("b")
    terminal.see("Buried until tomorrow")

    terminal.see("Why does an IPT therapist use role-playing?")
    terminal.press(" ")
    terminal.see("To practise new ways")
    terminal.press("3")

    terminal.see(lambda shown: "Interpersonal Therapy" in shown and "›" in shown)
    terminal.press("?!")
    terminal.see("?!")
    terminal.press("\r")
    terminal.see("you typed: ?!")
    terminal.press("u")  # takes back the card before
    terminal.see("Taken back.")
    terminal.press("4")

    terminal.see("›")
    terminal.press("IPT\r")
    terminal.see("✓ Right")
    terminal.press("3")

    terminal.see("in […] forms")
    terminal.press("s")
    terminal.see("Suspended. u takes it back.")

    terminal.press("u")
    terminal.see("Taken back. r brings it back.")
    terminal.press("r")
    terminal.see("Done for today")
    terminal.press("u")
    terminal.see("Taken back.")
    terminal.press("q")
    assert terminal.end() == 0
    assert terminal.is_usable
    assert "Answers" in terminal.shown

    assert graded(tmp_path) == {
        "role-play/forward": Grade.EASY,
        "abbreviation/forward": Grade.GOOD,
        "abbreviation/reverse": Grade.GOOD,
    }
    kinds = [type(entry) for entry in entries(tmp_path) if not isinstance(entry, Review)]
    assert kinds == [Burial, Retraction, Suspension, Retraction, Retraction, Retraction]


def test_choices_a_resize_and_an_undo_after_the_last_card(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, write_deck(tmp_path / "deck", (CONTRAST, ROOTS)), "--seed", "1")
    shown = terminal.see("What does CBT emphasise?")
    [right] = re.findall(r"([a-c]) Thoughts and behaviours", shown)
    terminal.press(right)
    terminal.see("That is IPT.")
    terminal.press(" ")

    shown = terminal.see("What does IPT rest on?")
    for letter in re.findall(r"([a-c]) ☐ (?:Psychodynamic|Attachment)", shown):
        terminal.press(letter)
        terminal.see(f"{letter} ☑")
    terminal.press("\r")
    terminal.see("✓ Right")
    terminal.resize(40, 30)
    terminal.see(lambda shown: max(map(len, shown.split("\n"))) == 40 and "✓ Right" in shown)
    terminal.resize(120, 20)
    terminal.see(lambda shown: "━" * 120 in shown and "✓ Right" in shown)
    terminal.press("1")
    terminal.see("a–c mark")
    terminal.press(" ")
    terminal.see("1 Again")
    terminal.press("3")
    terminal.see("Done for today")
    terminal.press("u")
    terminal.see("Taken back.")
    terminal.press("4")
    terminal.see("Done for today")
    terminal.press("q")
    assert terminal.end() == 0
    assert graded(tmp_path) == {"contrast": Grade.GOOD, "roots": Grade.EASY}


def test_quitting_leaves_the_terminal_usable_and_says_what_was_done(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, write_deck(tmp_path / "deck"))
    terminal.see("role-playing?")
    terminal.press(" 3")
    terminal.see("›")
    terminal.press("\x1b")
    terminal.see("u r s b e o p q ? · Enter goes back to typing")
    terminal.press("q")
    assert terminal.end() == 0
    assert terminal.is_usable
    assert "So far" in terminal.shown
    assert graded(tmp_path) == {"role-play/forward": Grade.GOOD}


def test_ctrl_c_leaves_while_typing_too(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, write_deck(tmp_path / "deck", (ABBREVIATION,)))
    terminal.see("›")
    terminal.press("abc\x03")
    assert terminal.end() == 130
    assert terminal.is_usable
    assert "Nothing was answered." in terminal.shown


@pytest.mark.parametrize(
    ("sent", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_a_signal_leaves_the_terminal_usable(
    tmp_path: Path, sent: signal.Signals, status: int
) -> None:
    terminal = Terminal(tmp_path, write_deck(tmp_path / "deck"))
    terminal.see("role-playing?")
    terminal.process.kill(sent)
    assert terminal.end() == status
    assert terminal.is_usable


def test_a_closed_terminal_loses_nothing_and_leaves_no_process(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, write_deck(tmp_path / "deck"))
    terminal.see("role-playing?")
    terminal.press(" 3")
    terminal.see("›")
    terminal.process.close(force=False)
    assert not terminal.process.isalive()
    assert graded(tmp_path) == {"role-play/forward": Grade.GOOD}


def test_ctrl_z_gives_the_shell_back_and_fg_redraws(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, write_deck(tmp_path / "deck"), in_a_shell=True)
    terminal.see("role-playing?")
    terminal.press("\x1a")
    terminal.see(lambda shown: "role-playing?" not in shown)
    terminal.press("echo al''ive\r")
    terminal.see("alive")
    terminal.press("fg\r")
    terminal.see("role-playing?")
    terminal.press(" ")
    terminal.see("To practise")
    terminal.press("q")
    terminal.see("Nothing was answered.")
    terminal.press("exit\r")
    assert terminal.end() == 0


def editor(home: Path, code: str) -> str:
    script = home / "editor.py"
    script.write_text(code, encoding="utf-8")
    return f"'{sys.executable}' '{script}'"


REPLACE = "import sys, pathlib; p = pathlib.Path(sys.argv[-1]); p.write_text(p.read_text().replace({!r}, {!r}))"


def test_an_edited_note_is_shown_at_once(tmp_path: Path) -> None:
    edits = editor(tmp_path, REPLACE.format("Why does", "For what does"))
    terminal = Terminal(tmp_path, write_deck(tmp_path / "deck"), environment={"EDITOR": edits})
    terminal.see("Why does an IPT")
    terminal.press("e")
    terminal.see("For what does an IPT")
    terminal.press("q")
    assert terminal.end() == 0


def test_a_note_edited_into_an_error_is_told_and_the_old_deck_stays(tmp_path: Path) -> None:
    edits = editor(tmp_path, REPLACE.format("front:", "frnt:"))
    terminal = Terminal(tmp_path, write_deck(tmp_path / "deck"), environment={"EDITOR": edits})
    terminal.see("Why does an IPT")
    terminal.press("e")
    terminal.see("The quiz goes on with the deck as it was")
    assert "basics.yaml:" in terminal.shown
    terminal.press(" ")
    terminal.see("To practise")
    terminal.press("q")
    assert terminal.end() == 0


def test_a_card_deleted_while_it_is_shown_keeps_its_history(tmp_path: Path) -> None:
    deck = write_deck(tmp_path / "deck", NOTES[:1] + NOTES[3:])
    (tmp_path / "less").mkdir()
    less = write_deck(tmp_path / "less", NOTES[3:]) / "basics.yaml"
    copies = editor(
        tmp_path,
        f"import shutil, sys; shutil.copy({str(less)!r}, sys.argv[-1])",
    )
    terminal = Terminal(tmp_path, deck, environment={"EDITOR": copies})
    terminal.see("Why does an IPT")
    terminal.press(" 1")
    terminal.see("What does CBT")
    terminal.press("u")
    terminal.see("Why does an IPT")
    terminal.press("1")
    terminal.see("What does CBT")
    terminal.press("u")
    terminal.see("Taken back")
    terminal.press("e")
    terminal.see("What does CBT")
    terminal.see("The deck has this card no more.")
    terminal.press("q")
    assert terminal.end() == 0
    assert len([e for e in entries(tmp_path) if isinstance(e, Review)]) == 2


def test_an_editor_that_is_not_there_is_told(tmp_path: Path) -> None:
    terminal = Terminal(
        tmp_path, write_deck(tmp_path / "deck"), environment={"EDITOR": "no-such-editor"}
    )
    terminal.see("role-playing?")
    terminal.press("e")
    terminal.see("Set EDITOR to its command")
    terminal.press("q")
    assert terminal.end() == 0


def test_a_log_that_fails_ends_the_quiz_with_one_message(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, write_deck(tmp_path / "deck"))
    terminal.see("role-playing?")
    with sqlite3.connect(tmp_path / ".kept" / "progress.db") as connection:
        connection.execute("DROP TABLE review")
    connection.close()
    terminal.press(" 3")
    assert terminal.end() == 2
    assert terminal.is_usable
    assert "Error: " in terminal.shown
    assert "no such table: review" in " ".join(terminal.shown.split())
    assert "Traceback" not in terminal.shown


def test_the_help_shows_the_keys_and_any_key_goes_back(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, write_deck(tmp_path / "deck"), lines=40)
    terminal.see("role-playing?")
    terminal.press("?")
    terminal.see("take back the last answer")
    terminal.press("s")
    terminal.see("role-playing?")
    terminal.press("q")
    assert terminal.end() == 0
    assert entries(tmp_path) == []


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"IPT_CARDS_THEME": "none"}, False),
        ({"IPT_CARDS_THEME": "dark", "NO_COLOR": "1"}, False),
    ],
)
def test_no_color_and_the_theme_none_are_obeyed(
    tmp_path: Path, environment: dict[str, str], coloured: bool
) -> None:
    terminal = Terminal(
        tmp_path, write_deck(tmp_path / "deck", (ROLE_PLAY,)), environment=environment
    )
    terminal.see("role-playing?")
    terminal.press(" ")
    terminal.see("To practise")
    terminal.press("q")
    assert terminal.end() == 0
    codes = re.findall(rb"\x1b\[([0-9;]*)m", terminal.raw)
    numbers = {number for code in codes for number in code.split(b";")}
    assert bool(numbers & {b"3%d" % n for n in range(8)}) is coloured


def test_two_quizzes_at_once_share_the_day(tmp_path: Path) -> None:
    deck = write_deck(tmp_path / "deck", plain_notes(3))
    one, other = Terminal(tmp_path, deck), Terminal(tmp_path, deck)
    for terminal in (one, other):
        terminal.see("Question 0?")
    one.press(" 3")
    one.see("Question 1?")
    one.press(" 3")
    one.see("Question 2?")
    other.press(" 3")
    other.see("Question 2?")  # not 1, which the first quiz has seen to
    other.see("answered elsewhere meanwhile")
    for terminal in (one, other):
        terminal.press("q")
        assert terminal.end() == 0
    assert len(entries(tmp_path)) == 2  # the first quiz's answer to question 0 counts


def program(folder: Path, name: str) -> dict[str, str]:
    """A program that writes down what it is given, and the environment of a desktop with it."""
    folder.mkdir(exist_ok=True)
    script = folder / name
    script.write_text(f'#!/bin/sh\necho noise; printf "%s\\n" "$@" >> {folder}/{name}.given\n')
    script.chmod(0o755)
    return {"PATH": f"{folder}:{os.defpath}", "DISPLAY": ":0"}


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS opens files by itself")
def test_o_opens_and_p_plays_what_is_shown_and_not_the_answer_before_it(tmp_path: Path) -> None:
    note = BasicNote(id="a", front="Who says this? ![](say.wav)", back="![her](her.png)")
    deck = write_deck(tmp_path / "deck", (note,))
    (deck / "say.wav").write_bytes(b"RIFF")
    saved(quarters(), deck / "her.png")
    environment = program(tmp_path / "bin", "xdg-open") | program(tmp_path / "bin", "mpv")
    terminal = Terminal(tmp_path, deck, environment=environment)
    terminal.see("Space shows the answer · p plays the sound")
    terminal.press("p")
    terminal.see("Playing say.wav.")
    terminal.press("o")
    terminal.see("Opened say.wav.")
    terminal.press(" ")
    terminal.see("3 Good")
    terminal.press("O")
    terminal.see("Opened her.png. It is 1 of 2: o opens the next.")
    assert "noise" not in terminal.shown
    terminal.press("q")
    assert terminal.end() == 0
    assert (tmp_path / "bin" / "mpv.given").read_text().splitlines()[-1] == str(deck / "say.wav")
    opened = (tmp_path / "bin" / "xdg-open.given").read_text().splitlines()
    assert opened == [str(deck / "say.wav"), str(deck / "her.png")]
