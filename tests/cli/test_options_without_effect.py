"""Options and arguments that would do nothing are refused, and the refusal says so."""

from dataclasses import replace

import pytest

from ipt_cards.deck.deck import Blueprint
from ipt_cards.scheduling.grade import Grade
from tests.cli.learner import DECK, Learner


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("check --rules DECK", "DECK"),
        ("check DECK --progress FILE", "--progress"),
        ("check DECK --style --progress FILE", "--progress"),
        ("check --rules --progress FILE", "--progress"),
        ("build DECK --progress FILE", "--progress"),
        ("build DECK --scheduler sm2", "--scheduler"),
        ("config --path --json", "--json"),
        ("exam DECK --paper paper.html --progress FILE", "--progress"),
        ("exam DECK --history --seed 0", "--history"),
        ("exam DECK --json", "--json"),
        ("items FILE --table exams", "--table"),
        ("plan DECK --clear --json", "--clear"),
        ("plan DECK --clear --scheduler sm2", "--clear"),
        ("plan DECK --clear --minutes 5", "--clear"),
        ("quiz DECK --cram --new 5", "--new"),
        ("quiz DECK --cram --reviews 5", "--reviews"),
        ("quiz DECK --cram --siblings", "--siblings"),
        ("quiz DECK --cram --no-plan", "--no-plan"),
        ("quiz DECK --cram --due --no-plan", "--no-plan"),
        ("quiz DECK --due", "--due"),
        ("undo 2 --list", "NUMBER"),
        ("undo --all", "--all"),
        ("web --forget DECK", "DECK"),
        ("web --forget --port 0", "--port"),
        ("web --forget --no-browser", "--no-browser"),
        ("web --forget --scheduler sm2", "--scheduler"),
    ],
)
def test_what_would_do_nothing_is_refused(learner: Learner, typed: str, refused: str) -> None:
    learner.answer((1, "capital/forward", Grade.GOOD))
    names = {"DECK": str(learner.deck), "FILE": str(learner.progress)}
    done = learner.run(*(names.get(word, word) for word in typed.split()))
    assert done.exit_code == 2, done.output
    assert refused in done.stderr.splitlines()[-1]
    assert done.stdout == ""


def test_what_the_environment_says_is_no_option_that_was_named(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IPT_CARDS_NEW", "3")
    monkeypatch.setenv("IPT_CARDS_SCHEDULER", "sm2")
    assert learner.run("check", learner.deck).exit_code == 0
    assert learner.run("quiz", learner.deck, "--cram").exit_code == 0
    assert learner.run("plan", learner.deck, "--clear").exit_code == 0


def test_cramming_what_is_due_takes_the_limits_of_a_day(learner: Learner) -> None:
    done = learner.run("quiz", learner.deck, "--cram", "--due", "--new", "0")
    assert "Nothing is due or new today" in done.stdout


def test_a_plan_decides_how_much_a_day_has(learner: Learner) -> None:
    assert learner.run("plan", learner.deck, "--exam", "2026-05-01").exit_code == 0
    done = learner.run("quiz", learner.deck, "--new", "1", "--siblings")
    assert done.exit_code == 2
    assert "leave --new and --siblings out, or add --no-plan" in " ".join(done.stderr.split())
    assert learner.run("quiz", learner.deck, "--new", "1", "--no-plan").exit_code == 0


def test_a_paper_cannot_be_chosen_for_an_exam_that_was_drawn_whatever_the_seed(
    learner: Learner,
) -> None:
    weights = (("basics", 50), ("more", 50))
    learner.write(replace(DECK, blueprint=Blueprint(weights, questions=2, minutes=2)))
    assert learner.run("exam", learner.deck, stdin=b":q\n").exit_code == 0
    done = learner.run("exam", learner.deck, "--seed", "0")
    assert done.exit_code == 2
    assert "--seed can't change" in done.stderr


def test_cards_of_another_deck_are_not_put_back(learner: Learner) -> None:
    assert learner.run("suspend", "capital", "--deck", learner.deck).exit_code == 0
    elsewhere = learner.run("unsuspend", "capital", "--deck", "ipt")
    assert elsewhere.exit_code == 2
    assert "there is no card `capital` that is suspended" in elsewhere.stderr
    here = learner.run("unsuspend", "capital", "--deck", learner.deck)
    assert here.stdout == "2 cards put back.\n"
