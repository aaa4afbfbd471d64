"""A file is written whole or not at all, and nothing else is put out of its place."""

import os
import stat
import threading
from pathlib import Path

import pytest

from ipt_cards.atomic_file import ABANDONED_AFTER_SECONDS, write_atomically

posix = pytest.mark.skipif(os.name != "posix", reason="the platform has no pipes with names")


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write_atomically(target, b"new")
    assert target.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_what_may_be_lost_is_written_without_waiting_for_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[int] = []
    monkeypatch.setattr("os.fsync", waited.append)
    write_atomically(tmp_path / "entry", b"cached", durable=False)
    assert (tmp_path / "entry").read_bytes() == b"cached"
    assert waited == []
    write_atomically(tmp_path / "kept", b"kept")
    assert len(waited) == 1


@posix
def test_a_symlink_stays_and_the_file_it_names_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    write_atomically(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"new"


@posix
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_atomically(pipe, b"content")
    reader.join()
    assert read == [b"content"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


def test_a_missing_folder_is_told_by_the_target_s_name(tmp_path: Path) -> None:
    target = tmp_path / "no" / "file"
    with pytest.raises(FileNotFoundError) as raised:
        write_atomically(target, b"content")
    assert raised.value.filename == str(target)


@posix
def test_a_new_file_obeys_the_umask_and_a_private_one_is_its_owner_s_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_atomically(tmp_path / "shared", b"content")
        write_atomically(tmp_path / "private", b"content", private=True)
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"shared": 0o644, "private": 0o600}


def test_what_a_killed_process_left_is_deleted_an_hour_later_and_nothing_else(
    tmp_path: Path,
) -> None:
    target = tmp_path / "deck[1].yaml"
    left = ".deck[1].yaml.abcd_123.partial"
    names = [left, f"{left}-journal", ".deck1.yaml.abcd_123.partial", ".deck[1].yaml.abcd_123"]
    for name in names:
        (tmp_path / name).touch()
    write_atomically(target, b"at once")
    assert {path.name for path in tmp_path.iterdir()} == {target.name, *names}
    for name in names:
        made = (tmp_path / name).stat().st_mtime
        os.utime(tmp_path / name, (made, made - ABANDONED_AFTER_SECONDS - 1))
    write_atomically(target, b"an hour later")
    assert {path.name for path in tmp_path.iterdir()} == {target.name, *names[2:]}
