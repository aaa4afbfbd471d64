"""Measuring pages from outside: `ipt-cards web` and `preview` as processes, asked over HTTP."""

import http.client
import re
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from tests.benchmarks.processes import Command


@contextmanager
def served(command: Command, folder: Path, environment: Mapping[str, str]) -> Iterator[int]:
    """The port of a server that is started, and is ended behind."""
    process = subprocess.Popen(
        [*map(str, command), "--no-browser", "--port", "0"],
        cwd=folder,
        env=dict(environment),
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r":(\d+)/", line)
        if found is None:
            raise RuntimeError(f"{' '.join(map(str, command))}: {line}{process.stdout.read()}")
        yield int(found[1])
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate()


def asked(port: int, path: str, *, packed: bool = False) -> bytes:
    """What stands at an address. Raises RuntimeError where nothing does."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers={"accept-encoding": "gzip"} if packed else {})
        answer = connection.getresponse()
        content = answer.read()
    finally:
        connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return content


def seconds_to_first_page(
    command: Command, folder: Path, environment: Mapping[str, str], path: str
) -> float:
    """The seconds from the start of the server's process until a page has come."""
    start = time.perf_counter()
    with served(command, folder, environment) as port:
        asked(port, path)
        return time.perf_counter() - start


def kilobytes(command: Command, folder: Path, environment: Mapping[str, str], path: str) -> float:
    """What a page weighs with all that it loads, as it is sent, in thousands of bytes."""
    with served(command, folder, environment) as port:
        page = asked(port, path)
        loaded = re.findall(r'<(?:link|script)[^>]* (?:href|src)="([^"]+)"', page.decode())
        parts = [asked(port, address, packed=True) for address in loaded]
    return sum(map(len, [page, *parts])) / 1000


def seconds_to_follow(
    command: Command, folder: Path, environment: Mapping[str, str], file: Path
) -> float:
    """The seconds from an edit in the midst of a deck's file until the note's page shows it.

    An edit before, which isn't measured, tells when the server is through with what it begins with.
    """
    text = file.read_text(encoding="utf-8")
    notes = re.findall(r"- id: (\S+)\n", text)
    note = notes[len(notes) // 2]
    head, tail = text.split(f"- id: {note}\n", 1)
    edits = count(1)

    def followed(port: int) -> float:
        mark = f"Edit{next(edits)}x"
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", "/events")
        told = connection.getresponse()
        told.readline(), told.readline()
        edited = tail.replace('front: "', f'front: "{mark} ', 1)
        saved = file.with_suffix(".new")  # as editors save: never half of it in its place
        saved.write_text(f"{head}- id: {note}\n{edited}", encoding="utf-8")
        start = time.perf_counter()
        saved.replace(file)
        while True:
            if told.readline().startswith(b"data:"):
                asked(port, f"/notes/{note}")
                if mark.encode() in asked(port, f"/frames/{note}/forward"):
                    break
        seconds = time.perf_counter() - start
        connection.close()
        return seconds

    try:
        with served(command, folder, environment) as port:
            for _ in range(2):
                followed(port)
            return followed(port)
    finally:
        file.write_text(text, encoding="utf-8")
