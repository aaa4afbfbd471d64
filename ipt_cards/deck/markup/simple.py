"""Texts of words, emphasis and clozes of words, as most are: no parser need be asked for these.

What is made of them is what `parse` and its renderers would make.
"""

import re
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


class Cloze(NamedTuple):
    """A cloze's number, the plain text that it hides, and its hint; "" for none."""

    number: int
    hidden: str
    hint: str


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


def _emphasised(found: re.Match[str]) -> str:
    tag = "strong" if found["stars"] == "**" else "em"
    return f"<{tag}>{found['words']}</{tag}>"
