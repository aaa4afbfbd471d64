"""The words of a text, and which of them say what it is about."""

import re
from collections.abc import Callable
from functools import cache

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“‘(]?[^\Wa-z])")

_FUNCTION_WORDS = """
a about above across after again against all along also although always am among an and another
any are around as at away be because been before being below besides between both but by can
cannot could did do does doing done down during each either else ever every few for from further
had has have having he her here hers herself him himself his how however i if in into is it its
itself just least less let like many may me might mine more most much must my myself near never
no nobody none nor not nothing now of off often on once one only onto or other others ought our
ours out over own per quite rather s same shall she should since so some something still such t
than that the their theirs them themselves then there these they thing things this those though
through thus to together too toward towards two under until up upon us very via was we were what
when where whether which while who whom whose why will with within without would yet you your
yours yourself
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""English words that stand in any text, whatever it is about."""


def words(text: str) -> list[str]:
    """The words of a plain text in lower case; hyphens part words."""
    return _WORD.findall(text.casefold().replace("’", "'"))


def content_stems(text: str) -> frozenset[str]:
    """The stems of the English words that say what a plain text is about."""
    return frozenset(
        stem_of(word)
        for word in words(text)
        if word not in FUNCTION_WORDS and (len(word) > 1 or word.isdecimal())
    )


@cache
def stem_of(word: str) -> str:
    """What an English word has in common with its other forms."""
    return _stemmer()(word.removesuffix("'s"))


@cache
def _stemmer() -> Callable[[str], str]:
    import snowballstemmer  # noqa: PLC0415 - only rules of style need it

    stem: Callable[[str], str] = snowballstemmer.stemmer("english").stemWord
    return stem


def sentences(text: str) -> list[str]:
    """The sentences of a plain text on one line."""
    return [sentence for sentence in _SENTENCE_END.split(text) if sentence]
