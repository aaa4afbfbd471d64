"""What stands between blank lines in a GIFT file: questions, categories and comments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_ESCAPED = re.compile(r"\\([\\:#={}~n])")
_MEANT = {"\\": "\\", "n": "\n"}
_SIGNS = ":#={}~\n"
_HIDDEN = {sign: chr(0xFDD0 + place) for place, sign in enumerate(_SIGNS)}
_SHOWN = str.maketrans({hidden: sign for sign, hidden in _HIDDEN.items()})
_ANSWER_LINE = re.compile(r"\s*[=~}]|\s*####")


@dataclass(slots=True)
class Block:
    """Lines that belong together. line: where the first that is no comment stands, from 1."""

    line: int = 0
    lines: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines that are no comments."""
        return "\n".join(self.lines).strip()


def blocks_of(text: str) -> Iterator[Block]:
    """A file's blocks, each with the comments before and in it.

    A blank line within the braces of an answer ends no block where an answer goes on after it.
    """
    block, blank = Block(), False
    for number, line in enumerate(text.split("\n"), start=1):
        stripped = line.strip()
        if not stripped:
            blank = True
            continue
        if blank and block.lines and not (_is_open(block) and _ANSWER_LINE.match(line)):
            yield block
            block = Block()
        blank = False
        if stripped.startswith("//"):
            block.comments.append(stripped)
        elif stripped.startswith("$CATEGORY:") and not block.lines:
            yield Block(number, [stripped], block.comments)
            block = Block()
        else:
            block.line = block.line or number
            block.lines.append(line)
    if block.lines:
        yield block


def _is_open(block: Block) -> bool:
    text = hide_escapes("\n".join(block.lines))
    return "{" in text and "}" not in text


def hide_escapes(text: str) -> str:
    """The text with noncharacters, which no text may hold, for signs after a backslash."""
    return _ESCAPED.sub(lambda found: _hidden(found[1]), text)


def _hidden(sign: str) -> str:
    meant = _MEANT.get(sign, sign)
    return _HIDDEN.get(meant, meant)


def show_escapes(text: str) -> str:
    """The text with those signs again."""
    return text.translate(_SHOWN)
