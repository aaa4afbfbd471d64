"""`ipt-cards quiz` without a terminal: answers as lines."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from ipt_cards.cli.main import cli
from ipt_cards.deck.note import Note
from ipt_cards.progress.entries import Origin, Review
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.grade import Grade
from tests.cli.command import environment_in, ipt_cards
from tests.progress.making import BERLIN
from tests.quiz.making import ABBREVIATION, CONTRAST, DURATION, ROLE_PLAY, ROOTS, plain_notes
from tests.terminal.terminal import write_deck


def quiz(
    home: Path, *options: str, answers: str = "", notes: tuple[Note, ...] = (ROLE_PLAY,)
) -> str:
    deck = write_deck(home / "deck", notes)
    done = ipt_cards("quiz", deck, *options, "--seed", "1", cwd=home, stdin=answers)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    return done.stdout


def reviews(home: Path) -> list[Review]:
    with ReviewLog.open(home / ".kept" / "progress.db", BERLIN) as log:
        return log.reviews()


def grades(home: Path) -> dict[str, Grade]:
    return {review.card: review.grade for review in reviews(home)}


def test_an_empty_line_reveals_and_a_digit_grades(tmp_path: Path) -> None:
    shown = quiz(tmp_path, answers="\n4\n")
    assert shown.index("role-playing?") < shown.index("To practise new ways")
    assert "Done for today" in shown
    assert grades(tmp_path) == {"role-play/forward": Grade.EASY}


def test_an_empty_line_then_gives_good_or_the_suggested_grade(tmp_path: Path) -> None:
    quiz(tmp_path, answers="\n\nnonsense\n\n:q", notes=(ROLE_PLAY, ABBREVIATION))
    assert grades(tmp_path) == {
        "role-play/forward": Grade.GOOD,
        "abbreviation/forward": Grade.AGAIN,
    }


def test_every_kind_of_card_can_be_answered_by_lines(tmp_path: Path) -> None:
    notes = (ROLE_PLAY, ABBREVIATION, DURATION, CONTRAST, ROOTS)
    asked = quiz(tmp_path / "before", answers="\n3\nx\n3\n\n3\na\n3\n", notes=notes)
    [right] = re.findall(r"^([a-c]) Thoughts", asked, re.MULTILINE)
    both = " ".join(re.findall(r"^([a-c]) ☐ (?:Psychodynamic|Attachment)", asked, re.MULTILINE))
    answers = f"\n3\nInterpersonal Therapy\n3\n\n2\n{right}\n\n{both}\n\n\n\n"
    shown = quiz(tmp_path, answers=answers, notes=notes)
    assert shown.count("✓ Right") == 3
    assert "[how many?]" in shown
    assert "Done for today" in shown
    assert grades(tmp_path) == {
        "role-play/forward": Grade.GOOD,
        "abbreviation/forward": Grade.GOOD,
        "duration/c1": Grade.GOOD,
        "contrast": Grade.GOOD,
        "roots": Grade.GOOD,
    }


@pytest.mark.parametrize("command", ["u", ":u"])
def test_u_takes_back(tmp_path: Path, command: str) -> None:
    quiz(tmp_path, answers=f"\n1\n{command}\n4\nq\n", notes=plain_notes(2))
    assert grades(tmp_path) == {"note-0/forward": Grade.EASY}


def test_u_takes_back_also_after_the_last_card(tmp_path: Path) -> None:
    shown = quiz(tmp_path, answers="\n3\nu\n1\n:q\n", notes=(ROLE_PLAY,))
    assert "Taken back." in shown
    assert grades(tmp_path) == {"role-play/forward": Grade.AGAIN}


@pytest.mark.skipif(os.name != "posix", reason="only a POSIX shell closes the input")
def test_a_closed_input_is_an_empty_one(tmp_path: Path) -> None:
    deck = write_deck(tmp_path / "deck", (ROLE_PLAY,))
    done = subprocess.run(
        ["sh", "-c", 'exec "$0" -m ipt_cards quiz "$1" <&-', sys.executable, str(deck)],
        cwd=tmp_path,
        env=environment_in(tmp_path),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing was answered." in done.stdout


def test_s_suspends_b_buries_and_q_leaves(tmp_path: Path) -> None:
    shown = quiz(tmp_path, answers="s\nb\nq\n\n4\n", notes=plain_notes(4))
    assert "Suspended." in shown
    assert "Buried until tomorrow." in shown
    assert "Question 2?" in shown
    assert "Nothing was answered." in shown
    assert reviews(tmp_path) == []


def test_where_a_letter_is_an_answer_a_colon_makes_it_a_command(tmp_path: Path) -> None:
    shown = quiz(tmp_path, answers=":b\nq\n:q\n", notes=(CONTRAST, ABBREVIATION))
    assert "Buried until tomorrow." in shown
    assert "you typed: q" in shown


@pytest.mark.parametrize("line", ["9", "abc", "x", "e", "?", ":x", ":"])
def test_what_is_no_answer_is_told_and_changes_nothing(tmp_path: Path, line: str) -> None:
    shown = quiz(tmp_path, answers=f"{line}\n\n3\n")
    assert f"`{line}` is no answer here." in shown
    assert grades(tmp_path) == {"role-play/forward": Grade.GOOD}


def test_the_end_of_the_input_ends_the_quiz(tmp_path: Path) -> None:
    assert "Nothing was answered." in quiz(tmp_path, answers="")


def test_sm2_offers_all_six_grades(tmp_path: Path) -> None:
    shown = quiz(tmp_path, "--grades", "sm2", answers="\n0\n")
    assert "0 Blackout · today" in shown
    assert grades(tmp_path) == {"role-play/forward": Grade.BLACKOUT}


def test_nothing_due_says_when_and_offers_more(tmp_path: Path) -> None:
    quiz(tmp_path, answers="\n3\n")
    shown = quiz(tmp_path, answers="\n3\n")
    assert "Nothing is due now. Tomorrow: 1 review." in shown
    assert "`--cram` asks all cards" in shown
    assert len(reviews(tmp_path)) == 1


def test_the_days_limit_of_new_cards_can_be_raised(tmp_path: Path) -> None:
    notes = plain_notes(3)
    quiz(tmp_path, "--new", "1", answers="\n3\n", notes=notes)
    assert (
        "2 cards never asked yet: `--new N` lets in more today (now 1, in all decks together)."
    ) in quiz(tmp_path, "--new", "1", notes=notes)
    quiz(tmp_path, "--new", "2", answers="\n3\n", notes=notes)
    assert len(reviews(tmp_path)) == 2


def test_cramming_leaves_the_schedule(tmp_path: Path) -> None:
    quiz(tmp_path, answers="\n3\n")
    assert "Done" in quiz(tmp_path, "--cram", answers="\n4\n")
    assert [review.origin for review in reviews(tmp_path)] == [Origin.QUIZ, Origin.CRAM]


def test_limit_asks_so_many_cards(tmp_path: Path) -> None:
    shown = quiz(tmp_path, "--limit", "2", answers="\n3\n" * 9, notes=plain_notes(5))
    assert "2 on 2 cards" in shown


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--topic", "techniqes"], "there is no topic `techniqes`: did you mean `techniques`?"),
        (["--tag", "tecnique"], "there is no tag `tecnique`: did you mean `technique`?"),
        (["--topic", "goals", "--tag", "reference"], "no card of the deck is in this choice"),
        (["--limit", "0"], "0 is not in the range x>=1"),
        (["--grades", "sm3"], "'sm3' is not one of 'buttons', 'sm2'"),
        (["--progress", "."], "is a directory"),
    ],
)
def test_bad_options_are_told_with_a_suggestion(
    tmp_path: Path, options: list[str], said: str
) -> None:
    done = ipt_cards("quiz", *options, cwd=tmp_path)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_a_file_that_is_no_log_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_text("not a database, but longer than a header would be " * 9, encoding="utf-8")
    done = ipt_cards("quiz", "--progress", other, cwd=tmp_path)
    assert done.returncode == 2
    assert "is not an ipt-cards progress file" in " ".join(done.stderr.split())
    assert other.read_text(encoding="utf-8").startswith("not a database")


def test_a_time_zone_that_is_none_is_told(tmp_path: Path) -> None:
    done = ipt_cards("quiz", cwd=tmp_path, TZ="Mars/Olympus")
    assert done.returncode == 2
    assert "`Mars/Olympus` is no time zone: write a name such as Europe/Berlin. Set TZ" in " ".join(
        done.stderr.split()
    )


def test_the_bundled_deck_is_asked_by_topic_and_tag(tmp_path: Path) -> None:
    for options in (["--topic", "techniques"], ["--topic", "TECHNIQUES", "--tag", "technique"]):
        done = ipt_cards("quiz", *options, cwd=tmp_path, stdin="q\n")
        assert done.stdout.startswith("Techniques (")


def test_the_help_tells_how_to_script_it() -> None:
    shown = CliRunner().invoke(cli, ["quiz", "--help"]).output
    assert "answers are read as lines" in " ".join(shown.split())


@pytest.mark.parametrize(
    ("words", "incomplete", "completed"),
    [
        (["--topic"], "tech", {"techniques"}),
        (["--tag"], "techn", {"technique"}),
        (["--grades"], "s", {"sm2"}),
    ],
)
def test_the_shell_completes(words: list[str], incomplete: str, completed: set[str]) -> None:
    completion = ShellComplete(cli, {}, "ipt-cards", "_IPT_CARDS_COMPLETE")
    items = completion.get_completions(["quiz", *words], incomplete)
    assert {item.value for item in items} == completed
