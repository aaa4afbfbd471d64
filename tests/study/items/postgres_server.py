"""A PostgreSQL server of the test's own, where one is installed."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def program(name: str) -> str:
    """Where a program of PostgreSQL's is; the test is skipped where there is none."""
    found = shutil.which(name)
    if found is None:  # Debian has them on no PATH
        there = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
        if not there:
            pytest.skip("no PostgreSQL server is installed")
        found = str(there[-1])
    return found


@contextmanager
def serving() -> Iterator[str]:
    """A server on this machine; the address of a database that holds nothing.

    Its password has signs that an address has to escape.
    """
    if sys.platform == "win32":
        pytest.skip("the server is started as on POSIX systems")
    initdb, pg_ctl = program("initdb"), program("pg_ctl")
    folder = Path(tempfile.mkdtemp(prefix="ipt-cards-postgres-"))
    as_root = os.geteuid() == 0  # which the server refuses to be
    user = "nobody" if as_root else None
    try:
        (folder / "password").write_text("pa ss%:wö@rd", encoding="utf-8")
        if as_root:
            shutil.chown(folder, "nobody")
            shutil.chown(folder / "password", "nobody")
        data = folder / "data"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        access = ("-U", "teacher", "-A", "scram-sha-256", f"--pwfile={folder / 'password'}")
        _run([initdb, "-D", data, "-E", "UTF8", "--no-sync", *access], user, folder)
        listens = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories="
        options = f"{listens} -c fsync=off"
        _run([pg_ctl, "-D", data, "-w", "-l", folder / "log", "-o", options, "start"], user, folder)
        try:
            yield f"postgresql://teacher:pa%20ss%25%3Aw%C3%B6%40rd@127.0.0.1:{port}/postgres"
        finally:
            _run([pg_ctl, "-D", data, "-w", "-m", "immediate", "stop"], user, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str | Path], user: str | None, folder: Path) -> None:
    done = subprocess.run(
        [*map(str, command)],
        user=user,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"PostgreSQL can't be started here: {done.stderr.decode(errors='replace')}")
