"""A text as HTML for an Anki field."""

import html as html_entities
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from ipt_cards.deck.markup.cloze import Gap
from ipt_cards.deck.markup.parser import FORMULAS, medium_kind, parse, parts_in
from ipt_cards.deck.markup.plain import plain_of
from ipt_cards.deck.markup.simple import (
    Medium,
    is_plain,
    is_simple,
    simple_html,
    words_and_media,
)

if TYPE_CHECKING:
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token

# Noncharacters, which no text may hold, stand for the parts of a cloze until all else is escaped.
_CLOZE_OPEN, _NUMBER_END, _HINT, _CLOZE_CLOSE = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
_SOUND_OPEN, _SOUND_CLOSE = "\ufdd4", "\ufdd5"
_MATH, _MATH_END, _DISPLAY, _DISPLAY_END = "\ufdd6", "\ufdd7", "\ufdd8", "\ufdd9"
_BRACE, _BRACE_END, _BACKSLASH = "\ufdda", "\ufddb", "\ufddc"
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
        _MATH: r"\(",
        _MATH_END: r"\)",
        _DISPLAY: r"\[",
        _DISPLAY_END: r"\]",
        _BRACE: "{",
        _BRACE_END: "}",
        _BACKSLASH: "\\",
    }
)

NameMedia = Callable[[str], str]
"""Turns a medium's path in the deck into the name it has where the HTML is shown."""


def to_html(text: str, name_media: NameMedia = str, *, gaps: bool = False) -> str:
    """The text as HTML for an Anki field, in which only our own clozes and sounds are Anki's.

    A text of one paragraph comes without its `<p>`. Braces, brackets and doubled colons that the
    author wrote become entities: Anki shows them and obeys none of them. Formulas are MathJax's.

    gaps: as in `parse`.
    """
    if is_plain(text):
        return text  # which has nothing to escape, either
    if is_simple(text):
        return simple_html(text)
    if parts := words_and_media(text):
        return "".join(
            _obeyed(_medium_html(name_media(part.path), part.description))
            if isinstance(part, Medium)
            else simple_html(part)
            for part in parts
        )
    return parsed_html(text, name_media, gaps=gaps)


def parsed_html(text: str, name_media: NameMedia = str, *, gaps: bool = False) -> str:
    """The same by way of the parser, whether it is needed or not."""
    tokens = parse(text, gaps=gaps)
    if len(tokens) == 3 and tokens[0].type == "paragraph_open":
        tokens = tokens[1:2]
    rendered = str(_renderer().render(tokens, _options(), {"name_media": name_media}))
    return _obeyed(rendered.rstrip("\n"))


def _obeyed(rendered: str) -> str:
    """HTML in which Anki obeys the placeholders, and nothing else."""
    # MathJax reads text, not HTML, so its delimiters are parted by an element, not an entity.
    rendered = re.sub(_LATEX_OPENING, r"\\<span></span>", rendered)
    return re.sub(_LOOSE_COLON, "&#58;", rendered).translate(_PLACEHOLDERS)


@cache
def _renderer() -> "RendererHTML":
    from markdown_it.renderer import RendererHTML  # noqa: PLC0415 - most texts never need it

    renderer = RendererHTML()
    rules: dict[str, Callable[..., str]] = {
        "image": _media,
        "cloze_open": _cloze_open,
        "cloze_close": _cloze_close,
        "code_inline": _code_inline,
        "code_block": _code_block,
        "fence": _code_block,
        **dict.fromkeys(FORMULAS, _formula),
    }
    for name, rule in rules.items():
        renderer.rules[name] = rule.__get__(renderer)
    return renderer


@cache
def _options() -> Any:  # noqa: ANN401 - markdown-it's own mapping
    from markdown_it import MarkdownIt  # noqa: PLC0415 - as above

    return MarkdownIt("commonmark", {"html": False}).options


def _formula(
    _renderer: object, tokens: Sequence["Token"], index: int, _options: object, _env: object
) -> str:
    token = tokens[index]
    tex = "".join(_marked(parts_in(token), _tex, _hint_in_tex))
    if token.type == "math_inline":
        return f"{_MATH}{tex}{_MATH_END}"
    return f"{_DISPLAY}{tex}{_DISPLAY_END}" + ("" if "inline" in token.type else "\n")


def _tex(tex: str) -> str:
    # Anki would end a cloze at a doubled brace, and part off a hint at a doubled colon: blanks
    # between them mean nothing to TeX (https://docs.ankiweb.net/editing.html#cloze-deletion).
    parted = re.sub(r"([{}])(?=\1)", r"\1 ", tex)
    parted = re.sub(":(?=:)", ": ", parted)
    escaped = html_entities.escape(parted, quote=False)
    return escaped.replace("{", _BRACE).replace("}", _BRACE_END).replace("\\", _BACKSLASH)


def _code_inline(
    _renderer: object, tokens: Sequence["Token"], index: int, _options: object, _env: object
) -> str:
    parts = parts_in(tokens[index])
    return f"<code>{''.join(_marked(parts, html_entities.escape, html_entities.escape))}</code>"


def _code_block(
    _renderer: object, tokens: Sequence["Token"], index: int, _options: object, _env: object
) -> str:
    from ipt_cards.deck.markup.code import (  # noqa: PLC0415 - imports Pygments
        CodePiece,
        GapEdge,
        highlighted,
    )

    token = tokens[index]
    written = []
    for piece in highlighted(parts_in(token), token.info):
        match piece:
            case CodePiece(text, kind):
                escaped = html_entities.escape(text)
                written.append(f'<span class="{kind}">{escaped}</span>' if kind else escaped)
            case GapEdge(number, opens=True):
                written.append(f"{_CLOZE_OPEN}{number}{_NUMBER_END}")
            case GapEdge(hint=hint):
                written.append(_closed(hint))
    named = token.info.split()
    language = f' class="language-{html_entities.escape(named[0])}"' if named else ""
    return f"<pre><code{language}>{''.join(written)}</code></pre>\n"


def _hint_in_tex(hint: str) -> str:
    # A blank before the end, as of any brace. TeX of the author's own stays as it is.
    is_tex = re.search(r"[\\^_{}$]", hint) or not hint
    return _tex(hint) if is_tex else _tex(rf"\text{{{hint}}}") + " "


def _marked(
    parts: Sequence[str | Gap], written: Callable[[str], str], hinted: Callable[[str], str]
) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield written(part)
            continue
        yield f"{_CLOZE_OPEN}{part.number}{_NUMBER_END}"
        yield from _marked(part.parts, written, hinted)
        yield f"{_HINT}{hinted(part.hint)}{_CLOZE_CLOSE}" if part.hint else _CLOZE_CLOSE


def _cloze_open(
    _renderer: object, tokens: Sequence["Token"], index: int, _options: object, _env: object
) -> str:
    return f"{_CLOZE_OPEN}{tokens[index].meta['number']}{_NUMBER_END}"


def _cloze_close(
    _renderer: object, tokens: Sequence["Token"], index: int, _options: object, _env: object
) -> str:
    return _closed(tokens[index].meta["hint"])


def _closed(hint: str) -> str:
    return f"{_HINT}{html_entities.escape(hint)}{_CLOZE_CLOSE}" if hint else _CLOZE_CLOSE


def _media(
    _renderer: object,
    tokens: Sequence["Token"],
    index: int,
    _options: object,
    env: dict[str, NameMedia],
) -> str:
    token = tokens[index]
    name = env["name_media"](str(token.attrs["src"]))
    return _medium_html(name, plain_of(token.children or ()))


def _medium_html(name: str, description: str) -> str:
    if medium_kind(name) != "image":  # Anki plays both by the same word
        return f"{_SOUND_OPEN}{name}{_SOUND_CLOSE}"
    return f'<img src="{html_entities.escape(name)}" alt="{html_entities.escape(description)}">'
