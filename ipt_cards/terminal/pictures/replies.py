"""A terminal's answers, taken out of what the learner types."""

import re
from collections.abc import Callable
from typing import Protocol

_REPLY = re.compile(
    r"\x1b\[\?[\d;]*c"  # device attributes
    r"|\x1b\[6;\d+;\d+t"  # a cell's size
    r"|\x1b_G[^\x1b]*\x1b\\"  # kitty's
)
_BEGINNING = re.compile(r"\x1b(\[(\?[\d;]*|6(;\d*(;\d*)?)?)?|_(G[^\x1b]{0,200}\x1b?)?)?\Z")
_LONGEST = 256


class Parser(Protocol):
    """What prompt_toolkit makes keys with."""

    def feed(self, data: str) -> None:
        """Take more of what was typed."""

    def flush(self) -> None:
        """Nothing more comes for now: what was held back are keys."""


class WithoutReplies:
    """A parser before which answers are taken away, however they arrive in pieces.

    parser: gets all else. on_reply: gets each answer.
    """

    def __init__(self, parser: Parser, on_reply: Callable[[str], None]) -> None:
        self._parser = parser
        self._on_reply = on_reply
        self._held = ""

    def feed(self, data: str) -> None:
        """Take more of what was typed or answered."""
        data = self._held + data
        self._held = ""
        done = 0
        for found in _REPLY.finditer(data):
            self._parser.feed(data[done : found.start()])
            self._on_reply(found[0])
            done = found.end()
        rest = data[done:]
        if (begun := _BEGINNING.search(rest)) and len(begun[0]) < _LONGEST:
            self._held = begun[0]
            rest = rest[: begun.start()]
        self._parser.feed(rest)

    def flush(self) -> None:
        """Nothing more comes for now: an Escape alone is the key, all else may be an answer yet."""
        if self._held == "\x1b":
            self._parser.feed(self._held)
            self._held = ""
        self._parser.flush()

    def feed_and_flush(self, data: str) -> None:
        """Both."""
        self.feed(data)
        self.flush()

    def reset(self, request: bool = False) -> None:  # noqa: FBT001, FBT002, ARG002 - prompt_toolkit's interface
        """Forget what is held."""
        self._held = ""
