"""A device keeps its name and id, and one process at a time has it."""

from pathlib import Path

import pytest

from ipt_cards.progress.errors import LockedFileError, SyncError
from ipt_cards.progress.sync.device import device, file_safe


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("laptop", "laptop"),
        ("Jörg's MacBook Pro", "jorg-s-macbook-pro"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "con"),
        ("-x-", "x"),
        ("学生", ""),
        ("a" * 100, "a" * 40),
        ("a" * 39 + " b", "a" * 39),
    ],
)
def test_a_name_is_made_fit_for_files_on_every_system(name: str, safe: str) -> None:
    assert file_safe(name) == safe
    assert file_safe(safe) == safe


def test_a_device_keeps_the_name_that_it_recorded(tmp_path: Path) -> None:
    path = tmp_path / "state" / "device.db"
    with device(path, "laptop", "3f2a9c") as this:
        this.record()
        assert this.file_name == "laptop-3f2a9c.jsonl"
    with device(path, "renamed-host", "000000") as this:
        assert this.name == "laptop-3f2a9c"


def test_a_name_that_was_not_recorded_is_forgotten(tmp_path: Path) -> None:
    with device(tmp_path / "device.db", "laptop", "3f2a9c"):
        pass
    with device(tmp_path / "device.db", "laptop", "000000") as this:
        assert this.name == "laptop-000000"


def test_a_device_that_is_renamed_gets_another_file_and_else_keeps_its_own(tmp_path: Path) -> None:
    path = tmp_path / "device.db"
    with device(path, "my-laptop", "3f2a9c") as this:
        this.record()
    with device(path, "my-laptop", "000000", renamed=True) as this:
        assert this.name == "my-laptop-3f2a9c"
    with device(path, "desk", "000000", renamed=True) as this:
        assert this.name == "desk-000000"
        this.rename("111111")
        this.record()
    with device(path, "my-laptop", "222222") as this:
        assert this.name == "desk-111111"


def test_two_processes_do_not_have_one_device_at_once(tmp_path: Path) -> None:
    path = tmp_path / "device.db"
    with device(path, "laptop", "3f2a9c") as this:
        for _ in range(2):
            with (
                pytest.raises(LockedFileError, match="Another sync of this progress is under way"),
                device(path, "laptop", "000000", wait_ms=0),
            ):
                pass
            this.record()
    with device(path, "laptop", "000000", wait_ms=0) as this:
        assert this.name == "laptop-3f2a9c"


def test_a_state_file_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "device.db").write_bytes(b"no database" * 100)
    with (
        pytest.raises(SyncError, match="or delete it: that costs nothing but the name"),
        device(tmp_path / "device.db", "laptop", "3f2a9c"),
    ):
        pass
    with (
        pytest.raises(SyncError, match="which keeps this device's name"),
        device(tmp_path / "device.db" / "device.db", "laptop", "3f2a9c"),
    ):
        pass


def test_a_device_that_has_recorded_its_name_writes_nothing_more(tmp_path: Path) -> None:
    path = tmp_path / "device.db"
    with device(path, "laptop", "3f2a9c") as this:
        this.record()
        this._connection.execute("PRAGMA query_only = ON")
        this.record()
    with device(path, "laptop", "000000") as this:
        this._connection.execute("PRAGMA query_only = ON")
        this.record()


def test_a_state_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    path = tmp_path / "device.db"
    with device(path, "laptop", "3f2a9c") as this:
        this._connection.execute("PRAGMA query_only = ON")
        with pytest.raises(SyncError) as raised:
            this.record()
    assert str(raised.value).startswith(f"{path}, which keeps this device's name for syncing, ")
