"""Anki's cloze syntax, `{{c1::hidden::hint}}`, which may nest."""

import re
from functools import lru_cache
from typing import NamedTuple

MAXIMUM_NUMBER = 500
"""Anki makes no card for a higher cloze number."""

DEEPEST = 8
"""How deep clozes may nest: each level is a call within a call of the Markdown parser."""

_OPENING = re.compile(r"\{\{c(\d{1,9})::")
_TOKEN = re.compile(r"\{\{c(\d{1,9})::|\}\}")
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
    if not text.startswith("{{c", start):
        return None
    span = _spans(text).get(start)
    return span if span is not None and span.end <= limit else None


@lru_cache(maxsize=4)
def _spans(text: str) -> dict[int, ClozeSpan]:
    """All clozes of a text by where they open, found in one pass, however many never close."""
    spans: dict[int, ClozeSpan] = {}
    open_: list[re.Match[str]] = []
    last_end = 0
    for token in _TOKEN.finditer(text):
        if token[1]:
            open_.append(token)
            continue
        if open_:
            opening = open_.pop()
            if len(open_) < DEEPEST:
                spans[opening.start()] = _span(text, opening, token, last_end)
        last_end = token.end()
    return spans


def _span(text: str, opening: re.Match[str], closing: re.Match[str], last_end: int) -> ClozeSpan:
    end = closing.start()
    separator = text.find("::", max(opening.end(), last_end), end)
    content_end = end if separator < 0 else separator
    hint = "" if separator < 0 else text[separator + 2 : end]
    return ClozeSpan(int(opening[1]), opening.end(), content_end, hint.strip(), closing.end())


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
