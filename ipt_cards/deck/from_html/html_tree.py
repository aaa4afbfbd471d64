"""A field's HTML as a tree, read as leniently as a browser does, with what Anki obeys marked in it.

Clozes and sounds are told apart from text that only looks like them (`&#123;{c1::x}}`) before
entities are resolved: noncharacters, which no text may hold, stand for them afterwards.
"""

import re
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser
from typing import TypeAlias

from ipt_cards.deck.markup.cloze import (
    cloze_at,
    content_of,
    gaps_in,
    opening_count,
    parts_of,
)
from ipt_cards.deck.markup.tex_fault import fault_in
from ipt_cards.deck.text import without_control_characters

CLOZE_OPEN, HINT, CONTENT, CLOZE_CLOSE, SOUND, SOUND_END = map(chr, range(0xFDD0, 0xFDD6))
"""A cloze is OPEN number HINT hint CONTENT … CLOSE; a sound is SOUND name END."""

FORMULA = "ipt-formula"
"""The element that stands for a formula of MathJax's: `tex`, and `display` on lines of its own."""

_MOST_SEVERAL = 200
"""Clozes on several cards: those after them stay as they are written."""

DEEPEST = 40
"""Elements nested deeper than this are taken as their content alone."""

VOID = frozenset({"br", "hr", "img", "input", "wbr", "source", "col", "meta", "link", "embed"})
_UNSHOWN = frozenset({"script", "style"})
_CLOZE_OF_SEVERAL = re.compile(r"\{\{c(\d+(?:,\d+)+)::")
_SOUND = re.compile(f"\\[sound:((?:(?!\\[sound:)[^\\]{CLOZE_OPEN}-{SOUND_END}])*+)\\]")
_BOGUS_COMMENT = re.compile(r"<!\[[^>]*(?:>|$)")
"""Word's `<![if !vml]>`, which browsers pass over and Python's parser may stumble on."""
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
"""A backslash and what belongs to it: of `\\)` the end of a line, so that no formula ends there."""
_CLOSING = {"(": ")", "[": "]"}
_HINT_AS_TEXT = re.compile(r"::\\text\{([^{}]*)\} ?\}\}")
_PARTED_BRACES = re.compile(r"([{}]) (?=\1)")
_TAG = re.compile(r"<[^>]*>")
_OPEN_TAG = re.compile(r"<(?=[/?!A-Za-z])")
_COMMENT_END = re.compile(r"--\s*+>")
_MARKS = re.compile(f"[{CLOZE_OPEN}-{SOUND_END}]")
_CLOSED_BY = {
    "li": ({"li"}, {"ul", "ol"}),
    "tr": ({"tr", "td", "th"}, {"table"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "rb": ({"rb", "rt", "rp"}, {"ruby"}),
    "rt": ({"rb", "rt", "rp"}, {"ruby"}),
    "rp": ({"rb", "rt", "rp"}, {"ruby"}),
}
"""Which open elements a start tag closes, up to which others."""


@dataclass(slots=True)
class Element:
    """An element with its content. What holds the whole field has no name."""

    name: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)


Child: TypeAlias = Element | str


def parse_html(html: str, *, has_clozes: bool) -> Element:
    """The tree of a field's HTML. has_clozes: whether Anki obeys clozes in it."""
    html = _without_open_tags(_BOGUS_COMMENT.sub("", without_control_characters(html)))
    if "\\(" in html or "\\[" in html:
        html = _with_formulas(html, has_clozes=has_clozes)
    if has_clozes:
        html = _with_marked_clozes(html := _nested(html), 0, len(html))
    html = _SOUND.sub(lambda found: f"{SOUND}{found[1].strip()}{SOUND_END}", html)
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


def _without_open_tags(html: str) -> str:
    """The field with tags and comments as text that nothing closes.

    Python's parser would look for the end of each of them to the end of the field.
    """
    closed = html.rfind(">") + 1
    kept, rest = html[:closed], html[closed:]
    if "<!--" in kept:
        after = max((end.end() for end in _COMMENT_END.finditer(kept)), default=0)
        kept = kept[:after] + kept[after:].replace("<!--", "&lt;!--")
    return kept + _OPEN_TAG.sub("&lt;", rest)


def _with_formulas(html: str, *, has_clozes: bool) -> str:
    r"""The field with MathJax's formulas as elements; `\(` without its `\)` is text."""
    escapes = list(_ESCAPE.finditer(html))
    last = {each[1]: each.start() for each in escapes}
    parts: list[str] = []
    opening: re.Match[str] | None = None
    done = 0
    for each in escapes:
        if opening is None:
            closing = _CLOSING.get(each[1])
            if closing and last.get(closing, 0) > each.end():
                opening = each
        elif each[1] == _CLOSING[opening[1]] and each.start() > opening.end():
            whole, inside = html[opening.start() : each.end()], html[opening.end() : each.start()]
            made = _formula(inside, display=opening[1] == "[", has_clozes=has_clozes)
            parts += [html[done : opening.start()], made or whole]
            done, opening = each.end(), None
    return "".join([*parts, html[done:]])


def _formula(html: str, *, display: bool, has_clozes: bool) -> str | None:
    """The element of a formula; None for what isn't one that can be said here."""
    # MathJax reads text, so what stands in tags and entities is what a browser makes of it. A cloze
    # may stand in a formula, or a formula in a cloze, but neither ends within the other.
    tex = unescape(_TAG.sub("", html))
    # Blanks that keep doubled braces from ending a cloze mean nothing to TeX, nor do line ends.
    tex = _HINT_AS_TEXT.sub(r"::\1}}", tex)
    tex = " ".join(_PARTED_BRACES.sub(r"\1", tex).split())
    clozes = opening_count(tex) if has_clozes else 0
    whole = sum(1 for _ in gaps_in(parts_of(tex))) == clozes
    nested = "\\(" in tex.replace("\\\\", "")
    if not tex or "$" in tex or nested or not whole or fault_in(content_of(parts_of(tex))):
        return None
    kept = escape(tex).replace("{", "&#123;").replace("}", "&#125;")
    return f'<{FORMULA} tex="{kept}"{" display" * display}></{FORMULA}>'


def _nested(html: str) -> str:
    """Spell a cloze on several cards, `{{c1,2::x::hint}}`, as one in the other."""
    for _ in range(_MOST_SEVERAL):
        found = _CLOZE_OF_SEVERAL.search(html)
        if found is None:
            break
        first, *others = found[1].split(",")
        single = f"{html[: found.start()]}{{{{c{first}::{html[found.end() :]}"
        span = cloze_at(single, found.start(), len(single))
        if span is None:
            html = single
            continue
        content = single[span.content_start : span.content_end]
        hint = f"::{span.hint}" if span.hint else ""
        for number in (*reversed(others), first):
            content = f"{{{{c{number}::{content}{hint}}}}}"
        html = single[: found.start()] + content + single[span.end :]
    return html


def _with_marked_clozes(html: str, start: int, end: int, depth: int = 0) -> str:
    parts: list[str] = []
    at = start
    while (opening := html.find("{{c", at, end)) >= 0:
        span = cloze_at(html, opening, end) if depth < DEEPEST else None
        if span is None:
            parts.append(html[at : opening + 3])
            at = opening + 3
            continue
        hint = escape(" ".join(unescape(_TAG.sub(" ", _SOUND.sub("", span.hint))).split()))
        inner = _with_marked_clozes(html, span.content_start, span.content_end, depth + 1)
        parts += html[at:opening], f"{CLOZE_OPEN}{span.number}{HINT}{hint}{CONTENT}", inner
        parts.append(CLOZE_CLOSE)
        at = span.end
    return "".join(parts) + html[at:end]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element()
        self._open = [self.root]
        self._unshown = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSHOWN:
            self._unshown += 1
        if self._unshown:
            return
        closed, limits = _CLOSED_BY.get(tag, (set(), set()))
        if closed:
            self._close_within(closed, limits)
        element = Element(tag, {name: _MARKS.sub("", value or "") for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in VOID and len(self._open) < DEEPEST:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Browsers take no notice of the slash in <div/>.
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSHOWN:
            self._unshown = max(0, self._unshown - 1)
        elif tag == "br":
            self.handle_starttag(tag, [])
        elif any(element.name == tag for element in self._open):
            while self._open.pop().name != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._unshown:
            return
        children = self._open[-1].children
        if children and isinstance(children[-1], str):
            children[-1] += data
        else:
            children.append(data)

    def _close_within(self, closed: set[str], limits: set[str]) -> None:
        for depth in range(len(self._open) - 1, 0, -1):
            name = self._open[depth].name
            if name in limits:
                return
            if name in closed:
                del self._open[depth:]
                # A row closes the cell that is open in it and the row itself.
                continue
