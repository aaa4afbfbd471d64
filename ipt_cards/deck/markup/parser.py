"""The Markdown of cards: CommonMark with tables, scripts, formulas and clozes; raw HTML is text.

Everything that shows a card starts from the same tokens: Anki's HTML, the terminal, plain text.
What stands in a formula or in code is never Markdown; a cloze in it is one of its `parts_in`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from ipt_cards.deck.markup.cloze import Gap, cloze_at, parts_of
from ipt_cards.deck.markup.ruby import (
    SEPARATOR,
    add_ruby,
    close_ruby,
    open_ruby,
    reading_after,
    without_marks,
)
from ipt_cards.deck.markup.simple import simple_text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

AUDIO_SUFFIXES = frozenset({".flac", ".m4a", ".mp3", ".oga", ".ogg", ".opus", ".wav"})
VIDEO_SUFFIXES = frozenset({".mp4", ".webm"})
IMAGE_SUFFIXES = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
MEDIA_SUFFIXES = AUDIO_SUFFIXES | VIDEO_SUFFIXES | IMAGE_SUFFIXES

_FOREIGN_DOLLARS = re.compile(r"[A-Z]\$\d")
"""Prices in US$, A$ and the like."""
_OPEN_FORMULA = re.compile(
    r"\$\s*[^$\s][^$]{0,80}?(?:\\[A-Za-z]{2}|[\^_]\S)|\$\s*\\[A-Za-z]{2}|\$\$"
)


def parse(text: str, *, gaps: bool = False) -> list["Token"]:
    """The markdown-it tokens of a text; a cloze is a pair `cloze_open`, `cloze_close` inline.

    gaps: whether clozes in formulas and in code are gaps, as in a cloze note, or just their text.
    """
    tokens = _parser().parse(text)
    if SEPARATOR in text:
        without_marks(tokens)
    if gaps:
        for token in tokens:
            for raw in token.children or [token]:
                if raw.type in FORMULAS | CODE:
                    raw.meta["gaps"] = True
    return tokens


def media_of(text: str) -> tuple[str, ...]:
    """The media that a text shows or plays, as written: paths relative to the deck's folder."""
    return _media_of(text) if "![" in text else ()


@lru_cache(maxsize=4096)  # a build asks several times for those of a topic
def _media_of(text: str) -> tuple[str, ...]:
    simple = simple_text(text)
    return simple.media if simple else tuple(parsed_media(text))


def parsed_media(text: str) -> Iterator[str]:
    """The same by way of the parser, whether it is needed or not."""
    for token in inline_tokens(parse(text)):
        if token.type == "image":
            yield str(token.attrs["src"])


def formulas_in(text: str, *, gaps: bool = False) -> Iterator["Token"]:
    """The tokens of a text's formulas."""
    for token in parse(text, gaps=gaps):
        yield from (each for each in token.children or [token] if each.type in FORMULAS)


def open_formula(text: str) -> str | None:
    """What stands from a dollar on that looks like a formula's and opens none; None without one."""
    if "$" not in text:
        return None
    texts = (token.content for token in inline_tokens(parse(text)) if token.type == "text")
    return next((found[0] for found in map(_OPEN_FORMULA.search, texts) if found), None)


def cloze_of_words(text: str) -> bool:
    """Whether a text has a cloze that stands neither in code nor in a formula."""
    return any(token.type == "cloze_open" for token in inline_tokens(parse(text)))


def inline_tokens(tokens: Sequence["Token"]) -> Iterator["Token"]:
    """All inline tokens of a text, from every block."""
    for token in tokens:
        yield from token.children or ()


def escape(text: str) -> str:
    """Markdown that shows exactly this text, whatever it holds."""
    # With a backslash before them, round and square brackets would begin a formula.
    escaped = re.sub(r"([!-'*-/:-@\\-`{-~])", r"\\\1", text).replace("[", "&#91;")
    # Digits before a dot or bracket and blanks at a line's edge are structure, too.
    escaped = re.sub(r"(?m)^(\d{1,9})\)", r"\1&#41;", escaped)
    return re.sub(r"(?m)^[ \t]+|[ \t]+$", "", escaped)


def medium_kind(path: str) -> str:
    """What a medium is, told by its ending: an image, a sound or a video."""
    if path.lower().endswith(tuple(AUDIO_SUFFIXES)):
        return "sound"
    return "video" if path.lower().endswith(tuple(VIDEO_SUFFIXES)) else "image"


FORMULAS = frozenset({"math_inline", "math_inline_double", "math_block", "amsmath"})
"""The types of the tokens that hold TeX."""
CODE = frozenset({"code_inline", "code_block", "fence"})
"""The types of the tokens that hold code."""


def parts_in(token: "Token") -> tuple[str | Gap, ...]:
    """What a formula or code holds, as text and gaps; for a formula without its blank edges."""
    content = token.content.strip() if token.type in FORMULAS else token.content
    return parts_of(content) if "gaps" in token.meta else (content,)


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - most texts and commands never need it
    from mdit_py_plugins.amsmath import amsmath_plugin  # noqa: PLC0415
    from mdit_py_plugins.dollarmath.index import (  # noqa: PLC0415
        math_block_dollar,
        math_inline_dollar,
    )
    from mdit_py_plugins.subscript import sub_plugin  # noqa: PLC0415
    from mdit_py_plugins.superscript import superscript_plugin  # noqa: PLC0415
    from mdit_py_plugins.texmath.index import make_inline_func, rules  # noqa: PLC0415

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.use(sub_plugin).use(superscript_plugin).use(amsmath_plugin)
    parser.block.ruler.at(
        "amsmath", _environment, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    # As dollarmath's plugin has it without labels, digits and blanks beside its dollars: "$5 and
    # $10" are prices.
    dollars = math_inline_dollar(allow_space=False, allow_digits=False, allow_double=True)
    parser.inline.ruler.before("escape", "dollars", _inside(dollars, "$", _last_closing_dollar))
    [bracket, *_] = rules["brackets"]["inline"]
    brackets = make_inline_func(bracket)
    parser.inline.ruler.before("escape", "brackets", _inside(brackets, "\\(", _last_bracket))
    parser.block.ruler.before(
        "fence",
        "dollar_block",
        math_block_dollar(allow_labels=False, label_normalizer=None, allow_blank_lines=False),
    )
    parser.block.ruler.before("fence", "bracket_block", _bracket_block)
    parser.inline.ruler.before("escape", "cloze", _cloze_rule)
    add_ruby(parser)
    return parser


def _inside(
    rule: "Callable[[StateInline, bool], bool]", opening: str, last: Callable[[str], int]
) -> "Callable[[StateInline, bool], bool]":
    """A rule for a formula that ends where the text does that it is in, such as a cloze's.

    last: where the last closing of the whole text stands, for no opening after it to look for one.
    """

    def bounded(state: "StateInline", silent: bool) -> bool:  # noqa: FBT001 - markdown-it's interface
        start = state.pos
        if not state.src.startswith(opening, start) or start >= last(state.src):
            return False
        if opening == "$" and _FOREIGN_DOLLARS.match(state.src, max(0, start - 1)):
            return False
        pending, made = state.pending, len(state.tokens)
        written = state.src
        if start == 0:  # before it, the plugin sees what the text ends with
            state.src = f"{written} "
        found = rule(state, silent)
        state.src = written
        if found and state.pos <= state.posMax:
            return True
        state.pos, state.pending = start, pending
        del state.tokens[made:]
        return False

    return bounded


@lru_cache(maxsize=4)
def _last_closing_dollar(text: str) -> int:
    return max((found.start() for found in re.finditer(r"(?<=\S)\$(?!\d)", text)), default=-1)


@lru_cache(maxsize=4)
def _last_bracket(text: str) -> int:
    return text.rfind("\\)")


def _environment(state: "StateBlock", first: int, last: int, silent: bool) -> bool:  # noqa: FBT001
    r"""A formula from \begin{…} on, as the plugin has it, where an \end{…} of its kind follows."""
    from mdit_py_plugins.amsmath import amsmath_block  # noqa: PLC0415 - as the plugin

    start = state.bMarks[first] + state.tShift[first]
    if not state.src.startswith("\\begin{", start):
        return False
    kind = state.src[start + len("\\begin") : state.src.find("}", start) + 1]
    return start < _last_end(state.src, kind) and amsmath_block(state, first, last, silent)


@lru_cache(maxsize=16)
def _last_end(text: str, kind: str) -> int:
    return text.rfind(f"\\end{kind}")


def _bracket_block(state: "StateBlock", first: int, last: int, silent: bool) -> bool:  # noqa: FBT001
    r"""A formula from \[ at the beginning of a line to \] at the end of one."""
    start = state.bMarks[first] + state.tShift[first]
    if state.is_code_block(first) or not state.src.startswith("\\[", start):
        return False
    lines: list[str] = []
    for line in range(first, last):
        end = state.eMarks[line]
        begin = start + 2 if line == first else min(state.bMarks[line] + state.blkIndent, end)
        text = state.src[begin:end].rstrip()
        if line > first and (not text or state.sCount[line] < state.blkIndent):
            return False
        if text.endswith("\\]"):
            lines.append(text[:-2])
            break
        lines.append(text)
    else:
        return False
    if not silent:
        token = state.push("math_block", "math", 0)
        token.block = True
        token.content = "\n".join(lines)
        token.markup = "\\["
        token.map = [first, line + 1]
        state.line = line + 1
    return True


def _cloze_rule(state: "StateInline", silent: bool) -> bool:  # noqa: FBT001 - markdown-it's interface
    span = cloze_at(state.src, state.pos, state.posMax)
    if span is None:
        return False
    if not silent:
        limit = state.posMax
        reading_end = reading_after(state, span.end)
        if reading_end is not None:
            open_ruby(state)
        opening = state.push("cloze_open", "", 1)
        opening.meta = {"number": span.number, "hint": span.hint}
        state.pos, state.posMax = span.content_start, span.content_end
        state.md.inline.tokenize(state)
        state.posMax = limit
        closing = state.push("cloze_close", "", -1)
        closing.meta = opening.meta
        if reading_end is not None:
            close_ruby(state, span.end + len(SEPARATOR), reading_end)
            return True
    state.pos = span.end
    return True
