"""A closed Anki's collection is backed up, changed, and left as the learner's Anki had it."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from anki.collection import Collection

from ipt_cards.anki.packaging.package import package
from ipt_cards.anki.push import closed
from ipt_cards.anki.push.closed import ClosedAnki
from ipt_cards.anki.push.live_anki import AnkiUnavailableError
from ipt_cards.anki.reading.collection import open_collection
from ipt_cards.anki.reading.errors import AnkiFileError
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.extras import installing
from ipt_cards.scheduling.grade import Grade
from tests.anki.push.learners_anki import PUSHED_AT
from tests.anki.push.pushing import Student
from tests.cli.learner import DECK


@pytest.fixture
def student(tmp_path: Path) -> Student:
    return Student(tmp_path, "closed")


def backups(student: Student) -> list[Path]:
    return sorted((student.folder / "backups").glob("*.anki2"))


def test_a_backup_holds_the_collection_as_it_was(student: Student) -> None:
    student.push()
    [backup] = backups(student)
    assert backup.name == "collection-before-push-2026-03-30-120000.anki2"
    with open_collection(backup) as collection:
        assert list(collection.notes()) == []
    reopened = Collection(str(backup))
    assert reopened.note_count() == 0
    reopened.close()


def test_where_nothing_is_to_be_changed_there_is_no_backup_and_no_opening(student: Student) -> None:
    student.push()
    before = student.anki.path.stat().st_mtime_ns
    for backup in backups(student):
        backup.unlink()
    student.push()
    assert (backups(student), student.anki.path.stat().st_mtime_ns) == ([], before)


def test_without_the_package_anki_it_says_what_to_install(
    student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "anki.collection", None)
    with (
        pytest.raises(AnkiUnavailableError) as told,
        ClosedAnki(student.anki.path, PUSHED_AT) as anki,
    ):
        anki.set_suspended([], suspended=True)
    assert f"`{installing('anki')}`, or start Anki" in str(told.value)
    assert backups(student) == []


def test_the_last_few_backups_are_kept(student: Student) -> None:
    for number in range(closed.KEPT + 2):
        with ClosedAnki(student.anki.path, PUSHED_AT + timedelta(days=number)) as anki:
            anki.set_suspended([], suspended=True)
    assert len(backups(student)) == closed.KEPT
    assert "2026-04-05" in backups(student)[-1].name


def test_a_collection_that_anki_opens_meanwhile_is_not_changed(student: Student) -> None:
    with (
        student.anki.collection(),
        ClosedAnki(student.anki.path, PUSHED_AT) as anki,
        pytest.raises(AnkiUnavailableError, match="close Anki"),
    ):
        anki.set_suspended([], suspended=True)


def test_a_collection_that_anki_holds_is_not_touched(student: Student) -> None:
    student.push()
    student.answers((2, "weeks/c1", Grade.GOOD))
    hold = (
        "import sys; from anki.collection import Collection; c = Collection(sys.argv[1]);"
        "print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(student.anki.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises((AnkiFileError, AnkiUnavailableError), match="close Anki"):
            student.push()
        holder.communicate("")
    assert student.push().reviews == 1


def test_the_collection_of_an_old_anki_stays_one_that_it_can_open(student: Student) -> None:
    collection = Collection(str(student.anki.path))
    collection.close(downgrade=True)
    student.answers((2, "weeks/c1", Grade.GOOD))
    assert student.push().reviews == 1
    with closing(sqlite3.connect(student.anki.path)) as database:
        assert database.execute("SELECT ver FROM col").fetchone() == (11,)
    assert student.push().reviews == 0


def test_a_package_is_no_collection(tmp_path: Path) -> None:
    path = tmp_path / "deck.apkg"
    path.write_bytes(package(DECK, MediaFolder(tmp_path), 1_700_000_000))
    with (
        pytest.raises(AnkiUnavailableError, match="is a package"),
        ClosedAnki(path, PUSHED_AT).read(frozenset(["Small"]), frozenset()),
    ):
        pass


def test_without_the_package_anki_it_is_said_what_to_install(
    student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "anki.collection", None)
    with pytest.raises(AnkiUnavailableError, match=r"ipt-cards\[anki\]"):
        student.push()
    assert backups(student) == []


def test_where_no_backup_can_be_made_nothing_is_changed(student: Student) -> None:
    before = student.anki.path.read_bytes()
    taken = student.folder / "backups" / "collection-before-push-2026-03-30-120000.anki2"
    taken.mkdir(parents=True)
    with pytest.raises(AnkiUnavailableError, match="can't be copied to"):
        student.push()
    assert student.anki.path.read_bytes() == before
