"""The file: where and how it is made, migrated, and what is said when it can't be used."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest

from ipt_cards.progress.entries import Review
from ipt_cards.progress.errors import (
    CorruptedFileError,
    DiskFullError,
    LockedFileError,
    NewerVersionError,
    NotAProgressFileError,
    ProgressError,
    ReadOnlyFileError,
    ReplacedFileError,
    UnusableFileError,
)
from ipt_cards.progress.fold import fold
from ipt_cards.progress.log import ReviewLog
from ipt_cards.progress.storage import database, tables
from ipt_cards.progress.storage.backup import backups_of
from ipt_cards.scheduling.grade import Grade
from ipt_cards.study.review_log import default_path
from tests.progress.first_edition import insert_as_first_edition
from tests.progress.making import BERLIN, review
from tests.progress.room import no_file_longer_than

posix = pytest.mark.skipif(os.name != "posix", reason="the platform has no file modes")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "progress.db"


@pytest.fixture
def log(path: Path) -> Iterator[ReviewLog]:
    with ReviewLog.open(path, BERLIN, busy_timeout_ms=0) as opened:
        yield opened


def test_a_file_is_found_where_the_variable_says() -> None:
    assert default_path({"IPT_CARDS_PROGRESS": "/somewhere/mine.db"}) == Path("/somewhere/mine.db")


@pytest.mark.parametrize("environ", [{}, {"IPT_CARDS_PROGRESS": ""}])
def test_without_the_variable_it_is_where_the_platform_keeps_data(environ: dict[str, str]) -> None:
    path = default_path(environ)
    assert (path.parent.name, path.name) == ("ipt-cards", "progress.db")
    assert path.is_absolute()


@posix
def test_the_file_is_the_learners_alone(log: ReviewLog) -> None:
    log.append(review("a"))
    files = sorted(log.path.parent.iterdir())
    assert [file.name for file in files] == ["progress.db", "progress.db-shm", "progress.db-wal"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert log.path.parent.stat().st_mode & 0o777 == 0o700


@posix
def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    ReviewLog.open(tmp_path / "progress.db", BERLIN).close()
    assert tmp_path.stat().st_mode & 0o777 == 0o755


def test_what_is_committed_is_on_the_disk(log: ReviewLog) -> None:
    pragmas = ("journal_mode", "synchronous", "foreign_keys")
    found = [log._connection.execute(f"PRAGMA {pragma}").fetchone()[0] for pragma in pragmas]
    full = 2
    assert found == ["wal", full, 1]


def test_every_table_is_strict(log: ReviewLog) -> None:
    tables = log._connection.execute(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    assert len(tables) == 8
    assert all(strict for _, strict in tables)


def test_a_file_of_a_newer_release_is_left_alone(log: ReviewLog) -> None:
    log._connection.execute("PRAGMA user_version = 99")
    log.close()
    before = log.path.read_bytes()
    newer = rf"^{re.escape(str(log.path))} .*format 99; this one knows 3.*Update ipt-cards"
    with pytest.raises(NewerVersionError, match=newer):
        ReviewLog.open(log.path, BERLIN)
    assert log.path.read_bytes() == before


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    theirs = tmp_path / "collection.anki2"
    with closing(sqlite3.connect(theirs)) as connection:
        connection.execute("CREATE TABLE notes (id INTEGER)")
    before = theirs.read_bytes()
    foreign = rf"^{re.escape(str(theirs))} is not an ipt-cards progress file"
    with pytest.raises(NotAProgressFileError, match=foreign):
        ReviewLog.open(theirs, BERLIN)
    assert theirs.read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    essay = tmp_path / "essay.txt"
    essay.write_text("Interpersonal Therapy\n" * 1000, encoding="utf-8")
    with pytest.raises(NotAProgressFileError, match="Nothing was changed"):
        ReviewLog.open(essay, BERLIN)
    assert essay.read_text(encoding="utf-8") == "Interpersonal Therapy\n" * 1000


def test_an_older_file_is_migrated_after_a_backup(
    log: ReviewLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.append(review("a"))
    log.close()
    step = (
        "CREATE TABLE added (\n    id TEXT PRIMARY KEY -- a comment; with a semicolon\n) STRICT;\n"
    )
    monkeypatch.setattr(database, "MIGRATIONS", (*database.MIGRATIONS, step + "DROP TABLE move;\n"))
    with ReviewLog.open(log.path, BERLIN) as migrated:
        names = {name for (name,) in migrated._connection.execute("SELECT name FROM sqlite_schema")}
        assert "added" in names
        assert "move" not in names
    [backup] = backups_of(log.path)
    assert backup.name == "progress-0001-before-migration.db"
    monkeypatch.undo()
    with ReviewLog.open(backup, BERLIN) as before:
        assert before.entries() == [review("a")]


def test_a_file_of_the_first_format_keeps_its_log_and_gets_a_new_schedule(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "progress.db"
    monkeypatch.setattr(database, "MIGRATIONS", database.MIGRATIONS[:1])
    with closing(database.connect(path, BERLIN)) as first:
        insert_as_first_edition(first, review("a"))
        first.execute("INSERT INTO card_state VALUES ('a', 9, 250, 9, 9, 9, 0, 0, 9, 0, 0)")
    monkeypatch.undo()
    with ReviewLog.open(path, BERLIN) as log:
        assert log.entries() == [review("a")]
        assert log.progress() == fold([review("a")])
        assert log.check() == []


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    log: ReviewLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.append(review("a"))
    log.close()
    broken = "CREATE TABLE added (id TEXT) STRICT;\nCREATE TABLE review (id TEXT) STRICT;\n"
    monkeypatch.setattr(database, "MIGRATIONS", (*database.MIGRATIONS, broken))
    with pytest.raises(ProgressError):
        ReviewLog.open(log.path, BERLIN)
    monkeypatch.undo()
    with ReviewLog.open(log.path, BERLIN) as again:
        assert again.entries() == [review("a")]
        assert again.check() == []


def test_on_a_full_disk_an_answer_is_saved_whole_or_refused(log: ReviewLog) -> None:
    [pages] = log._connection.execute("PRAGMA page_count").fetchone()
    log._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    saved = [review("card-0")]
    log.append(*saved)

    def answer_on_and_on() -> None:
        for number in range(1, 1000):
            log.append(review(f"card-{number}", number=number))
            saved.append(review(f"card-{number}", number=number))

    with pytest.raises(DiskFullError, match=r"disk is full.*Make room and try again"):
        answer_on_and_on()
    assert len(saved) > 1
    assert log.entries() == saved
    assert log.check() == []
    log._connection.execute("PRAGMA max_page_count = 1000000")
    log.append(review("a", day=1))
    assert log.progress() == fold([*saved, review("a", day=1)])


def test_a_file_that_may_not_be_written_says_so(log: ReviewLog) -> None:
    log.append(review("a"))
    log._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(ReadOnlyFileError, match=r"can't be written to.*Make the file"):
        log.append(review("b", number=1))
    assert log.progress().keys() == {"a"}


def test_a_file_that_another_program_holds_says_so(log: ReviewLog) -> None:
    with closing(sqlite3.connect(log.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LockedFileError, match="in use by another program"):
            log.append(review("a"))
        other.execute("ROLLBACK")
    log.append(review("a"))
    assert log.entries() == [review("a")]


def test_a_log_waits_for_another_program_as_long_as_it_was_told_to(path: Path) -> None:
    with (
        ReviewLog.open(path, BERLIN) as patient,
        ReviewLog.open(path, BERLIN, busy_timeout_ms=1500) as other,
    ):
        waits = [log._connection.execute("PRAGMA busy_timeout") for log in (patient, other)]
        assert [ms for (ms,) in map(sqlite3.Cursor.fetchone, waits)] == [10_000, 1500]


def test_a_copy_that_another_program_holds_says_so_and_is_opened_once_it_is_free(
    log: ReviewLog, tmp_path: Path
) -> None:
    log.append(review("a"))
    copy = tmp_path / "copy.db"
    log.backup(copy)
    with closing(sqlite3.connect(copy, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LockedFileError, match="in use by another program"):
            ReviewLog.open(copy, BERLIN, busy_timeout_ms=0)
        other.execute("ROLLBACK")
    with ReviewLog.open(copy, BERLIN) as opened:
        assert opened.entries() == [review("a")]


def test_a_log_that_another_process_is_about_to_make_is_waited_for(
    log: ReviewLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.append(review("a"))
    copy = tmp_path / "copy.db"
    log.backup(copy)
    waited = database.transaction
    with closing(sqlite3.connect(copy, isolation_level=None)) as other:

        def other_is_done(connection: sqlite3.Connection) -> AbstractContextManager[None]:
            other.execute("COMMIT")
            return waited(connection)

        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(database, "transaction", other_is_done)
        with closing(database.connect(copy, BERLIN)) as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            assert list(tables.all_of(connection, Review)) == [review("a")]


def test_a_file_that_another_process_makes_at_the_same_moment_is_the_log(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def folder_and_file(folder: Path) -> None:
        monkeypatch.undo()
        with ReviewLog.open(path, BERLIN) as faster:
            faster.append(review("a"))

    monkeypatch.setattr(database, "private_folder", folder_and_file)
    with ReviewLog.open(path, BERLIN) as log:
        assert log.entries() == [review("a")]


def test_what_fails_amid_a_change_leaves_the_log_as_it_was_and_free_for_the_next(
    log: ReviewLog,
) -> None:
    def fail_amid_a_change() -> None:
        with database.transaction(log._connection):
            tables.insert(log._connection, review("a"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_amid_a_change()
    assert not log._connection.in_transaction
    log.append(review("b", number=1))
    assert log.entries() == [review("b", number=1)]


def test_what_is_read_at_once_is_of_one_moment(log: ReviewLog) -> None:
    with ReviewLog.open(log.path, BERLIN) as other, database.snapshot(log._connection):
        assert list(tables.all_of(log._connection, Review)) == []
        other.append(review("a"))
        assert list(tables.all_of(log._connection, Review)) == []
    assert log.entries() == [review("a")]


def test_a_damaged_file_says_so_and_stays_as_it_is(log: ReviewLog) -> None:
    log.merge(review(f"card-{n}", Grade.GOOD, number=n) for n in range(2000))
    [root] = log._connection.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'review'"
    ).fetchone()
    log.close()
    content = bytearray(log.path.read_bytes())
    content[4096 * (root - 1) : 4096 * root] = bytes(range(256)) * 16
    log.path.write_bytes(content)
    with ReviewLog.open(log.path, BERLIN) as damaged:
        with pytest.raises(CorruptedFileError, match=r"is damaged.*ipt-cards progress recover"):
            damaged.entries()
        with pytest.raises(CorruptedFileError, match="was left as it is"):
            damaged.append(review("a", day=1))
        assert any("damaged" in problem for problem in damaged.check())
    assert log.path.read_bytes() == content


def test_a_place_where_no_file_can_be_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UnusableFileError, match="can't be used"):
        ReviewLog.open(tmp_path / "file" / "progress.db", BERLIN)
    with pytest.raises(UnusableFileError, match="can't be used"):
        ReviewLog.open(tmp_path, BERLIN)


def test_a_mistake_of_our_own_is_not_blamed_on_the_file(log: ReviewLog) -> None:
    log.close()
    with pytest.raises(sqlite3.ProgrammingError):
        log.entries()


def test_an_empty_file_is_made_a_log(tmp_path: Path) -> None:
    empty = tmp_path / "progress.db"
    empty.touch()
    with ReviewLog.open(empty, BERLIN) as log:
        assert log.check() == []


@posix
@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_deleted_or_replaced_in_use_is_noticed_and_the_log_is_saved_beside_it(
    log: ReviewLog, *, replaced: bool
) -> None:
    saved = [review("a", number=1), review("b", number=2)]
    log.append(saved[0])
    log.append(saved[1])
    log.path.unlink()
    if replaced:
        log.path.write_bytes(b"something else")
    with pytest.raises(ReplacedFileError) as raised:
        log.append(review("c", number=3))
    rescued = log.path.with_name("progress-rescued-1.db")
    assert str(rescued) in str(raised.value)
    with ReviewLog.open(rescued, BERLIN) as opened:
        assert opened.entries() == sorted(saved, key=lambda entry: entry.id)
        assert opened.check() == []
    assert log.path.exists() == replaced
    if replaced:
        assert log.path.read_bytes() == b"something else"


@posix
def test_a_second_rescue_leaves_the_first_as_it_is(log: ReviewLog) -> None:
    log.append(review("a"))
    first = log.path.with_name("progress-rescued-1.db")
    first.write_bytes(b"precious")
    log.path.unlink()
    with pytest.raises(ReplacedFileError, match=r"progress-rescued-2\.db"):
        log.append(review("b", number=1))
    assert first.read_bytes() == b"precious"
    with ReviewLog.open(log.path.with_name("progress-rescued-2.db"), BERLIN) as opened:
        assert opened.entries() == [review("a")]


@posix
def test_a_log_whose_folder_was_moved_is_said_to_be_there(log: ReviewLog, tmp_path: Path) -> None:
    log.append(review("a"))
    log.path.parent.rename(tmp_path / "moved")
    with pytest.raises(ReplacedFileError) as raised:
        log.append(review("b", number=1))
    assert str(raised.value).startswith(
        f"{log.path} was deleted, moved or replaced while it was in"
    )
    assert "can't be saved beside it (No such file or directory). If it was" in str(raised.value)
    log.close()
    with ReviewLog.open(tmp_path / "moved" / log.path.name, BERLIN) as moved:
        assert moved.entries() == [review("a")]


@posix
def test_a_log_that_cannot_be_rescued_for_want_of_room_is_told(log: ReviewLog) -> None:
    log.append(review("a"))
    log.path.unlink()
    with no_file_longer_than(4096), pytest.raises(ReplacedFileError, match=r"beside it \(disk I/O"):
        log.append(review("b", number=1))
    assert [path.name for path in log.path.parent.glob("*rescued*")] == []


@posix
def test_a_device_is_no_progress_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(NotAProgressFileError, match=f"^{re.escape(str(pipe))} is not"):
        ReviewLog.open(pipe, BERLIN)
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


@posix
def test_a_rebuild_too_notices_that_the_file_was_replaced(log: ReviewLog) -> None:
    log.append(review("a"))
    log.path.unlink()
    log.path.write_bytes(b"something else")
    with pytest.raises(ReplacedFileError):
        log.rebuild()
    assert log.path.read_bytes() == b"something else"
