"""`ipt-cards exam` without a terminal: answers as lines, paper, history, and what is refused."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from ipt_cards.deck.deck import Deck
from ipt_cards.exam.mock.event import HandIn
from ipt_cards.exam.mock.saved_sitting import from_json, to_json
from ipt_cards.exam.mock.sitting import Sitting, step
from ipt_cards.progress.entries import Origin, Review
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.grade import Grade
from tests.cli.learner import CALENDAR, Learner
from tests.exam.mock.making import DECK

ANSWERS = {
    "abbreviation/forward": "Interpersonal Therapy",
    "abbreviation/reverse": "IPT",
    "contrast": "Thoughts",
    "roots": "Psychodynamic|Attachment",
}
PAPER = ("--questions", "6", "--seed", "4")


@pytest.fixture
def deck(learner: Learner) -> Deck:
    for file in learner.deck.glob("*.yaml"):
        file.unlink()
    learner.write(DECK)
    return DECK


def exam(learner: Learner, *options: str | Path, answers: str = "", code: int = 0) -> Result:
    done = learner.run("exam", learner.deck, *options, stdin=answers.encode())
    assert done.exit_code == code, done.output
    return done


def saved_file(learner: Learner) -> Path:
    return learner.progress.with_name("progress.exam-small.json")


def saved(learner: Learner) -> Sitting:
    return from_json(saved_file(learner).read_bytes())


def right_lines(learner: Learner) -> list[str]:
    """What answers each question of PAPER right, in its order, told by the saved exam."""
    lines = []
    for question in saved(learner).paper.questions:
        if question.options:
            right = [place for place, o in enumerate(question.options) if o < question.card.right]
            lines.append("".join("abc"[place] for place in right))
        elif question.card.form.value == "typed":
            lines.append(ANSWERS[question.card.key])
        else:
            lines.append("\nr")
    return lines


def reviews(learner: Learner) -> list[Review]:
    with ReviewLog.open(learner.progress, CALENDAR) as log:
        return log.reviews()


@pytest.mark.usefixtures("deck")
def test_an_exam_answered_right_is_passed(learner: Learner) -> None:
    begun = exam(learner, *PAPER)
    assert "Question 1 of 6" in begun.stdout
    assert "The exam waits" in begun.stderr
    lines = "\n".join([*right_lines(learner), ":h"]) + "\n"
    done = exam(learner, answers=lines)
    assert "Going on with the exam under way: 0 of 6 answered, 15 min left." in done.stderr
    assert "✓ Passed" in done.stdout
    assert "6 of 6, 100 % (61–100 %), 60 % to pass" in done.stdout
    assert re.search(r"^The basics +3 of 3 +100 % +44–100 %$", done.stdout, re.MULTILINE)
    assert "To look at again" not in done.stdout
    assert not saved_file(learner).exists()


@pytest.mark.usefixtures("deck")
def test_each_mistake_is_shown_with_its_why_and_source(learner: Learner) -> None:
    done = exam(learner, *PAPER, answers=":h\n")
    assert "✗ Not passed" in done.stdout
    assert "To look at again: 6 questions" in done.stdout
    assert done.stdout.count("– Not answered") == 6
    assert "That is IPT." in done.stdout
    assert "Source: Techniques and Strategies" in done.stdout
    assert "Often used." in done.stdout


@pytest.mark.usefixtures("deck")
def test_a_typed_answer_with_a_slip_gets_the_mark_and_is_shown(learner: Learner) -> None:
    exam(learner, *PAPER)
    lines = "\n".join([*right_lines(learner), ":h"]) + "\n"
    done = exam(learner, answers=lines.replace("Therapy", "Therpy"))
    assert "6 of 6, 100 %" in done.stdout
    assert "To look at again" not in done.stdout
    assert "Nearly right, which counts: 1 question\n" in done.stdout
    assert "≈ Nearly right · a slip of the fingers: therpy" in done.stdout
    assert "Interpersonal Ther[+a]py" in done.stdout


@pytest.mark.usefixtures("deck")
def test_nothing_tells_before_the_end_whether_a_choice_is_right(learner: Learner) -> None:
    shown = exam(learner, *PAPER, answers="a\n:p\n" * 3).stdout
    assert "✓" not in shown
    assert "✗" not in shown


@pytest.mark.usefixtures("deck")
def test_going_back_flagging_and_skipping_by_lines(learner: Learner) -> None:
    exam(learner, *PAPER, answers=":f\n:n\n:n\n:p\n:s\n:g 6\n")
    left = saved(learner)
    assert (left.place, left.flagged, left.answered) == (5, (0,), 0)
    exam(learner, answers=":g 1\n:f\n")
    assert saved(learner).flagged == ()


@pytest.mark.usefixtures("deck")
@pytest.mark.parametrize("line", ["z", "abc9", ":", ":x", ":g", ":nn"])
def test_what_is_no_answer_is_told_and_changes_nothing(learner: Learner, line: str) -> None:
    exam(learner, *PAPER)
    place = next(
        p for p, q in enumerate(saved(learner).paper.questions) if q.card.key == "contrast"
    )
    shown = exam(learner, answers=f":g {place + 1}\n{line}\n").stdout
    assert f"`{line}` is no answer here. Choose from a to c" in shown
    assert saved(learner).answered == 0


@pytest.mark.usefixtures("deck")
def test_the_log_gets_each_answer_once_right_as_good_and_wrong_as_again(learner: Learner) -> None:
    exam(learner, *PAPER, "--log")
    questions = saved(learner).paper.questions
    first = right_lines(learner)[0]
    exam(learner, answers=f"{first}\n")
    # As if the power failed after the end was saved, but before what comes after it was done.
    ended = step(saved(learner), HandIn(), saved(learner).now_ms)
    saved_file(learner).write_bytes(to_json(ended))
    for _ in range(2):
        assert "log       1 answer added as reviews" in exam(learner).stdout
        saved_file(learner).write_bytes(to_json(ended))
    [review] = reviews(learner)
    key = questions[0].card.key
    assert (review.card, review.grade, review.origin) == (key, Grade.GOOD, Origin.EXAM)
    assert len(json.loads(exam(learner, "--history", "--json").stdout)) == 1


@pytest.mark.usefixtures("deck")
def test_a_wrong_answer_is_logged_as_again_and_none_without_asking(learner: Learner) -> None:
    exam(learner, *PAPER)
    place = next(
        p for p, q in enumerate(saved(learner).paper.questions) if q.card.form.value == "typed"
    )
    exam(learner, "--log", answers=f":g {place + 1}\nzzz\n:h\n")
    assert [review.grade for review in reviews(learner)] == [Grade.AGAIN]
    exam(learner, *PAPER, answers=f":g {place + 1}\nzzz\n:h\n")
    assert len(reviews(learner)) == 1


@pytest.mark.usefixtures("deck")
def test_the_same_seed_draws_the_same_exam(learner: Learner) -> None:
    exam(learner, *PAPER)
    first = saved(learner).paper
    exam(learner, *PAPER, "--restart", answers="y\n")
    assert saved(learner).paper == first


@pytest.mark.usefixtures("deck")
def test_an_exam_is_thrown_away_only_after_asking(learner: Learner) -> None:
    exam(learner, *PAPER)
    before = saved(learner)
    for no in ("n\n", "\n", ""):
        declined = exam(learner, "--restart", answers=no)
        assert "It stays as it is: `ipt-cards exam" in declined.stderr
        assert "Aborted" not in declined.output
        assert saved(learner) == before
    exam(learner, "--restart", "--questions", "99", answers="y\n", code=2)
    assert saved(learner) == before
    exam(learner, "--restart", answers="y\n")
    assert saved(learner).id != before.id


@pytest.mark.usefixtures("deck")
def test_the_blueprint_says_how_many_questions_and_how_long(learner: Learner) -> None:
    exam(learner)
    assert (len(saved(learner).attempts), saved(learner).limit_ms) == (4, 600_000)
    exam(learner, "--restart", "--questions", "2", answers="y\n")
    assert saved(learner).limit_ms == 300_000
    exam(learner, "--restart", "--topic", "methods", answers="y\n")
    assert {question.card.topic for question in saved(learner).paper.questions} == {"methods"}
    assert len(saved(learner).attempts) == 3


@pytest.mark.usefixtures("deck")
def test_past_exams_are_kept_and_listed(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "No exam on Small & <Exam> was handed in yet" in exam(learner, "--history").stdout
    for seed in ("1", "2"):
        exam(learner, "--seed", seed, answers=":h\n")
    shown = exam(learner, "--history").stdout
    assert shown.count("2026-03-30 12:00  0 of 4    0 %") == 2
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    narrow = [line.rstrip() for line in exam(learner, "--history").stdout.splitlines()]
    assert narrow.count("2026-03-30  0 of 4    0 %  ✗") == 2
    told = json.loads(exam(learner, "--history", "--json").stdout)
    assert {each["seed"] for each in told} == {1, 2}
    for each in told:
        assert each["topics"] == {
            "basics": {"right": 0, "asked": 2},
            "methods": {"right": 0, "asked": 2},
        }


@pytest.mark.usefixtures("deck")
def test_a_line_torn_by_a_crash_costs_no_other_exam(learner: Learner) -> None:
    exam(learner, answers=":h\n")
    past = learner.progress.with_name("progress.exams.jsonl")
    whole = past.read_bytes()
    past.write_bytes(whole + whole[:50])
    exam(learner, answers=":h\n")
    told = exam(learner, "--history", "--json")
    assert len(json.loads(told.stdout)) == 2
    assert "progress.exams.jsonl:2: this line holds no exam" in told.stderr
    assert past.read_bytes().startswith(whole)


@pytest.mark.usefixtures("deck")
def test_a_paper_is_written_whole_and_the_same_for_the_same_seed(
    learner: Learner, tmp_path: Path
) -> None:
    one, other = tmp_path / "one.html", tmp_path / "other.html"
    said = exam(learner, "--paper", one, *PAPER).stdout
    assert "6 questions, 15 minutes, seed 4" in said
    exam(learner, "--paper", other, *PAPER)
    assert one.read_bytes() == other.read_bytes()
    exam(learner, "--paper", other, "--key", *PAPER)
    assert "Answer key" in other.read_text(encoding="utf-8")
    assert not saved_file(learner).exists()


@pytest.mark.usefixtures("deck")
def test_a_paper_replaces_papers_only(learner: Learner, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("mine", encoding="utf-8")
    told = exam(learner, "--paper", notes, code=2)
    assert "is there already and is no web page: name another file" in told.stderr
    assert notes.read_text(encoding="utf-8") == "mine"


@pytest.mark.usefixtures("deck")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--minutes", "0"], "0 is not in the range"),
        (["--questions", "0"], "0 is not in the range"),
        (["--questions", "99"], "99 questions were asked for, but there are only 8 cards"),
        (["--seed", "-1"], "-1 is not in the range"),
        (["--topic", "methds"], "there is no topic `methds`: did you mean `methods`?"),
        (["--topic", "appendix"], "the blueprint asks no question on Appendix"),
        (["--key"], "--key goes with --paper FILE"),
        (["--json"], "--json goes with --history"),
        (["--history", "--seed", "1"], "--history shows past exams"),
        (["--paper", "x.html", "--log"], "no options of an exam on paper"),
        (["--paper", "-"], "a paper isn't printed here: name a file to write"),
    ],
)
def test_what_can_not_be_is_a_clear_answer(learner: Learner, options: list[str], said: str) -> None:
    told = exam(learner, *options, code=2)
    assert said in " ".join(told.stderr.split())
    assert not saved_file(learner).exists()


def test_a_deck_without_a_blueprint_is_told(learner: Learner) -> None:
    assert "Small has no blueprint of an exam" in exam(learner, code=2).stderr


def test_a_blueprint_of_topics_without_cards_is_told(learner: Learner, deck: Deck) -> None:
    empty = tuple(
        replace(topic, notes=()) if topic.id != "appendix" else topic for topic in deck.topics
    )
    learner.write(replace(deck, topics=empty))
    assert "the blueprint's topics have no cards to ask" in exam(learner, code=2).stderr


@pytest.mark.usefixtures("deck")
def test_options_of_a_new_exam_are_refused_while_one_is_under_way(learner: Learner) -> None:
    exam(learner, *PAPER)
    told = exam(learner, "--minutes", "5", code=2)
    assert "an exam is under way, for which --minutes can't change" in told.stderr


def test_a_deck_that_lost_a_question_meanwhile_is_told(learner: Learner, deck: Deck) -> None:
    exam(learner, *PAPER)
    kept = tuple(replace(topic, notes=topic.notes[-1:]) for topic in deck.topics)
    learner.write(replace(deck, topics=kept))
    told = exam(learner, code=2)
    assert "the deck has changed since this exam began" in told.stderr
    assert "--restart" in told.stderr


@pytest.mark.usefixtures("deck")
def test_a_damaged_saved_exam_says_what_to_do(learner: Learner) -> None:
    saved_file(learner).write_text("{")
    assert "--restart throws it away" in exam(learner, code=2).stderr
    exam(learner, "--restart", answers="y\n")
    assert saved(learner).answered == 0


@pytest.mark.usefixtures("deck")
def test_the_time_that_is_up_hands_in(learner: Learner) -> None:
    exam(learner, *PAPER, "--log")
    began = saved(learner)
    spent = replace(began.attempts[0], duration_ms=began.limit_ms - 1)
    nearly = replace(began, attempts=(spent, *began.attempts[1:]))
    late = step(nearly, HandIn(), nearly.now_ms + 1000)
    saved_file(learner).write_bytes(to_json(late))
    shown = exam(learner).stdout
    assert "The time is up; the exam was handed in." in shown
    assert reviews(learner) == []


@pytest.mark.usefixtures("deck")
def test_a_paper_makes_no_folder_by_a_mistyped_name(learner: Learner) -> None:
    target = learner.deck.parent / "papers" / "exam.html"
    told = exam(learner, "--paper", target, code=2).stderr
    assert told.endswith(f"make the folder {target.parent} first, or name another\n")
    assert not target.parent.exists()
