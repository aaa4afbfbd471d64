"""Judging an answer that was typed: what is forgiven, what differs, what grade it suggests."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ipt_cards.scheduling.grade import Grade

_ALIKE = 0.5
"""Texts less similar than this are not compared letter by letter."""
_ARTICLES = frozenset({"a", "an", "the"})
_NUMBER = re.compile(r"\d+")
_ACCENTS = re.compile("[\u0300-\u036f]")


class Verdict(StrEnum):
    """RIGHT: nothing but case, accents, leading articles, punctuation and blanks may differ.

    NEARLY: right but for small slips of the fingers. WRONG: anything else.
    """

    RIGHT = "right"
    NEARLY = "nearly"
    WRONG = "wrong"


class Part(StrEnum):
    """What a segment of the difference is: as expected, left out, or typed in excess."""

    EQUAL = "equal"
    MISSING = "missing"
    EXCESS = "excess"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the difference. An EQUAL one is spelled as in the right answer."""

    part: Part
    text: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found of a typed answer.

    nearest: the right answer that it comes nearest to.
    difference: the way from what was typed to `nearest`.
    """

    verdict: Verdict
    nearest: str
    difference: tuple[Segment, ...]

    @property
    def suggested(self) -> Grade:
        """The grade to offer first; the learner may choose another."""
        return Grade.AGAIN if self.verdict is Verdict.WRONG else Grade.GOOD


def judge(typed: str, answers: Iterable[str]) -> Judgement:
    """Judge a typed answer by the right answers, plain texts of which there is at least one."""
    ranks = {Verdict.RIGHT: 0, Verdict.NEARLY: 1, Verdict.WRONG: 2}

    def distance(answer: str) -> tuple[int, float]:
        # Of answers that all have little in common with what was typed, the first one is meant.
        likeness = _similarity(typed, answer)
        return ranks[_verdict(typed, answer)], -likeness if likeness >= _ALIKE else 0

    nearest = min(answers, key=distance)
    return Judgement(_verdict(typed, nearest), nearest, difference(typed, nearest))


def difference(typed: str, answer: str) -> tuple[Segment, ...]:
    """The segments that lead from what was typed to the answer, letter by letter.

    EQUAL and MISSING together spell the answer; EQUAL and EXCESS spell what was typed, but for
    case and accents. Texts with little in common are not taken apart.
    """
    if not typed or _similarity(typed, answer) < _ALIKE:
        parts = ((Part.EXCESS, typed), (Part.MISSING, answer))
        return tuple(Segment(part, text) for part, text in parts if text)
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - most cards aren't typed

    steps = Levenshtein.opcodes([*map(_folded, typed)], [*map(_folded, answer)])
    segments = []
    for step in steps:
        theirs, ours = typed[step.src_start : step.src_end], answer[step.dest_start : step.dest_end]
        if step.tag == "equal":
            segments.append(Segment(Part.EQUAL, ours))
            continue
        if theirs:
            segments.append(Segment(Part.EXCESS, theirs))
        if ours:
            segments.append(Segment(Part.MISSING, ours))
    return tuple(segments)


def _verdict(typed: str, answer: str) -> Verdict:
    expected = _words(answer)
    if not expected:  # an answer such as `+` or `?`
        return Verdict.RIGHT if typed.split() == answer.split() else Verdict.WRONG
    given = _words(typed)
    if not given or _NUMBER.findall(" ".join(given)) != _NUMBER.findall(" ".join(expected)):
        return Verdict.WRONG  # a slip in a number makes another number
    if "".join(given) == "".join(expected):
        return Verdict.RIGHT
    if len(given) != len(expected):
        given, expected = ["".join(given)], ["".join(expected)]
    slips = [_is_slip(*pair) for pair in zip(given, expected, strict=True) if pair[0] != pair[1]]
    return Verdict.NEARLY if all(slips) and len(slips) <= 2 else Verdict.WRONG


def _is_slip(given: str, expected: str) -> bool:
    # Slips hardly ever fall on a word's first letter, while prefixes (in-, un-, non-) make
    # opposites.
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - most cards aren't typed

    forgiven = 0 if len(expected) < 5 else 1 if len(expected) < 10 else 2
    return given[0] == expected[0] and OSA.distance(given, expected) <= forgiven


def _similarity(typed: str, answer: str) -> float:
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - most cards aren't typed

    return float(Indel.normalized_similarity(_folded(typed), _folded(answer)))


def _words(text: str) -> list[str]:
    folded = _folded(unicodedata.normalize("NFKC", text))
    kept = (" " if unicodedata.category(sign)[0] in "PZC" else sign for sign in folded)
    words = "".join(sign for sign in "".join(kept)).split()
    while len(words) > 1 and words[0] in _ARTICLES:
        del words[0]
    return words


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed))
