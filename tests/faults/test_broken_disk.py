"""A disk that breaks amid the work: SQLite's own reads, writes and syncs fail from then on."""

import os
import random
import sys
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("only Linux refuses system calls on request", allow_module_level=True)

from tests.faults.faulty import SYSTEM_CALLS, BrokenDisk
from tests.faults.operations import BY_NAME, Operation, calls_of, run_and_look

if os.uname().machine not in SYSTEM_CALLS:
    pytest.skip("this machine's numbers of system calls are not known", allow_module_level=True)

TRIES, LONG_TRIES = 3, 60

whatever_breaks = pytest.mark.parametrize(
    "calls", [("fsync", "fdatasync"), ("pwrite",), ("pread",)], ids="+".join
)


@whatever_breaks
@pytest.mark.parametrize("name", ["quiz", "merge", "migration", "rebuild", "backup", "sync"])
def test_whenever_the_disk_breaks_no_acknowledged_answer_is_lost(
    name: str, calls: tuple[str, ...], tmp_path: Path, *, is_long: bool, kill_seed: int
) -> None:
    print(f"--kill-seed={kill_seed}")  # noqa: T201 - shown where the test fails
    operation = BY_NAME[name]
    chosen = random.Random(f"{name} {calls} {kill_seed}")  # noqa: S311 - moments, no secrets
    last = calls_of(operation, tmp_path / "undisturbed")
    failed = 0
    for number in range(LONG_TRIES if is_long else TRIES):
        home = tmp_path / str(number)
        operation.prepare(home)
        moment = chosen.randrange(1, last) if number else 1
        failed += run_and_look(operation, home, BrokenDisk(calls, moment)).code != 0
        _can_be_done_again(operation, home)
    print(f"{failed} failures survived")  # noqa: T201 - shown with -rP
    assert failed


@whatever_breaks
def test_a_broken_disk_is_called_that(calls: tuple[str, ...], tmp_path: Path) -> None:
    BY_NAME["merge"].prepare(tmp_path)
    ended = run_and_look(BY_NAME["merge"], tmp_path, BrokenDisk(calls))
    assert ended.code == 2
    assert f"Error: {tmp_path / '.kept'}" in ended.errors
    assert "the disk fails" in ended.errors


def _can_be_done_again(operation: Operation, home: Path) -> None:
    (home / "copy.db").unlink(missing_ok=True)
    assert run_and_look(operation, home).code == 0
