"""Fields of words in lines and flat lists, with emphasis, clozes and media among them, as most are.

No parser need be asked for these, nor their Markdown be read again: what is made of them is what
the parser and the writer would make.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from ipt_cards.deck.from_html.elements import ADDRESS, medium_path
from ipt_cards.deck.from_html.escaping import escape_line_start
from ipt_cards.deck.from_html.formats import UNKEPT
from ipt_cards.deck.from_html.inline import folded_line
from ipt_cards.deck.text import normal_text

_SIGN = r"[^\s<>&\[\]{}\\*_`~^$|!:]"
_WORDS = rf"{_SIGN}++(?::?\ {_SIGN}++)*+"
_ATTRIBUTES = r"(?:\ (?:class|color|face|size|style)=\"[^\"<>&\[{\\]*\")*"
_TOKEN = re.compile(
    rf"""
      (?P<words>(?:[^<&\[\]{{}}\\*_`~^$|]++|&(?:nbsp|amp|lt|gt|quot|\#39|\#x27);|&(?=\ ))+)
    | <(?P<br>br)\ ?/?>
    | <(?P<block>/?(?:p|ul|ol|li))>
    | <(?P<plain>/?(?:div|span|u|font))(?P<attributes>{_ATTRIBUTES})>
    | <(?P<format>b|strong|i|em)>(?=\w)(?P<emphasised>{_WORDS})(?<=\w)</(?P=format)>
    | <img\ src="(?P<image>[^"<>&\[{{\\]+)"\ ?/?>
    | \[sound:(?P<sound>[^\[\]<>&{{}}\\]+)\]
    | (?P<cloze>\{{\{{c[1-9]\d{{0,8}}::{_WORDS}(?:::{_WORDS})?\}}\}})
    """,
    re.VERBOSE,
)
_ESCAPED = re.compile(r"[&!](?! )|<(?![ \d])")
"""Where Markdown would have a backslash, or might."""

_LINE_ENDS = str.maketrans("\t\n\r", "   ")
_MARKERS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_PATH = re.compile(r"[\w./-]+")
_LISTS = ("ul", "ol")
_DEEPEST = 8


class SimpleField(NamedTuple):
    """A field's Markdown, and whether it has a look that Markdown has no word for."""

    markdown: str
    plainer: bool


def read_simple(html: str, media: Mapping[str, str], *, has_clozes: bool) -> SimpleField | None:
    """The field; None where anything else is in it. media, has_clozes: see `to_markdown`."""
    if not html.isprintable():
        html = html.translate(_LINE_ENDS)
        if not html.replace("\xa0", " ").isprintable():
            return None
    reader = _Reader(media, has_clozes)
    at = 0
    while at < len(html):
        token = _TOKEN.match(html, at)
        if token is None or not reader.take(token):
            return None
        at = token.end()
    return reader.whole()


@dataclass(slots=True)
class _Reader:
    """Takes in a field token by token, as long as it is simple."""

    media: Mapping[str, str]
    has_clozes: bool
    plainer: bool = False
    _line: str = ""
    _lines: list[str] = field(default_factory=list)
    _blocks: list[str] = field(default_factory=list)
    _before_list: list[str] = field(default_factory=list)
    _items: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _after_emphasis: bool = False

    def whole(self) -> SimpleField | None:
        """What was taken in; None where an element was left open."""
        self._end_paragraph()
        text = normal_text("\n\n".join(self._blocks))
        return None if self._open else SimpleField(text, self.plainer)

    def take(self, token: re.Match[str]) -> bool:
        """Take in a token. False: it isn't simple where it stands."""
        match token.lastgroup:
            case "words":
                return self._take_words(token[0])
            case "br":
                self._end_line(explicit=True)
                return True
            case "block":
                return self._take_block(token["block"])
            case "attributes":
                return self._take_plain(token["plain"], token["attributes"])
            case "emphasised":
                return self._take_emphasis(token["emphasised"], _MARKERS[token["format"]])
            case "cloze":
                return self.has_clozes and self._add(token[0])
            case "image":
                source = token["image"].strip()
                return not ADDRESS.fullmatch(source) and self._take_medium(source)
            case _:
                return self._take_medium(token["sound"].strip())

    def _take_words(self, words: str) -> bool:
        if "&" in words:
            words = unescape(words)
        if _ESCAPED.search(words) or (self._after_emphasis and words[0] not in " .,;:?!)"):
            return False
        self._after_emphasis = False
        return self._add(words)

    def _take_emphasis(self, words: str, marker: str) -> bool:
        # Elsewhere stars might not open what they are to close.
        if self._line and self._line[-1] not in " (":
            return False
        taken = self._add(f"{marker}{words}{marker}")
        self._after_emphasis = True
        return taken

    def _take_medium(self, name: str) -> bool:
        path = medium_path(self.media, name)
        return path is not None and bool(_PATH.fullmatch(path)) and self._add(f"![]({path})")

    def _take_plain(self, name: str, attributes: str) -> bool:
        """Take in a tag of an element that is its content alone."""
        self.plainer |= name in UNKEPT or " style=" in attributes
        if name.endswith("div"):
            self._end_line()
        return self._nested(name)

    def _take_block(self, name: str) -> bool:
        within = self._open[-1] if self._open else ""
        if within in _LISTS and (self._line.strip() or self._lines):
            return False
        self._end_paragraph()
        if name in _LISTS:
            if "li" in self._open:
                return False
            self._before_list, self._blocks, self._items = self._blocks, [], []
        elif name == "/li" and self._blocks:
            marker = f"{len(self._items) + 1}. " if "ol" in self._open else "- "
            item, *more = self._blocks
            self._items.append(marker + item.replace("\n", "\n" + " " * len(marker)))
            self._blocks = []
            if more:
                return False
        elif name in {"/ul", "/ol"}:
            self._blocks = self._before_list
            self._blocks += ["\n".join(self._items)] if self._items else []
        return self._nested(name)

    def _nested(self, name: str) -> bool:
        """Note that an element opens or ends. False: not where it should."""
        if name.startswith("/"):
            return bool(self._open) and self._open.pop() == name[1:]
        self._open.append(name)
        is_item = self._open[-2:-1] in (["ul"], ["ol"])
        return len(self._open) <= _DEEPEST and is_item == (name == "li")

    def _add(self, text: str) -> bool:
        if self._after_emphasis:
            return False
        self._line += text
        return True

    def _end_line(self, *, explicit: bool = False) -> None:
        """End the line; an empty line ends the paragraph, if an element says that it is one."""
        self._after_emphasis = False
        if self._line.strip():
            self._lines.append(escape_line_start(folded_line(self._line)))
        elif explicit and self._lines:
            self._end_paragraph()
        self._line = ""

    def _end_paragraph(self) -> None:
        self._end_line()
        if self._lines:
            self._blocks.append("\\\n".join(self._lines))
            self._lines = []
