"""Where the disk fails to read, write or keep: a sentence is said, and what was acknowledged is there."""

import errno
import random
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("the platform has no filter of calls", allow_module_level=True)

from tests.faults.aftermath import again, calls_of, every_operation, run_and_look
from tests.faults.faulty import AtCall
from tests.faults.operations import BY_NAME, Operation, log_of, sizes
from tests.faults.refused_calls import CAN_REFUSE, Refused

if not CAN_REFUSE:
    pytest.skip("only Linux's kernel refuses calls by a filter", allow_module_level=True)

TRIES, LONG_TRIES = 1, 60
READS, WRITES, SYNCS = ("pread64",), ("pwrite64", "ftruncate"), ("fsync", "fdatasync")


@every_operation
def test_wherever_and_whenever_a_disk_fails_nothing_is_lost_or_half_written(
    operation: Operation, tmp_path: Path, *, is_long: bool, kill_seed: int
) -> None:
    print(f"--kill-seed={kill_seed}")  # noqa: T201 - shown where the test fails
    chosen = random.Random(f"{operation.name} {kill_seed}")  # noqa: S311 - moments, no secrets
    calls = calls_of(operation)
    for number in range(LONG_TRIES if is_long else TRIES):
        home = tmp_path / str(number)
        operation.prepare(home)
        beyond = chosen.choice([0, sizes(chosen)])
        refused = chosen.choice(
            [
                Refused(SYNCS),
                Refused(READS, beyond=beyond),
                Refused(WRITES, errno.EDQUOT, beyond=beyond),
                Refused(READS + WRITES + SYNCS),
            ]
        )
        run_and_look(operation, home, AtCall(chosen.randrange(1, calls), refused))
        again(operation, home)


@pytest.mark.parametrize(
    "refused",
    [Refused(READS), Refused(WRITES), Refused(SYNCS)],
    ids=lambda refused: "+".join(refused.calls),
)
def test_a_log_on_a_disk_that_fails_is_named(tmp_path: Path, refused: Refused) -> None:
    rebuild = BY_NAME["rebuild"]
    rebuild.prepare(tmp_path)
    ended = run_and_look(rebuild, tmp_path, refused)
    assert ended.code == 2
    assert f"{log_of(tmp_path)} can't be read or written: the disk reports an error" in ended.errors
    assert "copy the file to another disk" in ended.errors
