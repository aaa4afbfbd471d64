"""Real processes, killed and racing: no acknowledged answer is lost, none is there twice."""

import random
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from ipt_cards.progress.entries import Review
from ipt_cards.progress.fold import fold
from ipt_cards.progress.log import ReviewLog
from tests.progress.making import BERLIN, review

ROOT = Path(__file__).parents[2]
KILLS, LONG_KILLS = 12, 100


def start(path: Path, answers: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.progress.appending", path, str(answers)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def ids_in(log: ReviewLog) -> list[str]:
    return [entry.id for entry in log.entries() if isinstance(entry, Review)]


def test_killed_at_any_moment_every_acknowledged_answer_is_there(
    tmp_path: Path, *, is_long: bool, kill_seed: int
) -> None:
    print(f"--kill-seed={kill_seed}")  # noqa: T201 - shown where the test fails
    path = tmp_path / "home" / "progress.db"
    acknowledged: list[str] = []
    moments = random.Random(kill_seed)  # noqa: S311 - moments, no secrets
    for kill in range(1, (LONG_KILLS if is_long else KILLS) + 1):
        with start(path, answers=10_000) as process:
            assert process.stdout is not None
            lines = list(islice(process.stdout, moments.randrange(1, 60)))
            process.kill()  # SIGKILL; on Windows, TerminateProcess
            lines += process.stdout
        # A last line without its end was being written: it was not acknowledged yet.
        acknowledged += [line.strip() for line in lines[1:] if line.endswith("\n")]
        with ReviewLog.open(path, BERLIN) as log:
            found = ids_in(log)
            assert set(acknowledged) <= set(found)
            assert len(found) <= len(acknowledged) + kill
            assert log.check() == []
            assert log.progress() == fold(log.entries())
    assert acknowledged


@pytest.mark.parametrize(("processes", "answers"), [(3, 40), (8, 1)])
def test_processes_that_make_the_file_and_answer_at_once_lose_nothing(
    tmp_path: Path, processes: int, answers: int
) -> None:
    path = tmp_path / "progress.db"
    running = [start(path, answers) for _ in range(processes)]
    outputs = [process.communicate()[0].split() for process in running]
    assert [process.returncode for process in running] == [0] * processes
    with ReviewLog.open(path, BERLIN) as log:
        assert ids_in(log) == sorted(line for lines in outputs for line in lines[1:])
        assert len(ids_in(log)) == processes * answers
        assert log.check() == []


@pytest.mark.parametrize("processes", [2, 8])
def test_processes_that_answer_while_others_merge_and_copy_lose_nothing(
    tmp_path: Path, processes: int, *, is_long: bool
) -> None:
    path = tmp_path / "progress.db"
    answers = 12_000 // processes if is_long else 40
    running = [start(path, answers) for _ in range(processes)]
    others = [review(f"other-{number}", day=number, number=number) for number in range(50)]
    rounds = 20 if is_long else 5
    with ReviewLog.open(path, BERLIN) as log:
        for number in range(rounds):
            log.merge(others[number % 50 :])
            log.backup(tmp_path / f"copy-{number}.db")
            assert log.check() == []
    outputs = [process.communicate()[0] for process in running]
    acknowledged = {line for text in outputs for line in text.split()[1:]}
    assert acknowledged  # a process that waited too long for its turn may have ended earlier
    with ReviewLog.open(path, BERLIN, busy_timeout_ms=0) as log:
        assert log.check() == []
        assert set(ids_in(log)) == acknowledged | {other.id for other in others}
        assert log.progress() == fold(log.entries())
    for copy in tmp_path.glob("copy-*.db"):
        with ReviewLog.open(copy, BERLIN) as log:
            assert log.check() == []
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []
