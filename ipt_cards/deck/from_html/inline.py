"""One paragraph of a field on its way to Markdown: pieces of text with their formats, in lines."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from ipt_cards.deck.from_html.escaping import (
    escape_brackets,
    escape_inline,
    escape_label,
    escape_line_start,
    guard_clozes,
)
from ipt_cards.deck.from_html.ruby import PARTED, READ, READ_END
from ipt_cards.deck.markup.parser import escape

LINK, CODE = "link", "code"
_MARKERS = {"strong": "**", "em": "*", "strike": "~~"}
_BLANKS = re.compile(r"[ \xa0]+")
_OUTSIDE_IN = (LINK, *_MARKERS, CODE)

Formats: TypeAlias = tuple[tuple[str, str], ...]
"""Each format with its value: the address of a link, "" otherwise."""


@dataclass(frozen=True, slots=True)
class Style:
    """How far the Markdown follows the HTML. What turns out wrong is written again, more plainly.

    formats: emphasis, code and links. structure: lists, tables, quotes and headings. thorough: a
    backslash before every punctuation mark. is_cloze: whether clozes are obeyed in this text.
    has_ruby: whether a bracket after a word holds its reading.
    """

    formats: bool = True
    structure: bool = True
    thorough: bool = False
    is_cloze: bool = False
    has_ruby: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text of one look."""

    text: str
    formats: Formats = ()


@dataclass(frozen=True, slots=True)
class Medium:
    """An image or a sound, by its path in the deck."""

    path: str
    description: str


@dataclass(frozen=True, slots=True)
class Raw:
    """What is Markdown already: a formula, a superscript or a subscript."""

    markdown: str


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line."""


@dataclass(frozen=True, slots=True)
class ClozeOpen:
    """Where a cloze begins."""

    number: str
    hint: str


@dataclass(frozen=True, slots=True)
class ClozeClose:
    """Where the cloze ends that was opened last."""


Piece: TypeAlias = Text | Medium | Raw | Break | ClozeOpen | ClozeClose


def lines_of(pieces: Sequence[Piece], style: Style) -> list[str]:
    """The Markdown lines of a paragraph, without the backslashes that break them."""
    lines: list[str] = []
    open_clozes: list[ClozeOpen] = []
    for is_break, group in groupby(_without_empty_clozes(pieces), lambda p: isinstance(p, Break)):
        if is_break:
            continue
        line = _line(list(group), open_clozes, style)
        lines.append(line if style.thorough else escape_line_start(line))
    return [line for line in lines if line]


def _without_empty_clozes(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces without clozes that hide nothing, and without blanks at the edges of lines."""
    kept: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, ClozeClose):
            while kept and (isinstance(kept[-1], Break) or is_blank(kept[-1])):
                kept.pop()
            if kept and isinstance(kept[-1], ClozeOpen):
                kept.pop()
                continue
        kept.append(piece)
    return kept


def is_blank(piece: Piece) -> bool:
    """Whether a piece is nothing but white space."""
    return isinstance(piece, Text) and not piece.text.strip()


def _line(pieces: list[Piece], open_clozes: list[ClozeOpen], style: Style) -> str:
    parts: list[str] = []
    for is_text, group in groupby(pieces, lambda piece: isinstance(piece, Text)):
        if is_text:
            texts = [piece for piece in group if isinstance(piece, Text)]
            written = _formatted(texts, _OUTSIDE_IN, style, inside=bool(open_clozes))
            if parts and parts[-1].endswith("$"):
                written = re.sub(r"^\d", _entity, written)
            parts.append(written)
            continue
        for piece in group:
            match piece:
                case Medium(path, description):
                    parts.append(f"![{escape_label(description)}]({path})")
                case Raw(markdown):
                    if parts and markdown.startswith("$"):
                        parts[-1] = re.sub(r"\d$", _entity, parts[-1])
                    parts.append(markdown)
                case ClozeOpen(number):
                    open_clozes.append(piece)
                    parts.append(f"{{{{c{number}::")
                case ClozeClose():
                    hint = open_clozes.pop().hint
                    parts.append(f"::{hint}}}}}" if hint else "}}")
                case _:
                    pass
    line = folded_line("".join(parts))
    return _with_readings(line) if READ in line else line


def folded_line(line: str) -> str:
    """A line of Markdown with single blanks; one that parts no words stays if it stands alone."""
    return _BLANKS.sub(lambda run: " " if " " in run[0] else run[0], line).strip()


def _entity(digit: re.Match[str]) -> str:
    """A digit that stands beside a formula, whose dollar would otherwise be a price's."""
    return f"&#{ord(digit[0])};"


def _with_readings(line: str) -> str:
    # A base needs no blank before it where nothing stands that could be part of it.
    line = re.sub(rf"(^|[*~]|{READ_END}|\{{\{{c\d+::){PARTED}", r"\1", line)
    line = line.replace(f"{READ_END}(", f"{READ_END}&#40;")
    return line.replace(PARTED, " ").replace(READ, "[").replace(READ_END, "]")


def _formatted(texts: Sequence[Text], kinds: Sequence[str], style: Style, *, inside: bool) -> str:
    if not kinds:
        return _escaped("".join(text.text for text in texts), style, inside=inside)
    kind, *others = kinds
    parts = []
    for value, group in groupby(texts, lambda text: dict(text.formats).get(kind)):
        members = list(group)
        if value is None or not style.formats:
            parts.append(_formatted(members, others, style, inside=inside))
        elif kind == CODE:
            parts.append(_code("".join(text.text for text in members)))
        else:
            inner = _formatted(members, others, style, inside=inside)
            parts.append(_wrapped(inner, kind, value))
    return "".join(parts)


def _wrapped(inner: str, kind: str, value: str) -> str:
    core = inner.strip()
    if not core:
        return inner
    before, _, after = inner.partition(core)
    if kind == LINK:
        return f"{before}[{escape_brackets(core)}]({value}){after}"
    marker = _MARKERS[kind]
    return f"{before}{marker}{core}{marker}{after}"


def _code(text: str) -> str:
    core = text.strip()
    if not core:
        return text
    before, _, after = text.partition(core)
    longest = max(map(len, re.findall("`+", core)), default=0)
    fence = "`" * (longest + 1)
    blank = " " if core.startswith("`") or core.endswith("`") else ""
    return f"{before}{fence}{blank}{core}{blank}{fence}{after}"


def _escaped(text: str, style: Style, *, inside: bool) -> str:
    if style.thorough:
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        written = f"{before}{escape(text.strip())}{after}" if text.strip() else text
    else:
        written = escape_inline(text)
    if style.has_ruby:
        written = re.sub(r"(?<=[^\s\\])\[", r"\\[", re.sub(r"^\[", "&#91;", written))
    return guard_clozes(written, inside=inside) if style.is_cloze else written
