"""`undo`, `redo`, `suspend`, `unsuspend`, `unbury`, `postpone`, `progress repair-clock`."""

from dataclasses import replace

import pytest

from ipt_cards.deck.note import ChoiceNote
from ipt_cards.progress.entries import Entry
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.grade import Grade
from tests.cli.learner import CALENDAR, DECK, Learner


def states(learner: Learner) -> dict[str, tuple[list[str], str | None]]:
    return {
        card["card"]: (card["states"], card["due"]) for card in learner.json("list", learner.deck)
    }


def logged(learner: Learner) -> list[Entry]:
    with ReviewLog.open(learner.progress, CALENDAR) as log:
        return log.entries()


def test_the_last_answer_is_taken_back_and_brought_back(learner: Learner) -> None:
    learner.answer((1, "colour", Grade.GOOD))
    before = states(learner)
    learner.answer((0, "colour", Grade.AGAIN))
    after = states(learner)
    done = learner.run("undo")
    assert (
        done.stdout == "Taken back: Again, colour, of 2026-03-30 12:00. `ipt-cards redo` brings it "
        "back.\n"
    )
    assert states(learner) == before
    assert learner.run("redo").stdout == "Brought back: Again, colour, of 2026-03-30 12:00.\n"
    assert states(learner) == after


def test_any_other_is_taken_back_by_its_number(learner: Learner) -> None:
    learner.answer(
        (3, "colour", Grade.GOOD), (2, "colour", Grade.GOOD), (1, "weeks/c1", Grade.EASY)
    )
    listed = learner.run("undo", "--list").stdout.splitlines()
    assert [line.split()[0] for line in listed[1:]] == ["1", "2", "3"]
    learner.run("undo", "2")
    told = learner.json("undo", "--list")
    assert [each["taken_back"] for each in told] == [False, True, False]
    assert [each["did"] for each in told] == ["Easy", "Good", "Good"]
    again = learner.run("undo", "2")
    assert (again.exit_code, "taken back already" in again.stderr) == (2, True)
    standing = learner.run("redo", "1")
    assert (standing.exit_code, "wasn't taken back" in standing.stderr) == (2, True)
    assert learner.run("undo", "9").exit_code == 2


def test_with_nothing_done_there_is_nothing_to_take_back(learner: Learner) -> None:
    assert learner.run("undo").stderr == "Error: There is nothing to take back.\n"
    assert learner.run("redo").stderr == "Error: There is nothing to bring back.\n"
    assert learner.run("undo", "--list").stderr == "Nothing was done yet.\n"


def test_a_card_is_suspended_and_put_back_with_its_schedule(learner: Learner) -> None:
    learner.answer((1, "weeks/c1", Grade.GOOD))
    before = states(learner)
    assert learner.run("suspend", "weeks", "--deck", learner.deck).stdout == "2 cards suspended.\n"
    assert {k for k, (s, _) in states(learner).items() if "suspended" in s} == {
        "weeks/c1",
        "weeks/c2",
    }
    assert learner.run("unsuspend", "weeks/c1", "weeks/c2").stdout == "2 cards put back.\n"
    assert states(learner) == before
    unknown = learner.run("unsuspend", "weeks/c1")
    assert (
        unknown.exit_code,
        "there is no card `weeks/c1` that is suspended" in unknown.stderr,
    ) == (
        2,
        True,
    )


def test_a_suspension_of_two_cards_is_taken_back_at_once(learner: Learner) -> None:
    before = states(learner)
    learner.run("suspend", "weeks", "--deck", learner.deck)
    assert "suspended, 2 cards" in learner.run("undo").stdout
    assert states(learner) == before


def test_a_buried_card_is_brought_back(learner: Learner) -> None:
    learner.run("quiz", learner.deck, stdin=b":b\n")
    before = states(learner)
    done = learner.run("unbury").stdout
    assert done == "1 card brought back.\n`ipt-cards redo` puts it off again.\n"
    assert learner.run("unbury").stdout == "0 cards brought back.\n"
    assert not any("buried" in known for known, _ in states(learner).values())
    learner.run("redo")
    assert states(learner) == before


def test_a_leech_is_offered_back_when_its_note_was_edited(learner: Learner) -> None:
    learner.answer(*((20 - day, "colour", Grade.AGAIN) for day in range(8)))
    learner.run("quiz", learner.deck, "--topic", "more", stdin=b"\n1\n")
    assert states(learner)["colour"] == (["learning", "drill", "suspended", "leech"], None)
    assert "rewritten since" not in learner.run("list", learner.deck).stderr
    basics, more = DECK.topics
    note = more.notes[0]
    assert isinstance(note, ChoiceNote)
    clearer = replace(note, question="Which of these are colours?")
    learner.write(replace(DECK, topics=(basics, replace(more, notes=(clearer,)))))
    assert "1 leech rewritten since: `ipt-cards unsuspend colour`" in (
        learner.run("list", learner.deck).stderr
    )
    back = learner.run("unsuspend", "--rewritten", "--deck", learner.deck)
    assert back.stdout == "1 card put back.\n"
    assert "rewritten since" not in learner.run("list", learner.deck).stderr


@pytest.mark.parametrize("how", [[], ["--take-back"], ["--to", "2026-03-28"]])
def test_answers_from_a_clock_that_was_ahead_are_told_and_put_right(
    learner: Learner, how: list[str]
) -> None:
    learner.answer((-1000, "colour", Grade.GOOD), (-1000, "weeks/c1", Grade.GOOD))
    told = learner.run("list", learner.deck).stderr
    assert told.startswith("2 answers are dated in the future (the last 2028-12-24)")
    assert "`ipt-cards progress repair-clock`" in told
    before = logged(learner)
    rehearsed = learner.run("progress", "repair-clock", *how, "--dry-run").stdout
    assert "would be" in rehearsed
    assert logged(learner) == before
    learner.run("progress", "repair-clock", *how)
    assert learner.run("list", learner.deck).stderr == ""
    due = states(learner)["colour"][1]
    assert due == {0: "2026-03-30", 1: None, 2: "2026-03-29"}[len(how)]
    assert learner.run("progress", "repair-clock").stdout == "Nothing is dated in the future.\n"
    checked = learner.run("progress", "check")
    assert (checked.exit_code, checked.stderr) == (0, "")
    learner.answer((0, "capital/forward", Grade.GOOD))
    undone = learner.run("undo").stdout
    assert undone.startswith("Taken back: Good, capital/forward, of 2026-03-30")
    assert learner.run("redo").stdout.startswith("Brought back: Good, capital/forward, of 2026-03")


def test_a_backlog_is_spread_and_taken_back(learner: Learner) -> None:
    learner.answer(*((30, key, Grade.GOOD) for key in ("colour", "weeks/c1", "capital/forward")))
    before = states(learner)
    offered = learner.run("quiz", learner.deck, "--reviews", "1")
    told = f"`ipt-cards postpone {learner.deck} --reviews 1` spreads them"
    assert offered.stderr.startswith(f"3 reviews are due. {told}")
    rehearsed = learner.run("postpone", learner.deck, "--reviews", "1", "--dry-run")
    assert "would be spread" in rehearsed.stdout
    assert "takes it back" not in rehearsed.stdout
    assert states(learner) == before
    done = learner.run("postpone", learner.deck, "--reviews", "1", "--pause-new")
    assert done.stdout.startswith("1 review today; 2 reviews spread over the days to Wednesday 1")
    assert "2 new cards put off until then" in done.stdout
    learner.run("unbury", "colour")
    learner.run("redo")
    days = sorted(due for _, due in states(learner).values() if due)
    assert days == ["2026-03-01", "2026-03-31", "2026-04-01"]
    learner.run("undo")
    assert states(learner) == before
    nothing = learner.run("postpone", learner.deck)
    assert nothing.stdout == (
        "Nothing to spread: 3 reviews due today, no more than the 200 a day that --reviews allows.\n"
    )
