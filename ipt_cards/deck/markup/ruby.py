"""Readings over words, furigana among them: `漢字[かんじ]`, as Anki's furigana filter reads it.

What stands before the bracket, up to a blank, is the base; one blank before it only parts it from
the text (https://docs.ankiweb.net/templates/fields.html#ruby-characters). In a text that may have
readings, Unicode's annotation separator stands before each bracket that may hold one, so that
whoever parses the text needn't know of the deck it is from.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ipt_cards.deck.markup.cloze import cloze_at

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

SEPARATOR = "\ufffa"
LONGEST = 500
"""Characters of a reading."""

# Left to be compiled when first needed: few texts have brackets.
_MAYBE = rf"(?<=[^\s\\*_~^$!>`\[\]|{SEPARATOR}])\[(?!sound:)(?=[^\n]{{1,{LONGEST}}}?\])"
_MARKED = rf"(?<=[^\s\\*_~^$!>`\[\]|{SEPARATOR}]){SEPARATOR}(?=\[)"
_EDGE = r"[]\\\n]|\{\{c"
_BASE = r"[^ \t\u3000]+$"
_ENCODED = "%EF%BF%BA"


def with_readings(text: str) -> str:
    """The text with every bracket marked that may hold a reading."""
    return re.sub(_MAYBE, f"{SEPARATOR}[", text) if "[" in text else text


def without_readings(text: str) -> str:
    """The text as its author writes it."""
    return re.sub(_MARKED, "", text) if SEPARATOR in text else text


def add_ruby(parser: "MarkdownIt") -> None:
    """Let a parser make `ruby` of a base and `rt` within it of its reading, in a marked text."""
    parser.inline.ruler.after("link", "ruby", _ruby_rule)
    parser.inline.ruler.before("emphasis", "emphasis_after_ruby", _emphasis_rule)


def _ruby_rule(state: "StateInline", silent: bool) -> bool:  # noqa: FBT001 - markdown-it's interface
    # Where the bracket holds a link, that was found before.
    if silent or state.src[state.pos] != "[" or not state.pending.endswith(SEPARATOR):
        return False
    end = _end_of_reading(state, state.pos)
    base = re.search(_BASE, state.pending[:-1])
    if end is None or base is None or state.linkLevel or not _can_be_read(base[0]):
        return False
    state.pending = state.pending[: base.start()]
    open_ruby(state)
    state.pending = base[0]
    close_ruby(state, state.pos, end)
    return True


def _emphasis_rule(state: "StateInline", silent: bool) -> bool:  # noqa: FBT001
    """Emphasis that ends or begins after a reading, as after the word that it stands for."""
    is_after = state.tokens and state.tokens[-1].type == "ruby_close" and not state.pending
    if silent or not is_after or state.src[state.pos] not in "*_":
        return False
    from markdown_it.rules_inline import emphasis  # noqa: PLC0415 - few texts need it

    written = state.src
    # Between a bracket and a letter, CommonMark ends no emphasis.
    state.src = f"{written[: state.pos - 1]}x{written[state.pos :]}"
    found = emphasis.tokenize(state, silent)
    state.src = written
    return found


def reading_after(state: "StateInline", place: int) -> int | None:
    """Where the reading ends of what ends at a place, such as a cloze; None if it has none."""
    if not state.src.startswith(f"{SEPARATOR}[", place) or state.linkLevel:
        return None
    from markdown_it.rules_inline import link  # noqa: PLC0415 - few texts need it

    before, state.pos = state.pos, place + 1
    is_link = link(state, True)
    state.pos = before
    return None if is_link else _end_of_reading(state, place + 1)


def open_ruby(state: "StateInline") -> None:
    """Begin a base. A blank before it only parts it from the text."""
    state.pending = state.pending.removesuffix(" ")
    state.push("ruby_open", "ruby", 1)


def close_ruby(state: "StateInline", bracket: int, end: int) -> None:
    """End a base with its reading, which stands between brackets at these places."""
    limit = state.posMax
    state.push("rt_open", "rt", 1)
    state.pos, state.posMax = bracket + 1, end
    state.md.inline.tokenize(state)
    state.posMax = limit
    state.push("rt_close", "rt", -1)
    state.push("ruby_close", "ruby", -1)
    state.pos = end + 1


def _can_be_read(base: str) -> bool:
    return any(unicodedata.category(sign)[0] not in "PZC" for sign in base)


def _end_of_reading(state: "StateInline", bracket: int) -> int | None:
    position = bracket + 1
    limit = min(state.posMax, position + LONGEST + 1)
    while found := re.compile(_EDGE).search(state.src, position, limit):
        match found[0]:
            case "]":
                return found.start() if state.src[bracket + 1 : found.start()].strip() else None
            case "\n":
                return None
            case "\\":
                position = found.end() + 1
            case _:
                cloze = cloze_at(state.src, found.start(), state.posMax)
                position = cloze.end if cloze else found.end()
    return None


def said_by(tokens: Sequence["Token"], kind: str) -> Iterator["Token"]:
    """Inline tokens without one half of each ruby: kind is `base` or `reading`, whichever stays."""
    inside = in_reading = 0
    for token in tokens:
        if token.type in ("ruby_open", "ruby_close"):
            inside += token.nesting
        elif token.type in ("rt_open", "rt_close"):
            in_reading += token.nesting
        elif not inside or (in_reading > 0) == (kind == "reading"):
            yield token


def without_marks(tokens: Iterable["Token"]) -> None:
    """Take what is left of the marks out of tokens: in code, formulas, links and images."""
    for token in tokens:
        token.content = token.content.replace(SEPARATOR, "")
        token.info = token.info.replace(SEPARATOR, "")
        token.attrs = {
            name: value.replace(_ENCODED, "").replace(SEPARATOR, "")
            if isinstance(value, str)
            else value
            for name, value in token.attrs.items()
        }
        if "hint" in token.meta:
            token.meta["hint"] = token.meta["hint"].replace(SEPARATOR, "")
        if token.children:
            if token.type == "image":
                token.children = list(_as_written(token.children))
            without_marks(token.children)


def _as_written(tokens: Sequence["Token"]) -> Iterator["Token"]:
    """Tokens without ruby, which an image's description has none of."""
    for token in tokens:
        if token.type in ("rt_open", "rt_close"):
            yield token.copy(
                type="text", tag="", nesting=0, content="[" if token.nesting > 0 else "]"
            )
        elif token.type not in ("ruby_open", "ruby_close"):
            yield token
