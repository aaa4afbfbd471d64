"""What can be read of a damaged log is saved; the damaged file is not touched."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_cards.progress.entries import Burial, Entry, Move, Suspension
from ipt_cards.progress.errors import NotAProgressFileError, ProgressError
from ipt_cards.progress.fold import fold
from ipt_cards.progress.log import ReviewLog
from ipt_cards.progress.storage.pages import UnreadablePageError, rows_on
from ipt_cards.progress.storage.recover import Recovery, recover
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from tests.progress.making import BERLIN, FIRST_DAY, identifier, review, undo
from tests.progress.room import no_file_longer_than

PAGE = 4096


def some_entries() -> list[Entry]:
    reviews = [review(f"card-{n % 40}/c1", Grade(n % 6), day=n // 50, number=n) for n in range(900)]
    others: list[Entry] = [
        undo(reviews[3]),
        Suspension(identifier(number=1), "card-1/c1", suspended=True),
        Suspension(identifier(number=2), "card-2/c1", suspended=False),
        Burial(identifier(number=3), "card-3/c1", Day(FIRST_DAY + 1)),
        Move(identifier(number=4), "card-4/c1", "card-5/c1"),
    ]
    return sorted([*reviews, *others], key=lambda entry: (entry.id, entry.kind))


ENTRIES = some_entries()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "progress.db"
    with ReviewLog.open(path, BERLIN) as log:
        log.append(*ENTRIES)
    return path


def entries_in(path: Path) -> list[Entry]:
    with ReviewLog.open(path, BERLIN) as log:
        assert log.check() == []
        assert log.progress() == fold(log.entries())
        return sorted(log.entries(), key=lambda entry: (entry.id, entry.kind))


def test_of_a_sound_file_everything_is_recovered(sound: Path, tmp_path: Path) -> None:
    assert recover(sound, tmp_path / "new.db", BERLIN) == Recovery(len(ENTRIES), unreadable_pages=0)
    assert entries_in(tmp_path / "new.db") == ENTRIES


def test_answers_in_the_write_ahead_log_are_recovered_too(tmp_path: Path) -> None:
    running = tmp_path / "progress.db"
    with ReviewLog.open(running, BERLIN) as log:
        log.append(*ENTRIES)
        for suffix in ("", "-wal"):
            shutil.copy(f"{running}{suffix}", f"{tmp_path / 'killed.db'}{suffix}")
    recovery = recover(tmp_path / "killed.db", tmp_path / "new.db", BERLIN)
    assert recovery == Recovery(len(ENTRIES), unreadable_pages=0)
    assert entries_in(tmp_path / "new.db") == ENTRIES


def test_with_the_head_of_the_file_gone_every_entry_is_recovered(
    sound: Path, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"\xa5" * PAGE + sound.read_bytes()[PAGE:])
    assert recover(damaged, tmp_path / "new.db", BERLIN) == Recovery(
        len(ENTRIES), unreadable_pages=1
    )
    assert entries_in(tmp_path / "new.db") == ENTRIES


def test_each_page_that_cannot_be_read_is_counted(sound: Path, tmp_path: Path) -> None:
    content = sound.read_bytes()
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(content + b"\xa5" * 3 * PAGE)
    assert recover(damaged, tmp_path / "new.db", BERLIN) == Recovery(
        len(ENTRIES), unreadable_pages=3
    )


def test_a_file_cut_short_gives_what_is_left(sound: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(sound.read_bytes()[: 20 * PAGE + 1000])
    recovery = recover(damaged, tmp_path / "new.db", BERLIN)
    assert recovery.unreadable_pages == 1
    assert 0 < recovery.entries < len(ENTRIES)
    assert set(entries_in(tmp_path / "new.db")) < set(ENTRIES)


@settings(max_examples=25)
@given(st.integers(min_value=0))
def test_whatever_the_damage_only_entries_that_were_there_are_recovered(
    sound: Path, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - damage, no secrets
    folder = tmp_path_factory.mktemp("damage")
    content = bytearray(sound.read_bytes())
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(content))
        length = chance.choice([PAGE, 3 * PAGE])
        content[at : at + length] = chance.randbytes(min(length, len(content) - at))
    damaged = folder / "damaged.db"
    damaged.write_bytes(content)
    recover(damaged, folder / "new.db", BERLIN)
    assert damaged.read_bytes() == content
    assert set(entries_in(folder / "new.db")) <= set(ENTRIES)


def test_where_nothing_is_readable_no_file_is_made(tmp_path: Path) -> None:
    noise = tmp_path / "noise.db"
    noise.write_bytes(b"\xa5" * 10_000)
    with pytest.raises(NotAProgressFileError, match=r"no readable entry.*backups"):
        recover(noise, tmp_path / "new.db", BERLIN)
    assert [file.name for file in tmp_path.iterdir()] == ["noise.db"]


def test_a_recovery_never_replaces_a_file(sound: Path, tmp_path: Path) -> None:
    (tmp_path / "new.db").write_text("precious", encoding="utf-8")
    with pytest.raises(ProgressError, match="there is a file already"):
        recover(sound, tmp_path / "new.db", BERLIN)
    assert (tmp_path / "new.db").read_text(encoding="utf-8") == "precious"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProgressError, match=r"absent\.db can't be used"):
        recover(tmp_path / "absent.db", tmp_path / "new.db", BERLIN)


@pytest.mark.skipif(
    not Path("/proc/self/mem").exists(), reason="the platform has no file that can't be read"
)
def test_a_file_that_the_disk_does_not_give_is_named(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.db"
    damaged.symlink_to("/proc/self/mem")  # Input/output error
    with pytest.raises(ProgressError) as raised:
        recover(damaged, tmp_path / "new.db", BERLIN)
    assert str(raised.value).startswith(f"{damaged} can't be used: ")
    assert not (tmp_path / "new.db").exists()


def test_a_new_file_holds_all_that_was_recovered_without_another_beside_it(
    sound: Path, tmp_path: Path
) -> None:
    recover(sound, tmp_path / "new.db", BERLIN)
    assert [file.name for file in tmp_path.iterdir()] == ["new.db"]
    with closing(sqlite3.connect(tmp_path / "new.db")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_new_file_for_which_there_is_no_room_is_named(sound: Path, tmp_path: Path) -> None:
    with no_file_longer_than(3 * PAGE), pytest.raises(ProgressError) as raised:
        recover(sound, tmp_path / "new.db", BERLIN)
    assert str(raised.value).startswith(f"{tmp_path / 'new.db'} can't be ")
    assert list(tmp_path.iterdir()) == []


@given(st.binary(min_size=512, max_size=512))
def test_any_bytes_are_read_as_rows_or_refused(page: bytes) -> None:
    for kind in (0x02, 0x0A):
        try:
            rows = list(rows_on(bytes([kind]) + page[1:]))
        except UnreadablePageError:
            continue
        assert all(isinstance(value, str | int | None) for row in rows for value in row)


@pytest.mark.parametrize("size", [0, 1, 16, 99, 100, 101, 512, 4096])
def test_a_file_of_any_size_that_holds_nothing_says_so(tmp_path: Path, size: int) -> None:
    damaged = tmp_path / "notes.txt"
    damaged.write_bytes(b"x" * size)
    with pytest.raises(NotAProgressFileError):
        recover(damaged, tmp_path / "saved.db", BERLIN)
    assert not (tmp_path / "saved.db").exists()


@pytest.mark.parametrize("size", [512, 65_536])
def test_a_file_with_pages_of_another_size_is_recovered_too(tmp_path: Path, size: int) -> None:
    path = tmp_path / "progress.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {size}")
        connection.execute("VACUUM")
    with ReviewLog.open(path, BERLIN) as log:
        log.append(*ENTRIES)
    assert recover(path, tmp_path / "new.db", BERLIN).entries == len(ENTRIES)
    assert entries_in(tmp_path / "new.db") == ENTRIES
