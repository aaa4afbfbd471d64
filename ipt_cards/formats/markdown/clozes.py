"""Clozes of other programs, as ours."""

import re

_RAW = re.compile(
    r"\\.|!?\[[^\]\n]{0,999}\]\([^()\n]{0,999}\)|(?<!`)(`++).*?(?<!`)\1(?!`)", re.DOTALL
)
"""What no bracket is looked for in: escapes, links, images and code."""


def with_clozes(text: str, pattern: re.Pattern[str], *, together: bool = False) -> str:
    """The text with a cloze of ours for each match, numbered from 1.

    pattern: has groups `hidden` and, where there may be some, `hint` and `number`. together:
    whether those without a number are hidden together.
    """
    parts: list[str] = []
    position = number = 0
    raw = [found.span() for found in _RAW.finditer(text)]
    for found in pattern.finditer(text):
        if found.start() < position or any(a <= found.start() < b for a, b in raw):
            continue
        groups = found.groupdict()
        hidden = groups["hidden"].strip()
        if not hidden:
            continue
        number += 1
        given = groups.get("number")
        hint = (groups.get("hint") or "").strip()
        parts.append(text[position : found.start()])
        parts.append(cloze(int(given) if given else 1 if together else number, hidden, hint))
        position = found.end()
    parts.append(text[position:])
    return "".join(parts)


def cloze(number: int, hidden: str, hint: str = "") -> str:
    """A cloze of ours that hides just this text."""
    guarded = hidden.replace("::", r":\:")
    if guarded.endswith("}"):
        guarded += " "
    return f"{{{{c{number}::{guarded}{'::' + hint if hint else ''}}}}}"
