"""Anki's cloze syntax, `{{c1::hidden::hint}}`, which may nest."""

import re
from typing import NamedTuple

MAXIMUM_NUMBER = 500
"""Anki makes no card for a higher cloze number."""

_OPENING = re.compile(r"\{\{c(\d+)::")
_TOKEN = re.compile(r"\{\{c\d+::|\}\}")
_NEAR_MISS = re.compile(r"\{+\s*[cC]?\d+\s*::?|\{+\s*[cC]\d+\b|\{\{[cC]::?")


class ClozeSpan(NamedTuple):
    """Where a cloze stands in a text: the offsets of its hidden content, its hint, and its end."""

    number: int
    content_start: int
    content_end: int
    hint: str
    end: int


def cloze_at(text: str, start: int, limit: int) -> ClozeSpan | None:
    """The cloze that opens exactly at `start` and closes before `limit`, if one does.

    The hint begins at the first `::` after the last nested cloze, as in Anki.
    """
    opening = _OPENING.match(text, start, limit)
    if opening is None:
        return None
    depth = 1
    hint_from = opening.end()
    for token in _TOKEN.finditer(text, opening.end(), limit):
        if token[0] != "}}":
            depth += 1
            continue
        depth -= 1
        if depth == 0:
            separator = text.find("::", hint_from, token.start())
            content_end = token.start() if separator < 0 else separator
            hint = "" if separator < 0 else text[separator + 2 : token.start()]
            return ClozeSpan(int(opening[1]), opening.end(), content_end, hint.strip(), token.end())
        hint_from = token.end()
    return None


def cloze_numbers(text: str) -> tuple[int, ...]:
    """The different cloze numbers of a text, ascending: one card each."""
    return tuple(sorted({int(number) for number in _OPENING.findall(text)}))


def opening_count(text: str) -> int:
    """How many clozes the text opens, closed or not."""
    return len(_OPENING.findall(text))


def near_miss(text: str) -> str | None:
    """The first thing that was probably meant to open a cloze and doesn't, such as `{{c1:`."""
    found = _NEAR_MISS.search(_OPENING.sub("", text))
    return found[0] if found else None
