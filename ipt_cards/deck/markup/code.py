"""Code in colours: pieces of text with their kinds, and where clozes in it open and close."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES
from pygments.util import ClassNotFound

from ipt_cards.deck.markup.cloze import Gap

LONGEST = 20_000
"""Characters; longer code is shown in one colour."""


_WITHOUT_LOOK = frozenset({"w", "p", "n", "o"})
"""Blanks, punctuation, names and operators look like the rest."""


class CodePiece(NamedTuple):
    """A piece of code. kind: Pygments' short name for what it is, such as `k`; "" for nothing."""

    text: str
    kind: str


class GapEdge(NamedTuple):
    """Where a cloze opens, or closes."""

    number: int
    hint: str
    opens: bool


def highlighted(parts: Sequence[str | Gap], language: str) -> Iterator[CodePiece | GapEdge]:
    """Code as pieces, in a language as a fence names it; of one that isn't known without kinds."""
    code, edges = _flat(parts)
    position = 0
    for text, kind in _pieces(code, language):
        end = position + len(text)
        while edges and edges[0][0] < end:
            offset, edge = edges.pop(0)
            if position < offset:
                yield CodePiece(code[position:offset], kind)
            yield edge
            position = offset
        if position < end:
            yield CodePiece(code[position:end], kind)
        position = end
    yield from (edge for _, edge in edges)


def _flat(parts: Sequence[str | Gap]) -> tuple[str, list[tuple[int, GapEdge]]]:
    texts: list[str] = []
    edges: list[tuple[int, GapEdge]] = []

    def add(some: Sequence[str | Gap], start: int) -> int:
        for part in some:
            if isinstance(part, str):
                texts.append(part)
                start += len(part)
                continue
            edges.append((start, GapEdge(part.number, part.hint, opens=True)))
            start = add(part.parts, start)
            edges.append((start, GapEdge(part.number, part.hint, opens=False)))
        return start

    add(parts, 0)
    return "".join(texts), edges


def _pieces(code: str, language: str) -> Iterator[tuple[str, str]]:
    lexer = _lexer(language) if len(code) <= LONGEST else None
    if lexer is None:
        yield code, ""
        return
    for _, kind, text in lexer.get_tokens_unprocessed(code):
        known = (each for each in reversed(kind.split()) if each in STANDARD_TYPES)
        name = STANDARD_TYPES[next(known)]
        yield text, "" if name in _WITHOUT_LOOK else name


def _lexer(language: str) -> Lexer | None:
    named = language.split()
    try:
        return get_lexer_by_name(named[0]) if named else None
    except ClassNotFound:
        return None
