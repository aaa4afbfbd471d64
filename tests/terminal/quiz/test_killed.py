"""A quiz killed at any moment: every answer that the screen acknowledged is in the log."""

import contextlib
import random
import re
import signal
import sys
from pathlib import Path

import pexpect
import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX's", allow_module_level=True)

from ipt_cards.progress.entries import Review
from ipt_cards.progress.fold import fold
from ipt_cards.progress.log import ReviewLog
from tests.progress.making import BERLIN
from tests.quiz.making import plain_notes
from tests.terminal.terminal import Terminal, write_deck

KILLS, LONG_KILLS = 25, 200
CARDS = 120
ANSWER = " 4"


def test_killed_at_any_moment_every_answer_acknowledged_on_screen_is_there(
    tmp_path: Path, *, is_long: bool, kill_seed: int
) -> None:
    print(f"--kill-seed={kill_seed}")  # noqa: T201 - shown where the test fails
    kills = LONG_KILLS if is_long else KILLS
    deck = write_deck(tmp_path / "deck", plain_notes(CARDS))
    moments = random.Random(kill_seed)  # noqa: S311 - moments, no secrets
    file, recorded, seen = 0, 0, 0
    for _ in range(kills):
        if recorded > CARDS - 20:
            file, recorded = file + 1, 0
        progress = tmp_path / f"{file}.db"
        terminal = Terminal(tmp_path, deck, "--new", "10000", "--progress", progress)
        terminal.see(f"Question {recorded}?")
        answers = moments.randrange(1, 10)
        terminal.press(ANSWER * answers)
        enough = recorded + moments.randrange(answers + 1)
        see_acknowledged(terminal, enough)
        for _ in range(moments.randrange(5)):
            with contextlib.suppress(pexpect.TIMEOUT):  # all is drawn, for now
                read = terminal.process.read_nonblocking(moments.randrange(1, 200), timeout=0)
                terminal.feed(read)
        acknowledged = max(enough, acknowledged_on(terminal.shown))
        terminal.process.kill(signal.SIGKILL)
        terminal.drain()
        acknowledged = max(acknowledged, acknowledged_on(terminal.shown))
        assert terminal.end() == -signal.SIGKILL
        with ReviewLog.open(progress, BERLIN) as log:
            cards = [entry.card for entry in log.entries() if isinstance(entry, Review)]
            assert log.check() == []
            assert log.progress() == fold(log.entries())
        assert cards == [f"note-{number}/forward" for number in range(len(cards))]
        assert acknowledged <= len(cards) <= recorded + answers
        seen += acknowledged - recorded
        recorded = len(cards)
    assert seen > kills


def see_acknowledged(terminal: Terminal, answers: int) -> None:
    terminal.see(lambda shown: acknowledged_on(shown) >= answers)


def acknowledged_on(shown: str) -> int:
    """How many answers a screen says are recorded; 0 where it is only half drawn."""
    asked = re.search(r"Question (\d+)\?", shown)
    left = re.search(r"^ +(\d+) new", shown, re.MULTILINE)
    if asked and left and int(asked[1]) + int(left[1]) == CARDS:
        return int(asked[1])
    return 0
