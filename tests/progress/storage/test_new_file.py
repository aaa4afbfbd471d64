"""A new file appears whole, for its owner alone, and never in the place of another."""

import errno
import os
from pathlib import Path

import pytest

from ipt_cards.progress.storage.new_file import new_file


def test_a_new_file_appears_once_it_is_filled(tmp_path: Path) -> None:
    target = tmp_path / "new.db"
    with new_file(target) as partial:
        assert partial.parent == tmp_path
        assert partial.read_bytes() == b""
        partial.write_bytes(b"whole")
        assert not target.exists()
    assert target.read_bytes() == b"whole"
    assert os.name != "posix" or target.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [target]


def test_where_it_fails_there_is_nothing_of_it_nor_what_sqlite_left_beside_it(
    tmp_path: Path,
) -> None:
    def filled_in_part() -> None:
        with new_file(tmp_path / "new.db") as partial:
            for beside in ("", "-journal", "-wal", "-shm"):
                partial.with_name(partial.name + beside).write_bytes(b"a part")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        filled_in_part()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("meanwhile", [False, True])
def test_a_file_that_is_there_stays_also_where_it_came_meanwhile(
    tmp_path: Path, *, meanwhile: bool
) -> None:
    target = tmp_path / "new.db"

    def fill() -> None:
        with new_file(target) as partial:
            partial.write_bytes(b"new")
            target.write_bytes(b"precious")

    if not meanwhile:
        target.write_bytes(b"precious")
    with pytest.raises(FileExistsError) as raised:
        fill()
    assert (raised.value.errno, raised.value.filename) == (errno.EEXIST, str(target))
    assert raised.value.strerror == "there is a file already"
    assert target.read_bytes() == b"precious"
    assert list(tmp_path.iterdir()) == [target]
