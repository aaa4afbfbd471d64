"""Backups: whole, the learner's alone, five kept, never over another file."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ipt_cards.progress.backup import backups_of
from ipt_cards.progress.errors import ProgressError
from ipt_cards.progress.log import ReviewLog
from tests.progress.making import BERLIN, review


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


def test_before_a_merge_a_backup_is_taken(log: ReviewLog) -> None:
    log.append(review("a"))
    log.merge([review("b", number=1)])
    [backup] = backups_of(log.path)
    assert backup.name == "progress-0001-before-merge.db"
    with ReviewLog.open(backup, BERLIN) as before:
        assert before.entries() == [review("a")]


def test_the_last_five_backups_are_kept(log: ReviewLog) -> None:
    for number in range(12):
        log.merge([review("a", number=number)])
    assert [int(backup.name.split("-")[1]) for backup in backups_of(log.path)] == [8, 9, 10, 11, 12]


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
