"""Real syncs, killed and racing: nothing that was synced is lost, and the next one completes."""

import os
import random
import subprocess
import sys
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from ipt_cards.progress.entries import Entry
from ipt_cards.progress.fold import fold
from ipt_cards.progress.log import ReviewLog
from ipt_cards.progress.sync.folder import read_folder
from tests.cli.command import environment_in, ipt_cards
from tests.progress.making import BERLIN

ROOT = Path(__file__).parents[3]
KILLS = 200 if os.environ.get("IPT_CARDS_LONG_TESTS") else 6


def start(home: Path, folder: Path, rounds: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.progress.sync.syncing", folder, str(rounds)],
        cwd=ROOT,
        env=environment_in(home),
        stdout=subprocess.PIPE,
        text=True,
    )


def synced(lines: Iterable[str]) -> set[str]:
    # A last line without its end was being written: it was not acknowledged yet.
    whole = [line.split() for line in lines if line.startswith("synced") and line.endswith("\n")]
    return {identifier for _, *ids in whole for identifier in ids}


def in_folder(folder: Path) -> set[Entry]:
    readings = read_folder(folder, {})
    assert [reading.problem for reading in readings if reading.problem] == []
    return {entry for reading in readings for entry in reading.entries}


def in_log(home: Path) -> set[Entry]:
    with ReviewLog.open(home / ".kept" / "progress.db", BERLIN) as log:
        entries = log.entries()
        assert log.check() == []
        assert log.progress() == fold(entries)
    return set(entries)


def test_killed_at_any_moment_a_sync_is_completed_by_the_next(tmp_path: Path) -> None:
    laptop, desk, folder = (tmp_path / name for name in ("laptop", "desk", "shared"))
    for made in (laptop, desk, folder):
        made.mkdir()
    acknowledged: set[str] = set()
    moments = random.Random(20261124)  # noqa: S311 - moments, no secrets
    for kill in range(KILLS):
        home = (laptop, desk)[kill % 2]
        with start(home, folder, rounds=10_000) as process:
            assert process.stdout is not None
            lines = list(islice(process.stdout, moments.randrange(1, 120)))
            process.kill()  # SIGKILL; on Windows, TerminateProcess
            lines += process.stdout
        acknowledged |= synced(lines)
        assert acknowledged <= {entry.id for entry in in_folder(folder)}
        there = in_log(home)
        after = ipt_cards("sync", folder, cwd=home)
        assert after.returncode == 0, after.stderr
        assert not after.stderr
        assert in_log(home) == in_folder(folder) >= there
    assert acknowledged
    # A file each: a device that was killed remembers which is its own.
    assert len(list(folder.iterdir())) == 2


def test_processes_of_one_device_that_sync_at_once_write_each_entry_once(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "shared"
    home.mkdir()
    folder.mkdir()
    running = [start(home, folder, rounds=4) for _ in range(3)]
    lines = [line for process in running for line in process.communicate()[0].splitlines(True)]
    assert [process.returncode for process in running] == [0] * 3
    (file,) = folder.iterdir()
    assert file.read_bytes().count(b"\n") == len(synced(lines)) == len(in_folder(folder)) == 240
