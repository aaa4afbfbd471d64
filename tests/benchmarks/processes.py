"""Measuring whole processes from outside, on the wall clock."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]

Command = Sequence[str | Path]


class Usage(NamedTuple):
    """What a process took: seconds from start to end, and the most memory it held, in bytes.

    The memory is 0 on Windows, where nothing in the standard library tells it of an ended process.
    """

    seconds: float
    peak_bytes: int


def run(command: Command, folder: Path, environment: Mapping[str, str]) -> Usage:
    """Run a process to its end. Raises RuntimeError, with what it said, where it failed."""
    with (folder / "said").open("w+", encoding="utf-8", errors="replace") as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        peak = _wait(process)
        seconds = time.perf_counter() - start
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"{' '.join(map(str, command))}: {said.read()[-2000:]}")
    return Usage(seconds, peak)


def seconds_to_first_line(
    command: Command, folder: Path, environment: Mapping[str, str], holding: str
) -> float:
    """The seconds until a process that waits for input has printed a line that holds a text."""
    start = time.perf_counter()
    with subprocess.Popen(
        [str(word) for word in command],
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if holding in line:
                seconds = time.perf_counter() - start
                process.communicate()
                return seconds
    raise RuntimeError(f"{' '.join(map(str, command))} never printed a line with {holding!r}")


def printed_numbers(command: Command, folder: Path, environment: Mapping[str, str]) -> list[float]:
    """The numbers that a process prints, having measured itself."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=dict(environment),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))}: {done.stderr[-2000:]}")
    return [float(number) for number in done.stdout.split()]


def _wait(process: "subprocess.Popen[bytes]") -> int:
    if not hasattr(os, "wait4"):  # Windows
        process.wait()
        return 0
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    # Kibibytes, but bytes on macOS (getrusage(2) of either).
    return int(usage.ru_maxrss) * (1 if os.uname().sysname == "Darwin" else 1024)
