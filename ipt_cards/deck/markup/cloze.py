"""Anki's cloze syntax, `{{c1::hidden::hint}}`, which may nest."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAXIMUM_NUMBER = 500
"""Anki makes no card for a higher cloze number."""

DEEPEST = 8
"""How deep clozes may nest: each level is a call within a call of the Markdown parser."""

_CLOSING = "}}"
_OPENING = re.compile(r"\{\{c(\d{1,9})::")
_TOKEN = re.compile(r"\{\{c(\d{1,9})::|\}\}")
_BRACE = re.compile(r"\\.|\{\{c(\d{1,9})::|[{}]", re.DOTALL)
_RAW = re.compile(r"\$[^$\n]*\$|`[^`\n]*`")
"""A formula or code, in which a doubled colon is no hint's."""
_NEAR_MISS = re.compile(
    r"\{\{\s*[cC]\d+(?:\s*::?|\b)|\{\{\s*\d+\s*::|\{\{[cC]::?|(?<!\{)\{\s*[cC]\d+\s*::"
)
"""Not `{1: 2}`, nor `_{c1}`: code and TeX have such."""


class Gap(NamedTuple):
    """A cloze within a formula or code: what it hides, gaps again among it."""

    number: int
    hint: str
    parts: "tuple[str | Gap, ...]"


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
    """All clozes of a text by where they open, found in one pass, however many never close.

    Braces within a cloze are its own, as those of a formula are, as long as they come in pairs.
    """
    paired = _paired_spans(text)
    return _first_spans(text) if paired is None else paired


def _paired_spans(text: str) -> dict[int, ClozeSpan] | None:
    """The clozes of a text in which all braces within them come in pairs; None of any other."""
    spans: dict[int, ClozeSpan] = {}
    open_: list[re.Match[str]] = []
    depths: list[int] = []
    last_end, position = 0, 0
    while found := _BRACE.search(text, position):
        position = found.end()
        if found[1]:
            open_.append(found)
            depths.append(0)
        elif not open_ or found[0].startswith("\\"):
            continue
        elif found[0] == "{":
            depths[-1] += 1
        elif depths[-1]:
            depths[-1] -= 1
        elif text.startswith(_CLOSING, found.start()):
            opening = open_.pop()
            depths.pop()
            if len(open_) < DEEPEST:
                spans[opening.start()] = _span(text, opening, found.start(), last_end)
            last_end = position = found.start() + len(_CLOSING)
    return None if open_ else spans


def _first_spans(text: str) -> dict[int, ClozeSpan]:
    """The clozes of a text, each ending at the first doubled brace."""
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
                spans[opening.start()] = _span(text, opening, token.start(), last_end)
        last_end = token.end()
    return spans


def _span(text: str, opening: re.Match[str], end: int, last_end: int) -> ClozeSpan:
    begin = max(opening.end(), last_end)
    content = text[begin:end]
    if "$" in content or "`" in content:
        content = _RAW.sub(lambda raw: "." * len(raw[0]), content)
    separator = content.find("::")
    separator = separator if separator < 0 else begin + separator
    content_end = end if separator < 0 else separator
    hint = "" if separator < 0 else text[separator + 2 : end]
    after = end + len(_CLOSING)
    return ClozeSpan(int(opening[1]), opening.end(), content_end, hint.strip(), after)


def parts_of(raw: str, deepest: int = DEEPEST) -> "tuple[str | Gap, ...]":
    """A formula or code as text and gaps, in their order; gaps nested deeper are text."""
    if not deepest:
        return (raw,)
    parts: list[str | Gap] = []
    position = start = 0
    while (start := raw.find("{{c", start)) >= 0:
        span = cloze_at(raw, start, len(raw))
        if span is None:
            start += 1
            continue
        if position < start:
            parts.append(raw[position:start])
        inner = parts_of(raw[span.content_start : span.content_end], deepest - 1)
        parts.append(Gap(span.number, span.hint, inner))
        position = start = span.end
    if position < len(raw):
        parts.append(raw[position:])
    return tuple(parts)


def content_of(parts: "Sequence[str | Gap]", hide: int | None = None) -> str:
    """The text of parts with what their gaps hide, but `[hint]` or `[…]` in those of one number."""
    return "".join(
        part
        if isinstance(part, str)
        else f"[{part.hint or '…'}]"
        if part.number == hide
        else content_of(part.parts, hide)
        for part in parts
    )


def gaps_in(parts: "Sequence[str | Gap]") -> "Iterator[Gap]":
    """All gaps, those within others after them."""
    for part in parts:
        if isinstance(part, Gap):
            yield part
            yield from gaps_in(part.parts)


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
