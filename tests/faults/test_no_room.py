"""Where nothing can be written: a sentence is said, nothing is half written, nothing lies about."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("the platform has neither limits nor file modes", allow_module_level=True)

from tests.faults.aftermath import again, every_operation, look, run_and_look
from tests.faults.faulty import FailingSync, NoRoom, NoSuperuser, run
from tests.faults.operations import BY_NAME, Operation, sizes

TRIES, LONG_TRIES = 4, 60


@every_operation
def test_where_a_write_fails_nothing_is_half_written(
    operation: Operation, tmp_path: Path, *, is_long: bool, kill_seed: int
) -> None:
    print(f"--kill-seed={kill_seed}")  # noqa: T201 - shown where the test fails
    chosen = random.Random(f"{operation.name} {kill_seed}")  # noqa: S311 - sizes, no secrets
    failed = 0
    for number in range(LONG_TRIES if is_long else TRIES):
        home = tmp_path / str(number)
        operation.prepare(home)
        fault = NoRoom(sizes(chosen) if number else 1)
        failed += run_and_look(operation, home, fault).code != 0
        again(operation, home)
    assert failed


@every_operation
def test_where_the_disk_does_not_take_what_it_was_given_nothing_is_half_written(
    operation: Operation, tmp_path: Path
) -> None:
    operation.prepare(tmp_path)
    run_and_look(operation, tmp_path, FailingSync())
    again(operation, tmp_path)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if (
        sys.platform != "linux"
        or subprocess.run(mount, capture_output=True, check=False).returncode
    ):
        pytest.skip("only root of a Linux machine can mount a small disk")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@every_operation
def test_on_a_full_disk_nothing_is_half_written(operation: Operation, small_disk: Path) -> None:
    operation.prepare(small_disk)
    free = os.statvfs(small_disk)
    filler = small_disk / "deck" / "filler"
    filler.write_bytes(bytes(free.f_bavail * free.f_frsize))
    ended = run(small_disk, *operation.arguments, stdin=operation.stdin)
    filler.unlink()
    assert "disk is full" in ended.errors or "No space left" in ended.errors
    look(operation, small_disk, ended)
    again(operation, small_disk)


@every_operation
def test_wherever_a_disk_runs_full_nothing_is_half_written(
    operation: Operation, small_disk: Path, *, is_long: bool, kill_seed: int
) -> None:
    print(f"--kill-seed={kill_seed}")  # noqa: T201 - shown where the test fails
    rooms = random.Random(f"{operation.name} {kill_seed}")  # noqa: S311 - sizes, no secrets
    for number in range(LONG_TRIES if is_long else 1):
        home = small_disk / str(number)
        operation.prepare(home)
        free = os.statvfs(small_disk)
        filler = small_disk / "filler"
        filler.write_bytes(bytes(max(0, free.f_bavail * free.f_frsize - sizes(rooms, 200_000))))
        ended = run(home, *operation.arguments, stdin=operation.stdin)
        filler.unlink()
        look(operation, home, ended)
        again(operation, home)
        for made in small_disk.iterdir():
            shutil.rmtree(made)


@every_operation
def test_in_a_read_only_home_it_is_said_what_cannot_be_written(
    operation: Operation, tmp_path: Path
) -> None:
    operation.prepare(tmp_path)
    folders = [tmp_path, *(path for path in tmp_path.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o500)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*") if path.is_file()}
    try:
        ended = run(tmp_path, *operation.arguments, stdin=operation.stdin, fault=NoSuperuser())
    finally:
        for folder in folders:
            folder.chmod(0o700)
    assert ended.code == 2
    assert "Error: " in ended.errors
    assert "defect" not in ended.errors
    assert before == {
        path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*") if path.is_file()
    }


def test_a_deck_can_be_built_where_only_the_target_s_folder_can_be_written(tmp_path: Path) -> None:
    home, target = tmp_path / "home", tmp_path / "deck.apkg"
    build = BY_NAME["build"]
    build.prepare(home)
    home.chmod(0o500)
    try:
        ended = run(home, "build", "deck", "-o", target, fault=NoSuperuser())
    finally:
        home.chmod(0o700)
    assert (ended.code, ended.errors) == (0, "")
    assert target.exists()
