"""A topic's file taken apart by its lines: what stands before its notes, and each note's text.

Authors write the notes as a block, an item after the other, and a line that begins as the first
item's did begins the next one. Where YAML could mean anything else by such a line, nothing is taken
apart; what follows each `- ` is still to be parsed.
"""

import re
from typing import NamedTuple

_HEAD = re.compile(
    r"^notes:[ ]*(?:#[^\n]*)?\r?\n(?:[ ]*(?:#[^\n]*)?\r?\n)*(?=( *)-[ \r\n])", re.MULTILINE
)
_UNUSUAL = re.compile("\r(?!\n)|[\x85\u2028\u2029\ufeff]|^(?:---|\\.\\.\\.|%)", re.MULTILINE)
"""Other line breaks of YAML's, marks of documents and directives."""


class Parts(NamedTuple):
    """head: all before the first item. indentation: spaces before the dash of each item."""

    head: str
    items: tuple[str, ...]
    indentation: int

    @property
    def lines(self) -> list[int]:
        """The line of the file that each item begins in."""
        found = [self.head.count("\n") + 1]
        for item in self.items[:-1]:
            found.append(found[-1] + item.count("\n"))
        return found


def taken_apart(text: str) -> Parts | None:
    """The parts of a topic's file; None where its lines don't tell them."""
    head = _HEAD.search(text)
    if head is None or _UNUSUAL.search(text):
        return None
    first, spaces = head.end(), head[1]
    starts = [
        found.start()
        for found in re.compile(rf"^{spaces}-[ \r\n]", re.MULTILINE).finditer(text, first)
    ]
    ends = [*starts[1:], len(text)]
    items = tuple(text[start:end] for start, end in zip(starts, ends, strict=True))
    return Parts(text[:first], items, len(spaces))
