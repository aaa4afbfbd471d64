"""A real `ipt-cards quiz`, or another subcommand, in a pseudo-terminal, and what an onlooker sees on its screen."""

import re
import sys
import termios
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pexpect
import pyte

from ipt_cards.deck.deck import Topic
from ipt_cards.deck.note import Note
from ipt_cards.deck.writing.deck_yaml import deck_files
from tests.cli.command import environment_in
from tests.quiz.making import DECK

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60
"""After which a screen that doesn't come fails the test."""


def write_deck(folder: Path, notes: tuple[Note, ...] | None = None) -> Path:
    deck = DECK
    if notes is not None:
        deck = replace(DECK, topics=(Topic("basics", "The basics", notes),))
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in deck_files(deck, schema="").items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


class Terminal:
    """A terminal in which a subcommand runs, by itself or, with `in_a_shell`, as a job of a shell."""

    def __init__(
        self,
        home: Path,
        *options: str | Path,
        columns: int = 80,
        lines: int = 24,
        in_a_shell: bool = False,
        subcommand: str = "quiz",
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.columns, self.lines = columns, lines
        self.raw = b""
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        command = [sys.executable, "-m", "ipt_cards", subcommand, *map(str, options)]
        program = ["/bin/sh", "-i", "-m"] if in_a_shell else command
        inherited = environment_in(home)
        inherited |= {"TERM": "xterm-256color", "PYTHONPATH": str(ROOT), "PS1": "$ ", "ENV": ""}
        inherited.pop("VISUAL", None)
        inherited.pop("LINES", None)  # readline has told the tests' workers of another terminal's
        self.process: pexpect.spawn[bytes] = pexpect.spawn(
            program[0],
            program[1:],
            cwd=str(home),
            env=inherited | dict(environment or {}),
            dimensions=(lines, columns),
            timeout=PATIENCE_SECONDS,
            echo=True,
        )
        self._modes_found = self._modes_left = self._modes()
        if in_a_shell:
            self.press(" ".join(f"'{part}'" for part in command) + "\r")

    def press(self, keys: str) -> None:
        self.process.send(keys.encode())

    def see(self, wanted: str | Callable[[str], bool]) -> str:
        """Wait until the screen shows a text, wrapped or not, or what a function looks for."""

        def is_there() -> bool:
            if isinstance(wanted, str):
                return wanted in self.shown or wanted in " ".join(self.shown.split())
            return wanted(self.shown)

        # A clock on the screen would keep a screen that never comes from being missed.
        until = time.monotonic() + PATIENCE_SECONDS
        while not is_there():
            try:
                left = max(0, until - time.monotonic())
                self.feed(self.process.read_nonblocking(65536, timeout=left))
            except (pexpect.EOF, pexpect.TIMEOUT) as error:
                raise AssertionError(f"{wanted!r} never came; instead:\n{self.shown}") from error
        return self.shown

    def end(self) -> int:
        """Wait until the process has ended; its exit status, or minus the signal's number."""
        self.drain()
        self._modes_left = self._modes()
        self.process.close()
        if self.process.signalstatus is not None:
            return -self.process.signalstatus
        assert self.process.exitstatus is not None
        return self.process.exitstatus

    def interrupt(self) -> int:
        """Press Ctrl-C until the process has ended; its exit status.

        One that comes just before Python begins to wait for a line is seen only after the line.
        """
        while True:
            self.press("\x03")
            try:
                while True:
                    self.feed(self.process.read_nonblocking(65536, timeout=5))
            except pexpect.EOF:
                return self.end()
            except pexpect.TIMEOUT:
                continue

    def drain(self) -> None:
        while True:
            try:
                self.feed(self.process.read_nonblocking(65536, timeout=PATIENCE_SECONDS))
            except pexpect.EOF:
                return

    def resize(self, columns: int, lines: int) -> None:
        self.columns, self.lines = columns, lines
        self._screen.resize(lines, columns)
        self.process.setwinsize(lines, columns)

    @property
    def shown(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    @property
    def is_usable(self) -> bool:
        """After the end: whether modes, screen and cursor are as they were before the quiz."""
        text = self.raw.decode(errors="replace")
        entered, left = (text.rfind(f"\x1b[?1049{sign}") for sign in "hl")
        hidden, visible = (text.rfind(f"\x1b[?25{sign}") for sign in "lh")
        return left >= entered and visible >= hidden and self._modes_left == self._modes_found

    def _modes(self) -> list[int]:
        input_, output, control, local, *_ = termios.tcgetattr(self.process.child_fd)
        return [input_, output, control, local]

    def feed(self, data: bytes) -> None:
        self.raw += data
        # Other terminals swallow what pyte 0.8 would print: a private mode's query, for one.
        self._stream.feed(re.sub(rb"\x1b\[[>=?][0-9;]*[cnup]|\x1b\[[0-9]* q", b"", data))
