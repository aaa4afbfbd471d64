"""`ipt-cards` in a process of its own to which something happens: it is killed, or can't write."""

import ctypes
import errno
import multiprocessing
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.util import Finalize
from pathlib import Path
from types import FrameType

from tests.cli.command import environment_in

# Forked from a server that has imported all this, a process takes some 50 ms instead of 500.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["ipt_cards.cli.main", "ipt_cards.cli.quiz.quiz", __name__])

Fault = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: its exit code, or minus the signal that killed it, and its output."""

    code: int
    output: str
    errors: str

    @property
    def was_killed(self) -> bool:
        return self.code < 0


def run(home: Path, *arguments: str | Path, stdin: str = "", fault: Fault | None = None) -> Ended:
    """Run the command with everything it looks at in `home`; the fault strikes before it begins."""
    output, errors = _PROCESSES.Pipe(duplex=False), _PROCESSES.Pipe(duplex=False)
    with tempfile.NamedTemporaryFile() as answers:
        answers.write(stdin.encode())
        answers.flush()
        process = _PROCESSES.Process(
            target=_child,
            args=(home, answers.name, output[1], errors[1], [*map(str, arguments)], fault),
        )
        process.start()
        ended = [_all_of(*pipe) for pipe in (output, errors)]
        process.join()
    code = process.exitcode
    assert code is not None
    process.close()
    return Ended(code, *ended)


def _all_of(reader: Connection, writer: Connection) -> str:
    writer.close()
    with open(reader.fileno(), encoding="utf-8", closefd=False) as stream:
        text = stream.read()
    reader.close()
    return text


def _child(  # noqa: PLR0917 - a process's
    home: Path,
    answers: str,
    output: Connection,
    errors: Connection,
    arguments: list[str],
    fault: Fault | None,
) -> None:
    from ipt_cards.cli.main import main  # noqa: PLC0415 - in the child only

    given = (os.open(answers, os.O_RDONLY), output.fileno(), errors.fileno())
    for descriptor, source in enumerate(given):
        os.dup2(source, descriptor)
    output.close()
    errors.close()
    sys.stdin, sys.stdout, sys.stderr = (
        open(descriptor, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 - to the end
        for descriptor, mode in enumerate("rww")
    )
    temporary = {"TMPDIR": os.environ["TMPDIR"]}
    os.environ.clear()
    os.environ.update(environment_in(home) | temporary)
    tempfile.tempdir = None  # chosen anew, in this environment
    os.chdir(home)
    sys.argv = ["ipt-cards", *arguments]
    if fault is not None:
        fault()
    main()


@dataclass(frozen=True, slots=True)
class AtCall:
    """Another fault, at the n-th call of a function, Python's or C's: between any two statements."""

    number: int
    fault: Fault

    def __call__(self) -> None:
        calls = count(1)

        def watch(_frame: FrameType, _event: str, _argument: object) -> None:
            if next(calls) == self.number:
                sys.setprofile(None)
                self.fault()

        sys.setprofile(watch)


@dataclass(frozen=True, slots=True)
class Killed:
    """SIGKILL."""

    def __call__(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class CountedCalls:
    """No fault: how many calls there are is written to a file at the end."""

    count: Path

    def __call__(self) -> None:
        calls = 0

        def watch(_frame: FrameType, _event: str, _argument: object) -> None:
            nonlocal calls
            calls += 1

        Finalize(None, lambda: self.count.write_text(str(calls)), exitpriority=1)
        sys.setprofile(watch)


@dataclass(frozen=True, slots=True)
class KilledInWrite:
    """Killed in the midst of the write that would make any file longer than this many bytes.

    The bytes up to there are written.
    """

    size: int

    def __call__(self) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (self.size, self.size))


@dataclass(frozen=True, slots=True)
class NoRoom:
    """Each write that would make a file longer than this many bytes fails, as an I/O error."""

    size: int

    def __call__(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (self.size, self.size))


@dataclass(frozen=True, slots=True)
class NoSuperuser:
    """Modes of files hold for root, too: it gives up CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH."""

    def __call__(self) -> None:
        if sys.platform != "linux" or os.getuid() != 0:
            return
        libc = ctypes.CDLL(None, use_errno=True)
        header = (ctypes.c_uint32 * 2)(0x20080522, 0)
        sets = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable, twice 32 bits
        if libc.capget(header, sets) or not sets:
            raise OSError(ctypes.get_errno(), "capget")
        sets[0] &= ~0b110
        if libc.capset(header, sets):
            raise OSError(ctypes.get_errno(), "capset")


@dataclass(frozen=True, slots=True)
class FailingSync:
    """Each file that Python itself writes fails with an I/O error as it is to reach the disk."""

    def __call__(self) -> None:
        def fail(fd: object) -> None:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

        os.fsync = fail


@dataclass(frozen=True, slots=True)
class Bounded:
    """No more than so many bytes of memory, nor seconds of a processor's time."""

    memory: int
    seconds: int

    def __call__(self) -> None:
        resource.setrlimit(resource.RLIMIT_AS, (self.memory, self.memory))
        resource.setrlimit(resource.RLIMIT_CPU, (self.seconds, self.seconds))


@dataclass(frozen=True, slots=True)
class NoNetwork:
    """Any attempt to reach another machine, or another program through a port, is an error."""

    def __call__(self) -> None:
        def refuse(event: str, arguments: tuple[object, ...]) -> None:
            if event in {
                *("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"),
                *("socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"),
            }:
                raise AssertionError(f"{event} {arguments}")

        os.umask(0o022)
        sys.addaudithook(refuse)
