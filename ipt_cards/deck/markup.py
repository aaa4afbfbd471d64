"""The Markdown of cards: CommonMark with tables, strikethrough and clozes; raw HTML is text.

Everything that shows a card starts from the same tokens: Anki's HTML, the terminal, plain text.
"""

import html as html_entities
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from ipt_cards.deck.cloze import cloze_at

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

AUDIO_SUFFIXES = frozenset({".flac", ".m4a", ".mp3", ".oga", ".ogg", ".opus", ".wav"})
IMAGE_SUFFIXES = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})

_MAYBE_MARKUP = re.compile(r"[*_`~\[\]<>&\\|{}\n\t#=+]|^-|^\d{1,9}[.)]")

# Noncharacters, which no text may hold, stand for the parts of a cloze until all else is escaped.
_CLOZE_OPEN, _NUMBER_END, _HINT, _CLOZE_CLOSE = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
_SOUND_OPEN, _SOUND_CLOSE = "\ufdd4", "\ufdd5"
_LOOSE_COLON = ":(?=[:\ufdd0-\ufdd3])|(?<=[:\ufdd0-\ufdd3]):"
_LATEX_OPENING = r"\\(?=[(\[])"
_PLACEHOLDERS = str.maketrans(
    {
        "{": "&#123;",
        "}": "&#125;",
        "[": "&#91;",
        _CLOZE_OPEN: "{{c",
        _NUMBER_END: "::",
        _HINT: "::",
        _CLOZE_CLOSE: "}}",
        _SOUND_OPEN: "[sound:",
        _SOUND_CLOSE: "]",
    }
)

NameMedia = Callable[[str], str]
"""Turns a medium's path in the deck into the name it has where the HTML is shown."""


def is_plain(text: str) -> bool:
    """Whether Markdown has nothing to say to the text, so that its parser needn't be asked."""
    return _MAYBE_MARKUP.search(text) is None


def parse(text: str) -> list["Token"]:
    """The markdown-it tokens of a text; a cloze is a pair `cloze_open`, `cloze_close` inline."""
    return _parser().parse(text)


def to_html(text: str, name_media: NameMedia = str) -> str:
    """The text as HTML for an Anki field, in which only our own clozes and sounds are Anki's.

    A text of one paragraph comes without its `<p>`. Braces, brackets and doubled colons that the
    author wrote become entities: Anki shows them and obeys none of them.
    """
    if is_plain(text):
        return html_entities.escape(text, quote=False)
    return _rendered(text, name_media)


def to_plain(text: str) -> str:
    """What a reader of the text sees, without any markup, white space folded to single blanks.

    A cloze shows its hidden content; an image shows its description.
    """
    if is_plain(text):
        return " ".join(text.split())
    return " ".join(plain_of(parse(text)).split())


def plain_of(tokens: Sequence["Token"]) -> str:
    """The visible text of tokens, blocks and table cells parted by line ends."""
    parts: list[str] = []
    for token in tokens:
        if token.type in {"inline", "image"}:
            parts.append(plain_of(token.children or ()))
            parts.append("\n" if token.block else "")
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        elif token.type in {"fence", "code_block"}:
            parts.append(token.content + "\n")
        elif token.type in {"text", "code_inline", "text_special"}:
            parts.append(token.content)
    return "".join(parts)


def media_of(text: str) -> Iterator[str]:
    """The media that a text shows or plays, as written: paths relative to the deck's folder."""
    if "![" in text:
        for token in inline_tokens(parse(text)):
            if token.type == "image":
                yield str(token.attrs["src"])


def inline_tokens(tokens: Sequence["Token"]) -> Iterator["Token"]:
    """All inline tokens of a text, from every block."""
    for token in tokens:
        yield from token.children or ()


def hidden_contents(text: str) -> Iterator[tuple[int, str]]:
    """Each cloze's number and the plain text that it hides, nested clozes too."""
    for block in parse(text):
        children = block.children or []
        for start, token in enumerate(children):
            if token.type == "cloze_open":
                end = _closing(children, start)
                yield token.meta["number"], plain_of(children[start + 1 : end])


def escape(text: str) -> str:
    """Markdown that shows exactly this text, whatever it holds."""
    escaped = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)
    # Digits before a dot and blanks at a line's edge are structure, too.
    return re.sub(r"(?m)^[ \t]+|[ \t]+$", "", escaped)


def is_audio(path: str) -> bool:
    """Whether a medium is heard rather than seen, told by its ending."""
    return any(path.lower().endswith(suffix) for suffix in AUDIO_SUFFIXES)


def _rendered(text: str, name_media: NameMedia) -> str:
    parser = _parser()
    tokens = parser.parse(text)
    if len(tokens) == 3 and tokens[0].type == "paragraph_open":
        tokens = tokens[1:2]
    rendered = str(parser.renderer.render(tokens, parser.options, {"name_media": name_media}))
    # MathJax reads text, not HTML, so its delimiters are parted by an element, not an entity.
    rendered = re.sub(_LATEX_OPENING, r"\\<span></span>", rendered.rstrip("\n"))
    return re.sub(_LOOSE_COLON, "&#58;", rendered).translate(_PLACEHOLDERS)


def _closing(children: Sequence["Token"], start: int) -> int:
    depth = 0
    for index in range(start, len(children)):
        depth += children[index].nesting if children[index].type.startswith("cloze_") else 0
        if depth == 0:
            return index
    raise AssertionError("the cloze rule always pushes a pair")


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - most texts and commands never need it

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.inline.ruler.before("escape", "cloze", _cloze_rule)
    for name, rule in (
        ("image", _render_media),
        ("cloze_open", _render_cloze_open),
        ("cloze_close", _render_cloze_close),
    ):
        parser.add_render_rule(name, rule)
    return parser


def _cloze_rule(state: "StateInline", silent: bool) -> bool:  # noqa: FBT001 - markdown-it's interface
    span = cloze_at(state.src, state.pos, state.posMax)
    if span is None:
        return False
    if not silent:
        limit = state.posMax
        opening = state.push("cloze_open", "", 1)
        opening.meta = {"number": span.number, "hint": span.hint}
        state.pos, state.posMax = span.content_start, span.content_end
        state.md.inline.tokenize(state)
        state.posMax = limit
        closing = state.push("cloze_close", "", -1)
        closing.meta = opening.meta
    state.pos = span.end
    return True


def _render_cloze_open(
    _renderer: object, tokens: Sequence["Token"], index: int, _options: object, _env: object
) -> str:
    return f"{_CLOZE_OPEN}{tokens[index].meta['number']}{_NUMBER_END}"


def _render_cloze_close(
    _renderer: object, tokens: Sequence["Token"], index: int, _options: object, _env: object
) -> str:
    hint = html_entities.escape(tokens[index].meta["hint"])
    return f"{_HINT}{hint}{_CLOZE_CLOSE}" if hint else _CLOZE_CLOSE


def _render_media(
    _renderer: object,
    tokens: Sequence["Token"],
    index: int,
    _options: object,
    env: dict[str, NameMedia],
) -> str:
    token = tokens[index]
    name = env["name_media"](str(token.attrs["src"]))
    if is_audio(name):
        return f"{_SOUND_OPEN}{name}{_SOUND_CLOSE}"
    described = html_entities.escape(plain_of(token.children or ()))
    return f'<img src="{html_entities.escape(name)}" alt="{described}">'
