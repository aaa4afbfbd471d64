"""Whatever is killed, wherever: the log is sound, and every file is the old one or the new."""

import random
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("the platform has no signals", allow_module_level=True)

from tests.faults.aftermath import calls_of, every_operation
from tests.faults.faulty import AtCall, Fault, Killed, KilledInWrite, run
from tests.faults.operations import Operation, look_after, sizes

KILLS, LONG_KILLS = 8, 120


@every_operation
def test_killed_anywhere_nothing_is_lost_or_half_written(
    operation: Operation, tmp_path: Path, *, is_long: bool, kill_seed: int
) -> None:
    print(f"--kill-seed={kill_seed}")  # noqa: T201 - shown where the test fails
    moments = random.Random(f"{operation.name} {kill_seed}")  # noqa: S311 - moments, no secrets
    calls = calls_of(operation)
    killed = 0
    for number in range(LONG_KILLS if is_long else KILLS):
        home = tmp_path / str(number)
        operation.prepare(home)
        fault: Fault = KilledInWrite(sizes(moments))
        if number % 3:
            fault = AtCall(moments.randrange(1, calls), Killed())
        ended = run(home, *operation.arguments, stdin=operation.stdin, fault=fault)
        assert "Error" not in ended.errors, fault
        killed += ended.was_killed
        look_after(home)
        operation.inspect(home, ended)
        if ended.was_killed and not number % 4:
            assert run(home, *operation.arguments, stdin=operation.stdin).code in {0, 2}
            look_after(home)
    print(f"{killed} kills survived")  # noqa: T201 - shown with -rP
    assert killed >= (LONG_KILLS if is_long else KILLS) // 2
