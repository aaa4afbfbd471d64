"""Backups: whole, the learner's alone, five kept, never over another file."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ipt_cards.progress.errors import ProgressError
from ipt_cards.progress.log import ReviewLog
from ipt_cards.progress.storage import backup
from ipt_cards.progress.storage.backup import backups_of
from tests.progress.making import BERLIN, review
from tests.progress.room import no_file_longer_than


@pytest.fixture
def log(tmp_path: Path) -> Iterator[ReviewLog]:
    with ReviewLog.open(tmp_path / "progress.db", BERLIN) as opened:
        yield opened


def test_a_backup_is_a_log_of_its_own(log: ReviewLog, tmp_path: Path) -> None:
    log.append(review("a"))
    log.backup(tmp_path / "copy.db")
    log.append(review("b", number=1))
    assert not (tmp_path / "copy.db-wal").exists()
    with ReviewLog.open(tmp_path / "copy.db", BERLIN) as copy:
        assert copy.entries() == [review("a")]
        assert copy.check() == []


@pytest.mark.skipif(os.name != "posix", reason="the platform has no file modes")
def test_a_backup_is_the_learners_alone(log: ReviewLog, tmp_path: Path) -> None:
    log.backup(tmp_path / "copy.db")
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600


def test_a_backup_never_replaces_a_file(log: ReviewLog, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("precious", encoding="utf-8")
    with pytest.raises(ProgressError, match="there is a file already"):
        log.backup(tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text(encoding="utf-8") == "precious"


def test_a_backup_that_fails_leaves_nothing(log: ReviewLog, tmp_path: Path) -> None:
    with pytest.raises(ProgressError, match="can't be used"):
        log.backup(tmp_path / "no-such-folder" / "copy.db")
    with pytest.raises(ProgressError):
        log.backup(tmp_path)
    assert sorted(f.name for f in tmp_path.iterdir() if "progress.db" not in f.name) == []


def test_a_backup_for_which_there_is_no_room_is_named_and_leaves_nothing(
    log: ReviewLog, tmp_path: Path
) -> None:
    log.append(review("a"))
    with no_file_longer_than(4096), pytest.raises(ProgressError) as raised:
        log.backup(tmp_path / "copy.db")
    assert str(raised.value).startswith(f"{tmp_path / 'copy.db'} can't be ")
    assert [f.name for f in tmp_path.iterdir() if not f.name.startswith("progress.db")] == []
    with no_file_longer_than(4096), pytest.raises(ProgressError) as raised:
        log.merge([review("b", number=1)])
    assert str(raised.value).startswith(f"{tmp_path / 'backups'} can't be ")
    assert log.entries() == [review("a")]


@pytest.mark.skipif(os.name != "posix", reason="the platform has no file modes")
def test_the_backups_before_merges_are_the_learners_alone(log: ReviewLog) -> None:
    log.merge([review("a")])
    [taken] = backups_of(log.path)
    assert taken.stat().st_mode & 0o777 == 0o600
    assert taken.parent.stat().st_mode & 0o777 == 0o700


def test_backups_are_in_the_order_of_their_numbers_also_beyond_four_digits(tmp_path: Path) -> None:
    # The name itself looks like a backup's, and like a pattern.
    path = tmp_path / "my-0007-before-(log).db"
    (tmp_path / "backups").mkdir()
    numbers = [9998, 9999, 10_000]
    for number in reversed(numbers):
        (tmp_path / "backups" / f"{path.stem}-{number}-before-merge.db").touch()
    assert [int(taken.name.split("-")[-3]) for taken in backups_of(path)] == numbers
    with ReviewLog.open(path, BERLIN) as log:
        log.merge([review("a")])
    assert backups_of(path)[-1].name == f"{path.stem}-10001-before-merge.db"


def test_where_no_backup_was_taken_there_is_none(tmp_path: Path) -> None:
    assert backups_of(tmp_path / "progress.db") == []


def test_what_a_killed_backup_left_is_deleted_an_hour_later(log: ReviewLog) -> None:
    folder = log.path.parent / "backups"
    folder.mkdir()
    old, fresh, other = (
        folder / f".{name}.db.{chance}.partial"
        for name, chance in [
            ("progress-0003-before-merge", "abcdefgh"),
            ("progress-0004-before-merge", "ijklmnop"),
            ("other-0003-before-merge", "abcdefgh"),
        ]
    )
    for partial in (old, fresh, other):
        partial.touch()
    for partial in (old, other):
        os.utime(partial, (0, 0))
    log.merge([review("a")])
    assert [partial.exists() for partial in (old, fresh, other)] == [False, True, True]


def test_a_backup_whose_number_another_process_took_takes_the_next(
    log: ReviewLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = backup.backups_of

    def a_moment_ago(path: Path) -> list[Path]:
        backups = found(path)
        if not backups:
            (path.parent / "backups" / "progress-0001-before-merge.db").touch()
        return backups

    monkeypatch.setattr(backup, "backups_of", a_moment_ago)
    log.merge([review("a")])
    assert [taken.name.split("-")[1] for taken in found(log.path)] == ["0001", "0002"]


def test_before_a_merge_a_backup_is_taken(log: ReviewLog) -> None:
    log.append(review("a"))
    log.merge([review("b", number=1)])
    [taken] = backups_of(log.path)
    assert taken.name == "progress-0001-before-merge.db"
    with ReviewLog.open(taken, BERLIN) as before:
        assert before.entries() == [review("a")]


def test_the_last_five_backups_are_kept(log: ReviewLog) -> None:
    for number in range(12):
        log.merge([review("a", number=number)])
    assert [int(taken.name.split("-")[1]) for taken in backups_of(log.path)] == [8, 9, 10, 11, 12]


def test_other_files_among_the_backups_are_left_alone(log: ReviewLog) -> None:
    folder = log.path.parent / "backups"
    folder.mkdir()
    others = ["notes.txt", "progress-0001.db", "other-0001-before-merge.db"]
    for name in others:
        (folder / name).touch()
    for number in range(7):
        log.merge([review("a", number=number)])
    assert {file.name for file in folder.iterdir()} >= set(others)
    assert len(backups_of(log.path)) == 5
