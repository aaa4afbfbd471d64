"""What a reader of a text sees, without any markup."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from ipt_cards.deck.markup.cloze import content_of, gaps_in, parts_of
from ipt_cards.deck.markup.parser import CODE, FORMULAS, parse, parts_in
from ipt_cards.deck.markup.ruby import SEPARATOR, said_by
from ipt_cards.deck.markup.simple import (
    Cloze,
    is_plain,
    is_simple,
    simple_gaps,
    simple_plain,
    simple_text,
)

if TYPE_CHECKING:
    from markdown_it.token import Token


_MAYBE_MARKUP = re.compile(r"[*_`~^$\[\]<>&\\|\n\t]")


def to_plain(text: str, *, gaps: bool = False) -> str:
    """What a reader of the text sees, without any markup, white space folded to single blanks.

    A cloze shows its hidden content; an image shows its description. gaps: as in `parse`.
    """
    if is_plain(text):
        return " ".join(text.split())
    if is_simple(text):
        return " ".join(simple_plain(text).split())
    if simple := simple_text(text):
        return " ".join(simple.plain.split())
    return _parsed_to_plain(text, gaps)


@lru_cache(maxsize=64)
def _parsed_to_plain(text: str, gaps: bool) -> str:  # noqa: FBT001 - the key of a cache
    """Many ask for what was just asked for: whether a text is read as it was meant, then its id."""
    return " ".join(plain_of(parse(text, gaps=gaps)).split())


def ways_to_say(text: str) -> list[str]:
    """The text as `to_plain` has it; where words have readings, with either alone, too."""
    ways = [to_plain(text)]
    if SEPARATOR not in text:
        return ways
    for kind in ("base", "reading"):
        tokens = parse(text)
        for token in tokens:
            token.children = list(said_by(token.children or (), kind))
        ways.append(" ".join(plain_of(tokens).split()))
    return list(dict.fromkeys(ways))


def plain_of(tokens: Sequence["Token"], hide: int | None = None) -> str:
    """The visible text of tokens, blocks and table cells parted by line ends.

    hide: the number of the clozes within formulas and code to show as `[hint]` or `[…]`.
    """
    parts: list[str] = []
    scripts: list[int] = []
    for token in tokens:
        if token.type in {"inline", "image"}:
            parts.append(plain_of(token.children or (), hide))
            parts.append("\n" if token.block else "")
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        elif token.type in FORMULAS:
            parts.append(readable(content_of(parts_in(token), hide)))
            parts.append("" if "inline" in token.type else "\n")
        elif token.type in CODE:
            parts.append(content_of(parts_in(token), hide))
            parts.append("" if "inline" in token.type else "\n")
        elif token.type in {"text", "text_special"}:
            parts.append(token.content)
        elif token.type in {"rt_open", "rt_close"}:
            parts.append("(" if token.nesting > 0 else ")")
        elif token.type in {"sub_open", "sup_open"}:
            scripts.append(len(parts))
        elif token.type in {"sub_close", "sup_close"} and scripts:
            start = scripts.pop()
            parts[start:] = [_script("".join(parts[start:]), "^" if token.tag == "sup" else "_")]
    return "".join(parts)


def hidden_contents(text: str, kind: str = "") -> Iterator[tuple[int, str]]:
    """Each cloze's number and the plain text that it hides, nested clozes too.

    kind: of words with readings the `base` or the `reading` alone, where one is given.
    """
    for cloze in clozes_in(text, kind):
        yield cloze.number, cloze.hidden


def clozes_in(text: str, kind: str = "") -> Iterator[Cloze]:
    """The same with the hints."""
    if is_simple(text):
        yield from simple_gaps(text)
    elif not _MAYBE_MARKUP.search(text):  # clozes of plain text need no parser, either
        for gap in gaps_in(parts_of(text)):
            yield Cloze(gap.number, content_of(gap.parts), gap.hint)
    elif simple := simple_text(text):
        yield from simple.clozes
    else:
        yield from parsed_clozes(text, kind)


def parsed_clozes(text: str, kind: str = "") -> Iterator[Cloze]:
    """The same by way of the parser, whether it is needed or not."""
    for block in parse(text, gaps=True):
        children = block.children or [block]
        children = list(said_by(children, kind)) if kind else children
        for start, token in enumerate(children):
            if token.type == "cloze_open":
                end = _closing(children, start)
                hidden = plain_of(children[start + 1 : end])
                yield Cloze(token.meta["number"], hidden, token.meta["hint"])
            elif token.type in FORMULAS | CODE:
                for gap in gaps_in(parts_in(token)):
                    content = content_of(gap.parts)
                    shown = readable(content) if token.type in FORMULAS else content
                    yield Cloze(gap.number, shown, gap.hint)


def _script(content: str, kind: str) -> str:
    from ipt_cards.deck.markup.tex import script  # noqa: PLC0415 - few texts have any

    return script(content, kind)


def readable(tex: str) -> str:
    """A formula in Unicode."""
    from ipt_cards.deck.markup.tex import to_unicode  # noqa: PLC0415 - few texts have formulas

    return to_unicode(tex)


def _closing(children: Sequence["Token"], start: int) -> int:
    depth = 0
    for index in range(start, len(children)):
        depth += children[index].nesting if children[index].type.startswith("cloze_") else 0
        if depth == 0:
            return index
    raise AssertionError("the cloze rule always pushes a pair")
