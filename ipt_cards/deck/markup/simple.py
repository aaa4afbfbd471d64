"""Texts of words, emphasis and clozes of words, as most are: no parser need be asked for these.

Nor for several such lines, flat lists and media among them, where their HTML isn't asked for.

What is made of them is what `parse` and its renderers would make.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# Neither markup nor a sign that HTML writes otherwise, and a colon only before a blank, for a
# doubled one parts off a hint. Noncharacters and marks of our own stand in no text.
_SIGN = r"[^\x00-\x1f*_`~^$\[\]<>&\\|{}#=+:\"'\ufdd0-\ufddf\ufff0-\uffff]"
_WORDS = rf"(?:{_SIGN}++|(?<![{{:}}]): )"
_GAP = re.compile(rf"\{{\{{c([1-9]\d{{0,8}})::({_WORDS}+)(?:::(?!\s)({_WORDS}+)(?<!\s))?\}}\}}")
# Where its stars stand they can only open, and only close (CommonMark 0.31, 6.2).
_EMPHASIS = re.compile(
    rf"(?<![^ (])(?P<stars>\*\*?)(?=\w)(?P<words>{_SIGN}+)(?<=\w)(?P=stars)(?![^ .,;:?!)])"
)
_SIMPLE = re.compile(rf"(?!-|\d{{1,9}}[.)])(?:{_WORDS}|{_GAP.pattern}|{_EMPHASIS.pattern})+")

_NO_MARKUP = re.compile(r"(?!-|\d{1,9}[.)])[^*_`~^$\[\]<>&\\|{}\n\t#=+]*+")
_MEDIUM = re.compile(r"!\[([^*_`~^$\[\]<>&\\|{}\n\t]*)\]\(([A-Za-z0-9_./-]+)\)")
_LOOSE_SIGN = re.compile(r"&(?= )|<(?=[ \d])")
_MEDIUM_SIGN = "\u2e42"
"""Stands at both ends of a medium's description, and for what is around it."""
_STAND_INS = dict(zip("\"'#=+>&<", "\u2e3c\u2e3d\u2e3e\u2e3f\u2e40\u2e41\u2e43\u2e44", strict=True))
"""Rare punctuation for what means more to HTML alone, or at the beginning of a line alone, or
before some other sign."""

_STOOD_FOR = {instead: sign for sign, instead in _STAND_INS.items()} | {_MEDIUM_SIGN: ""}
_TO_STAND_INS = str.maketrans({sign: _STAND_INS[sign] for sign in "\"'#=+>"})
_FROM_STAND_INS = str.maketrans(_STOOD_FOR)
_STANDS_IN = re.compile(f"[{''.join(_STOOD_FOR)}]")
_ITEMS = (re.compile(r"(?:\A|\n)- "), re.compile(r"(?:\A|\n)\d{1,9}\. "))


class Cloze(NamedTuple):
    """A cloze's number, the plain text that it hides, and its hint; "" for none."""

    number: int
    hidden: str
    hint: str


class Medium(NamedTuple):
    """A medium's description, plain text, and its path as written."""

    description: str
    path: str


class SimpleText(NamedTuple):
    """What a reader sees of a text, in its lines; its clozes; and its media as written."""

    plain: str
    clozes: tuple[Cloze, ...]
    media: tuple[str, ...]


def is_plain(text: str) -> bool:
    """Whether Markdown has nothing to say to the text, so that its parser needn't be asked."""
    return _NO_MARKUP.fullmatch(text) is not None


@lru_cache(maxsize=8)  # many ask for what was just asked for
def is_simple(text: str) -> bool:
    """Whether a text of one line, without blanks at its edges, has nothing but these in it."""
    return _SIMPLE.fullmatch(text) is not None and text == text.strip()


def simple_gaps(text: str) -> list[Cloze]:
    """The clozes of a simple text. None stands in another."""
    return [Cloze(int(number), *said) for number, *said in _GAP.findall(text)]


def simple_html(text: str) -> str:
    """A simple text as HTML, its clozes as Anki has them, which is as they stand."""
    return _EMPHASIS.sub(_emphasised, text) if "*" in text else text


def simple_plain(text: str) -> str:
    """A simple text without emphasis, with what its clozes hide."""
    if "{" in text:
        text = _GAP.sub(lambda gap: gap[2], text)
    return _EMPHASIS.sub(lambda found: found["words"], text) if "*" in text else text


@lru_cache(maxsize=8)
def simple_text(text: str) -> SimpleText | None:
    """A text of simple lines in paragraphs and flat lists, media among them; None for any other."""
    if _STANDS_IN.search(text):
        return None
    signed = _MEDIUM.sub(rf"{_MEDIUM_SIGN}\1{_MEDIUM_SIGN}", text) if "![" in text else text
    signed = _LOOSE_SIGN.sub(lambda sign: _STAND_INS[sign[0]], signed)
    seen: list[str] = []
    clozes: list[Cloze] = []
    for written in _lines(signed):
        line = written.translate(_TO_STAND_INS)
        can_begin = written[:1] not in "=+#>" and written == written.strip()
        if not (can_begin and (is_plain(line) or is_simple(line))):
            return None
        gaps = simple_gaps(line)
        if any(_MEDIUM_SIGN in gap.hint for gap in gaps):
            return None  # a hint shows what is written
        seen.append(simple_plain(line).translate(_FROM_STAND_INS))
        clozes += (
            Cloze(gap.number, *(said.translate(_FROM_STAND_INS) for said in gap[1:]))
            for gap in gaps
        )
    media = tuple(path for _, path in _MEDIUM.findall(text))
    return SimpleText("\n".join(seen), tuple(clozes), media)


def words_and_media(text: str) -> list[str | Medium]:
    """A line of simple words and media, in order; empty for any other, and one without media."""
    if "![" not in text or text != text.strip():
        return []
    parts: list[str | Medium] = []
    end = 0
    for found in _MEDIUM.finditer(text):
        parts += (text[end : found.start()], Medium(*found.groups()))
        end = found.end()
    parts.append(text[end:])
    words = (part.strip(" ") for part in parts if isinstance(part, str))
    return parts if all(not each or is_simple(each) for each in words) else []


def _lines(text: str) -> Iterator[str]:
    """The lines of paragraphs and flat lists, without what makes them so."""
    for block in text.split("\n\n"):
        items = next((items for items in _ITEMS if items.match(block)), None)
        yield from items.split(block)[1:] if items else block.split("\\\n")


def _emphasised(found: re.Match[str]) -> str:
    tag = "strong" if found["stars"] == "**" else "em"
    return f"<{tag}>{found['words']}</{tag}>"
