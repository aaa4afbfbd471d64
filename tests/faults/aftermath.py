"""Running an operation that something happens to, and looking at what it left."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest

from ipt_cards.atomic_file import PARTIAL
from tests.faults.faulty import CountedCalls, Ended, Fault, run
from tests.faults.operations import OPERATIONS, Operation, look_after

every_operation = pytest.mark.parametrize(
    "operation", OPERATIONS, ids=lambda operation: operation.name
)


def assert_told(ended: Ended) -> None:
    """It succeeded, or the last that it said is why it didn't."""
    assert ended.code in {0, 2}, ended
    assert "defect" not in ended.errors, ended
    assert "Traceback" not in ended.errors, ended
    if ended.code:
        said = ended.errors.removesuffix("\nNothing was imported.\n").splitlines()
        assert said[-1].startswith("Error: "), ended


def run_and_look(operation: Operation, home: Path, fault: Fault | None = None) -> Ended:
    ended = run(home, *operation.arguments, stdin=operation.stdin, fault=fault)
    look(operation, home, ended)
    return ended


def look(operation: Operation, home: Path, ended: Ended) -> None:
    assert_told(ended)
    look_after(home)
    operation.inspect(home, ended)
    assert not list(home.rglob(f"*{PARTIAL}*"))


def again(operation: Operation, home: Path) -> None:
    """Now that nothing happens to it, the operation does what it is for."""
    (home / "copy.db").unlink(missing_ok=True)
    shutil.rmtree(home / "taken", ignore_errors=True)
    assert run_and_look(operation, home).code == 0


@cache
def calls_of(operation: Operation) -> int:
    """How many calls the operation takes, undisturbed."""
    with tempfile.TemporaryDirectory() as folder:
        home, counted = Path(folder, "home"), Path(folder, "calls")
        operation.prepare(home)
        ended = run(home, *operation.arguments, stdin=operation.stdin, fault=CountedCalls(counted))
        assert ended.code == 0, ended.errors
        look_after(home)
        operation.inspect(home, ended)
        return int(counted.read_text())
