"""`ipt-cards build --with-progress` and `ipt-cards anki import`, at the command line."""

import shutil
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from ipt_cards.anki.reading.collection import open_collection
from ipt_cards.progress.entries import Move
from ipt_cards.progress.log import ReviewLog
from ipt_cards.progress.storage.backup import backups_of
from ipt_cards.scheduling.grade import Grade
from tests.cli.learner import CALENDAR, DECK, NOW, Learner
from tests.progress.making import identifier

ANSWER_MS = int(NOW.timestamp() * 1000)


def build(learner: Learner, *options: str) -> Path:
    target = learner.deck.parent / "small.apkg"
    result = learner.run("build", learner.deck, "-o", target, *options)
    assert result.exit_code == 0, result.output
    return target


def collection_of(package: Path) -> Path:
    """The bare collection that a package holds, as Anki keeps it."""
    target = package.with_name("collection.anki2")
    with zipfile.ZipFile(package) as archive:
        target.write_bytes(archive.read("collection.anki2"))
    return target


def answered_in_anki(learner: Learner, *buttons: int) -> Path:
    """A collection in which the first card was answered, a minute apart from noon of NOW on."""
    path = collection_of(build(learner, "--with-progress"))
    with closing(sqlite3.connect(path)) as connection:
        for minute, button in enumerate(buttons):
            connection.execute(
                "INSERT INTO revlog SELECT ?, min(id), -1, ?, 1, 0, 2500, 4000, 0 FROM cards",
                (ANSWER_MS + minute * 60_000, button),
            )
        connection.commit()
    return path


def answers(learner: Learner) -> list[tuple[str, Grade]]:
    with ReviewLog.open(learner.progress, CALENDAR) as log:
        return [(review.card, review.grade) for review in log.reviews()]


def test_a_build_with_progress_says_what_it_carries_and_how_to_take_it_in(
    learner: Learner,
) -> None:
    learner.answer((3, "weeks/c1", Grade.GOOD), (2, "weeks/c1", Grade.EASY))
    target = learner.deck.parent / "told.apkg"
    told = learner.run("build", learner.deck, "-o", target, "--with-progress").output
    assert "1 card with your progress, 2 answers." in told
    assert '"Import any learning progress" ticked' in told
    assert "ipt-cards anki push" in told
    with open_collection(build(learner, "--with-progress")) as collection:
        assert [review.button for review in collection.reviews()] == [3, 4]
    with open_collection(build(learner)) as collection:
        assert list(collection.reviews()) == [], "only where it is asked for"


def test_progress_changes_the_package_and_no_note_s_time_stamp(learner: Learner) -> None:
    def built() -> tuple[int, bool]:
        options = ("-o", learner.deck.parent / "small.apkg", "--with-progress")
        told = learner.json("build", learner.deck, *options)
        return int(told["time_stamp"]), bool(told["unchanged"])

    first, _ = built()
    assert built() == (first, True)
    learner.answer((1, "colour", Grade.GOOD))
    assert built() == (first, False)
    assert built() == (first, True)


def test_progress_options_without_progress_are_a_mistake(learner: Learner) -> None:
    learner.answer((1, "colour", Grade.GOOD))
    for option in (["--progress", str(learner.progress)], ["--scheduler", "fsrs"]):
        result = learner.run("build", learner.deck, *option)
        assert result.exit_code == 2
        assert "go together with --with-progress" in result.output


def test_a_build_without_progress_needs_neither_settings_nor_a_log(learner: Learner) -> None:
    learner.configuration.write_text("nonsense", encoding="utf-8")
    build(learner)
    assert not learner.progress.exists()


def test_answers_come_home_once_and_our_own_are_recognised(learner: Learner) -> None:
    learner.answer((2, "capital/forward", Grade.GOOD))
    path = answered_in_anki(learner, 1, 3)
    command = ("anki", "import", path, "--deck", learner.deck)
    dry = learner.run(*command, "--dry-run")
    assert dry.output.splitlines() == ["2 answers to 1 card would come in, 1 known already."]
    assert len(answers(learner)) == 1
    assert backups_of(learner.progress) == []

    told = learner.run(*command)
    assert told.output.splitlines() == ["2 answers to 1 card came in, 1 known already."]
    assert answers(learner) == [
        ("capital/forward", Grade.GOOD),
        ("capital/forward", Grade.AGAIN),
        ("capital/forward", Grade.GOOD),
    ]
    again = learner.json(*command)
    assert (again["new"], again["known"]) == (0, 3)
    assert len(backups_of(learner.progress)) == 1, "nothing new, so no backup"


def test_answers_to_a_note_come_home_after_it_was_renamed(learner: Learner) -> None:
    path = answered_in_anki(learner, 3)
    notes = tuple(
        replace(note, id="capital-city") if note.id == "capital" else note
        for note in DECK.topics[0].notes
    )
    learner.write(replace(DECK, topics=(replace(DECK.topics[0], notes=notes), DECK.topics[1])))
    aside = learner.json("anki", "import", path, "--deck", learner.deck)
    assert (aside["new"], aside["other_notes"]) == (0, 1)
    move = Move(identifier(ANSWER_MS), "capital/forward", "capital-city/forward")
    learner.append([move])
    found = learner.json("anki", "import", path, "--deck", learner.deck)
    assert found["new_by_card"] == {"capital-city/forward": 1}
    assert answers(learner) == [("capital-city/forward", Grade.GOOD)]


def test_several_files_come_in_together(learner: Learner) -> None:
    path = answered_in_anki(learner, 4)
    copy = path.with_name("copy.anki2")
    shutil.copy(path, copy)
    found = learner.json("anki", "import", path, copy, "--deck", learner.deck)
    assert (found["new"], found["known"]) == (1, 1)
    assert found["new_by_card"] == {"capital/forward": 1}


def test_a_file_without_our_notes_or_without_answers_says_what_to_do(learner: Learner) -> None:
    path = answered_in_anki(learner, 3)
    other = learner.run("anki", "import", path)
    assert "There is no note of Interpersonal Therapy here (3 notes of other decks)" in other.output
    empty = learner.run("anki", "import", build(learner), "--deck", learner.deck)
    assert 'tick "Include scheduling information"' in empty.output


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def _text(path: Path) -> None:
    path.write_text("no package", encoding="utf-8")


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("collection.anki2", bytes(1 << 27))


def _other_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes (id)")


def _newer(path: Path) -> None:
    bare = collection_of(path)
    with closing(sqlite3.connect(bare)) as connection:
        connection.execute("UPDATE col SET ver = 99")
        connection.commit()
    bare.replace(path)


def _nonsense_in_a_late_row(path: Path) -> None:
    bare = collection_of(path)
    with closing(sqlite3.connect(bare)) as connection:
        connection.executescript(
            "INSERT INTO revlog SELECT 1000, min(id), -1, 3, 1, 0, 2500, 4000, 0 FROM cards;"
            "INSERT INTO revlog SELECT 2000, min(id), -1, 'x', 1, 0, 2500, 4000, 0 FROM cards;"
        )
    bare.replace(path)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_truncated, "is damaged"),
        (_text, "is neither a package"),
        (_bomb, "which no collection does"),
        (_other_database, "not a collection of Anki's"),
        (_newer, "is of a newer Anki"),
        (_nonsense_in_a_late_row, "is damaged"),
    ],
)
def test_a_bad_file_is_refused_and_nothing_of_any_comes_in(
    learner: Learner, spoil: object, message: str
) -> None:
    assert callable(spoil)
    good = answered_in_anki(learner, 3)
    kept = good.rename(good.with_name("good.anki2"))
    bad = build(learner)
    spoil(bad)
    result = learner.run("anki", "import", kept, bad, "--deck", learner.deck)
    assert result.exit_code == 2
    assert f"{bad}" in result.output
    assert message in result.output
    assert "Nothing was imported." in result.output
    assert "Traceback" not in result.output
    assert answers(learner) == []


@pytest.mark.parametrize("named", ["missing.apkg", "."])
def test_a_file_that_isn_t_there_is_a_mistake(learner: Learner, named: str) -> None:
    result = learner.run("anki", "import", learner.deck.parent / named)
    assert result.exit_code == 2
    assert "Invalid value for 'FILE...'" in result.output
