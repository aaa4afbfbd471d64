import json
import sqlite3
from pathlib import Path

import pytest

from ipt_cards.deck.deck import Deck
from ipt_cards.deck.note import BasicNote
from ipt_cards.progress.entries import Suspension
from ipt_cards.progress.entry_id import entry_id
from ipt_cards.progress.lines import to_line
from ipt_cards.scheduling.grade import Grade
from tests.cli.learner import DECK, Learner


def exported(learner: Learner, *options: str | Path) -> bytes:
    return learner.run("progress", "export", *options).stdout_bytes


def study(learner: Learner) -> None:
    learner.answer((2, "capital/forward", Grade.GOOD), (1, "colour", Grade.AGAIN))


def test_a_sound_file_is_called_sound(learner: Learner) -> None:
    study(learner)
    result = learner.run("progress", "check")
    assert result.exit_code == 0
    assert result.stdout == f"{learner.progress} is sound: 2 entries.\n"


@pytest.mark.parametrize(("ahead", "far"), [(5, "5 days"), (365 * 9, "9 years"), (1, ""), (-5, "")])
def test_entries_dated_far_ahead_are_told_and_no_failure(
    learner: Learner, tmp_path: Path, ahead: int, far: str
) -> None:
    learner.answer((-ahead, "colour", Grade.GOOD))
    log = tmp_path / "log.jsonl"
    log.write_bytes(exported(learner))
    for done in (learner.run("progress", "check"), learner.run("progress", "merge", log)):
        assert done.exit_code == 0
        assert (f"is {far} ahead of this machine's clock" in done.stderr) is bool(far)
        assert bool(done.stderr) is bool(far)


def test_a_damaged_file_fails_the_check_and_is_left_as_it_is(learner: Learner) -> None:
    study(learner)
    whole = learner.progress.read_bytes()
    damaged = whole[: len(whole) // 2]
    learner.progress.write_bytes(damaged)
    told = learner.run("progress", "check")
    assert told.exit_code == 1
    assert "ipt-cards progress recover" in told.stdout
    assert learner.progress.read_bytes() == damaged


def test_a_cache_that_was_tampered_with_fails_the_check_until_it_is_rebuilt(
    learner: Learner,
) -> None:
    study(learner)
    learner.run("list", learner.deck)
    with sqlite3.connect(learner.progress) as connection:
        connection.execute("UPDATE card_state SET ease = 999")
    connection.close()
    broken = learner.run("progress", "check")
    assert broken.exit_code == 1
    assert "ipt-cards progress rebuild" in broken.stdout
    told = learner.run("progress", "check", "--json")
    assert told.exit_code == 1
    assert len(json.loads(told.stdout)["problems"]) == 1
    assert learner.run("progress", "rebuild").stdout.startswith("The schedule of 2 cards")
    assert learner.run("progress", "check").exit_code == 0


def test_a_backup_is_the_same_log_and_never_replaces_a_file(learner: Learner) -> None:
    study(learner)
    target = learner.progress.with_name("copy.db")
    assert learner.run("progress", "backup", target).exit_code == 0
    assert exported(learner, "--progress", target) == exported(learner)
    again = learner.run("progress", "backup", target)
    assert again.exit_code == 2
    assert "there is a file already" in again.stderr


def test_an_export_merged_elsewhere_is_the_same_log(learner: Learner) -> None:
    study(learner)
    there = learner.progress.with_name("there.db")
    merged = learner.run("progress", "merge", "--progress", there, stdin=exported(learner))
    assert merged.stdout == "2 entries added, 0 known already.\n"
    assert exported(learner, "--progress", there) == exported(learner)


def test_an_export_to_a_file_is_what_would_be_printed(learner: Learner) -> None:
    study(learner)
    target = learner.progress.with_name("log.jsonl")
    result = learner.run("progress", "export", "-o", target)
    assert (result.stdout, result.exit_code) == ("", 0)
    assert target.read_bytes() == exported(learner)


def test_merging_files_again_adds_nothing(learner: Learner) -> None:
    study(learner)
    target = learner.progress.with_name("log.jsonl")
    learner.run("progress", "export", "-o", target)
    report = learner.json("progress", "merge", target, target)
    assert report == {"added": 0, "known": 4, "dated": 0, "conflicts": []}


def test_a_line_that_cannot_be_read_is_told_by_file_and_line_and_nothing_is_merged(
    learner: Learner,
) -> None:
    study(learner)
    sound = exported(learner)
    broken = learner.progress.with_name("broken.jsonl")
    broken.write_bytes(sound + b'{"v":1}\n')
    there = learner.progress.with_name("there.db")
    result = learner.run("progress", "merge", broken, "--progress", there)
    assert result.exit_code == 2
    assert f"{broken}:3: " in result.stderr
    assert not there.exists()


def test_a_conflict_is_told_and_ends_with_1(learner: Learner) -> None:
    identifier = entry_id(5, bytes(10))
    learner.append([Suspension(identifier, "colour", suspended=True)])
    other = to_line(Suspension(identifier, "colour", suspended=False))
    result = learner.run("progress", "merge", "-", stdin=other)
    assert result.exit_code == 1
    assert identifier in result.stderr


def test_a_progress_file_given_to_merge_gets_the_command_that_merges_it(learner: Learner) -> None:
    study(learner)
    result = learner.run("progress", "merge", learner.progress)
    assert result.exit_code == 2
    assert "ipt-cards progress export --progress" in result.stderr


def test_recovering_gives_a_new_file_and_leaves_the_old_one(learner: Learner) -> None:
    study(learner)
    target = learner.progress.with_name("saved.db")
    before = exported(learner)
    result = learner.run("progress", "recover", target)
    assert result.exit_code == 0
    assert result.stdout.startswith("2 entries of")
    assert exported(learner, "--progress", target) == exported(learner) == before


def test_without_anything_to_recover_it_says_so(learner: Learner) -> None:
    learner.progress.write_bytes(b"x" * 10_000)
    result = learner.run("progress", "recover", learner.progress.with_name("saved.db"))
    assert result.exit_code == 2
    assert "no readable entry" in result.stderr


def rename_capital(learner: Learner) -> None:
    notes = list(DECK.topics[0].notes)
    notes[0] = BasicNote(id="capital-of-france", front="Capital?", back="Paris", reversed=True)
    topics = (type(DECK.topics[0])("basics", "The Basics", tuple(notes)), DECK.topics[1])
    learner.write(Deck(id="small", name="Small", topics=topics))


def test_no_card_of_the_deck_is_an_orphan(learner: Learner) -> None:
    study(learner)
    result = learner.run("progress", "orphans", learner.deck)
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_card_that_vanished_is_listed_with_what_it_is_probably_called_now(
    learner: Learner,
) -> None:
    study(learner)
    rename_capital(learner)
    assert learner.json("progress", "orphans", learner.deck) == [
        {"card": "capital/forward", "likely": None}
    ]
    learner.answer((0, "color", Grade.GOOD))
    learner.answer((0, "week/c1", Grade.GOOD))
    assert {"card": "week/c1", "likely": "weeks/c1"} in learner.json(
        "progress", "orphans", learner.deck
    )


def test_an_edited_id_is_found_by_the_text_that_the_deck_was_last_seen_with(
    learner: Learner,
) -> None:
    study(learner)
    learner.run("check", learner.deck)
    note = DECK.topics[1].notes[0]
    text = (learner.deck / "more.yaml").read_text(encoding="utf-8")
    (learner.deck / "more.yaml").write_text(text.replace(note.id, "hue", 1), encoding="utf-8")
    assert learner.json("progress", "orphans", learner.deck) == [
        {"card": "colour", "likely": "hue"}
    ]


def test_moving_a_note_moves_the_history_of_each_of_its_cards(learner: Learner) -> None:
    learner.answer((2, "capital/forward", Grade.GOOD), (1, "capital/reverse", Grade.GOOD))
    rename_capital(learner)
    result = learner.run(
        "progress", "orphans", learner.deck, "--move", "capital", "capital-of-france"
    )
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "capital-of-france/forward has the history of capital/forward now.",
        "capital-of-france/reverse has the history of capital/reverse now.",
    ]
    cards = learner.json("show", "capital-of-france", learner.deck)
    assert [len(card["history"]) for card in cards] == [1, 1]
    assert learner.json("progress", "orphans", learner.deck) == []


def test_a_history_cannot_be_moved_to_a_card_that_is_not_there(learner: Learner) -> None:
    study(learner)
    result = learner.run("progress", "orphans", learner.deck, "--move", "colour", "colours")
    assert result.exit_code == 2
    assert "no card `colours` to move to: did you mean `colour`?" in result.stderr


def test_there_must_be_a_history_to_move(learner: Learner) -> None:
    result = learner.run("progress", "orphans", learner.deck, "--move", "nothing", "colour")
    assert result.exit_code == 2
    assert "no history of `nothing`" in result.stderr


def test_an_export_replaces_exports_only(learner: Learner) -> None:
    study(learner)
    before = learner.progress.read_bytes()
    refused = learner.run("progress", "export", "-o", learner.progress)
    assert refused.exit_code == 2
    assert "is there already and is no export: name another file" in refused.stderr
    assert learner.progress.read_bytes() == before
    target = learner.progress.with_name("log.jsonl")
    assert learner.run("progress", "export", "-o", target).exit_code == 0
    assert learner.run("progress", "export", "-o", target).exit_code == 0
    assert learner.run("progress", "export", "-o", "-").stdout_bytes == target.read_bytes()


@pytest.mark.parametrize(
    "command",
    [
        ("progress", "check"),
        ("progress", "export"),
        ("progress", "backup", "copy.db"),
        ("progress", "rebuild"),
        ("progress", "recover", "saved.db"),
        ("progress", "orphans"),
        ("stats",),
        ("list",),
        ("readiness",),
        ("show", "capital"),
    ],
)
def test_a_mistyped_progress_file_is_told_and_not_made(
    learner: Learner, command: tuple[str, ...]
) -> None:
    missing = learner.progress.with_name("mistyped.db")
    told = learner.run(*command, "--progress", missing)
    assert told.exit_code == 2
    assert f"there is no file {missing}" in told.stderr
    assert not missing.exists()
