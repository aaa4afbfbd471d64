"""Judging an answer that was typed: what is forgiven, what differs, what grade it suggests.

The rules, the first that applies deciding, stand with examples in tests/quiz/typed-answers.md.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import zip_longest
from typing import NamedTuple

from ipt_cards.deck.spelling import USUAL, Accents, Spelling
from ipt_cards.quiz.judging.formula import formula, is_formula
from ipt_cards.quiz.judging.reading import Kind, Token, tokens_of
from ipt_cards.quiz.judging.spelling import Likeness, likeness, without_accents
from ipt_cards.scheduling.grade import Grade

_ALIKE = 0.5
"""Texts less similar than this have little in common."""
_COMPARED = 0.65
"""Texts less similar than this are not compared letter by letter.

Slips are more alike: Cleerman and Klerman 0.8, psicoterapy and psychotherapy 0.83, greif and grief
0.8, depressive and depression 0.8. Other words of the same field are less, though they share
letters: Weissman and Klerman 0.53, psychoanalysis and psychotherapy 0.59, attachment and treatment
0.63, termination and interpretation 0.64.
"""
_ARTICLES = frozenset({"a", "an", "the"})
_BRACKETED = re.compile(r"\s*[(\[](?!or\b)[^()\[\]]*[)\]]\s*$")
_PAIR = re.compile(r"[^\W\d_]+ (?:and|&) [^\W\d_]+")
_LISTED = re.compile(r"\s*[,;/\n]\s*(?:and\s+)?|\s+(?:and|&)\s+")
_LONGEST_WHY = 80
"""Characters."""
_MOST_SLIPS = 2


class Verdict(StrEnum):
    """RIGHT: nothing that matters differs.

    NEARLY: right but for accents, a form of a word or small slips of the fingers, which are shown.
    WRONG: anything else, such as another term, however near.
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
    why: the rule that decided, in a few words; "" where nothing differs.
    difference: the way from what was typed to `nearest`.
    part: the share of the mark that a WRONG answer still gets.
    """

    verdict: Verdict
    nearest: str
    difference: tuple[Segment, ...]
    why: str = ""
    part: Fraction = Fraction(0)

    @property
    def credit(self) -> Fraction:
        """The share of the mark that the answer gets in an exam."""
        return self.part if self.verdict is Verdict.WRONG else Fraction(1)

    @property
    def suggested(self) -> Grade | None:
        """The grade to offer first; of what is nearly right none, for the learner knows best."""
        match self.verdict:
            case Verdict.RIGHT:
                return Grade.GOOD
            case Verdict.WRONG:
                return Grade.AGAIN
            case Verdict.NEARLY:
                return None


class Finding(NamedTuple):
    """A verdict, and the rule that decided."""

    verdict: Verdict
    why: str = ""


def judge(
    typed: str,
    answers: Iterable[str],
    others: Iterable[str] = (),
    spelling: Spelling = USUAL,
) -> Judgement:
    """Judge a typed answer by the right answers, plain texts of which there is at least one.

    others: right answers of other cards of the deck, which are wrong here. spelling: the language
        of the answers, and what accents count in them.
    """
    found = [(answer, _finding(typed, answer, spelling)) for answer in answers]
    ranks = {Verdict.RIGHT: 0, Verdict.NEARLY: 1, Verdict.WRONG: 2}

    def distance(judged: tuple[str, Finding]) -> tuple[int, float]:
        # Of answers that all have little in common with what was typed, the first one is meant.
        likeness_ = _similarity(typed, judged[0])
        return ranks[judged[1].verdict], -likeness_ if likeness_ >= _ALIKE else 0

    nearest, best = min(found, key=distance)
    if best.verdict is Verdict.NEARLY:
        right = (o for o in others if _finding(typed, o, spelling).verdict is Verdict.RIGHT)
        term = next(right, None)
        if term is not None:
            best = Finding(Verdict.WRONG, f"another term of this deck: {term}")
    why = best.why if len(best.why) <= _LONGEST_WHY else f"{best.why[:_LONGEST_WHY]}…"
    return Judgement(best.verdict, nearest, difference(typed, nearest), why)


def difference(typed: str, answer: str) -> tuple[Segment, ...]:
    """The segments that lead from what was typed to the answer, letter by letter.

    EQUAL and MISSING together spell the answer; EQUAL and EXCESS spell what was typed, but for
    case and accents. Texts that aren't alike are not taken apart, for that would be noise.
    """
    if not typed or _similarity(typed, answer) < _COMPARED:
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


def _finding(typed: str, answer: str, spelling: Spelling) -> Finding:
    """The best of how an answer may be meant: with what it explains in brackets, or without."""
    if typed.split() == answer.split() and typed.strip():
        return Finding(Verdict.RIGHT)
    if is_formula(answer):
        same = formula(typed) == formula(answer)
        return Finding(Verdict.RIGHT) if same else Finding(Verdict.WRONG, "another formula")
    best = _compared(typed, answer, spelling)
    if spelling.accents is Accents.LENIENT and best.verdict is not Verdict.RIGHT:
        bare = _compared(without_accents(typed), without_accents(answer), spelling)
        best = bare if bare.verdict is Verdict.RIGHT else best
    first, comma, last = typed.partition(",")
    is_turned = comma and "," not in answer + last and first.strip() and last.strip()
    # As an index has it: reinforcement, positive.
    if is_turned and _compared(f"{last} {first}", answer, spelling).verdict is Verdict.RIGHT:
        return Finding(Verdict.RIGHT, "in another order")
    for given, wanted in (
        (_BRACKETED.sub("", typed), answer),
        (typed, _BRACKETED.sub("", answer)),
    ):
        if (given, wanted) != (typed, answer) and given.strip() and wanted.strip():
            other = _compared(given, wanted, spelling)
            if other.verdict is Verdict.RIGHT:
                return Finding(Verdict.RIGHT, "what stands in brackets isn't judged")
    return best


def _compared(typed: str, answer: str, spelling: Spelling) -> Finding:
    english = spelling.is_english
    given = tokens_of(typed, english=english)
    wanted = tokens_of(answer, right=True, english=english)
    if not given or not wanted:  # an answer such as `+` or `?`
        return Finding(Verdict.RIGHT if typed.split() == answer.split() else Verdict.WRONG)
    for kind in (Kind.NUMBER, Kind.SIGN, Kind.UNIT):
        if other := _first_other(kind, given, wanted):
            return Finding(Verdict.WRONG, other)
    words = _words_in(given, english=english)
    right = _words_in(wanted, english=english)
    if "".join(words) == "".join(right):
        return Finding(Verdict.RIGHT)
    if len(words) == len(right):
        judged = _word_by_word(words, right, spelling)
        if judged.verdict is not Verdict.WRONG:
            return judged
    elif same := _joined(words, right, spelling):
        return same
    else:
        judged = Finding(Verdict.WRONG, _too_many(words, right))
    if _turned_round(words) == _turned_round(right):
        return Finding(Verdict.RIGHT, "in another order")
    ours = _items(answer, english=english)
    if len(ours) > 1 and _items(typed, english=english) == ours:
        return Finding(Verdict.RIGHT, "a list, in another order")
    return judged


def _first_other(kind: Kind, given: Sequence[Token], wanted: Sequence[Token]) -> str:
    """What differs in the numbers, signs or units; "" where nothing does."""
    theirs = [token for token in given if token.kind is kind]
    ours = [token for token in wanted if token.kind is kind]
    for one, other in zip_longest(theirs, ours):
        if one is None:
            return f"a {kind} is missing: {other.text}"
        if other is None:
            return f"a {kind} too many: {one.text}"
        same = one.values & other.values if kind is Kind.NUMBER else one.text == other.text
        if not same:
            return f"another {kind}: {one.text}"
    return ""


def _words_in(tokens: Sequence[Token], *, english: bool) -> list[str]:
    words = [token.text for token in tokens if token.kind is Kind.WORD]
    # In other languages, an article tells a noun's gender.
    while english and len(words) > 1 and words[0] in _ARTICLES:
        del words[0]
    return words


def _word_by_word(given: Sequence[str], expected: Sequence[str], spelling: Spelling) -> Finding:
    slips = 0
    why = Finding(Verdict.RIGHT)
    for one, other in zip(given, expected, strict=True):
        match likeness(one, other, spelling.language, strict=spelling.accents is Accents.STRICT):
            case Likeness.SAME:
                continue
            case Likeness.SPELLING as alike:
                why = Finding(why.verdict, why.why or alike)
            case Likeness.OTHER | Likeness.FAR | Likeness.ACCENT_COUNTS as alike:
                return Finding(Verdict.WRONG, f"{alike}: {one}")
            case alike:
                slips += 1
                why = Finding(Verdict.NEARLY, f"{alike}: {one}")
    return Finding(Verdict.WRONG, "too many slips") if slips > _MOST_SLIPS else why


def _joined(given: Sequence[str], expected: Sequence[str], spelling: Spelling) -> Finding | None:
    """A compound written apart or together, with a slip in it at most."""
    if abs(len(given) - len(expected)) != 1 or min(len(given), len(expected)) != 1:
        return None
    if any(len(word) == 1 for word in (*given, *expected)):  # hepatitis A
        return None
    alike = likeness("".join(given), "".join(expected), spelling.language)
    return (
        Finding(Verdict.NEARLY, f"{alike}: {' '.join(given)}") if alike is Likeness.SLIP else None
    )


def _too_many(given: Sequence[str], expected: Sequence[str]) -> str:
    left = Counter(expected) - Counter(given)
    more = Counter(given) - Counter(expected)
    if "not" in more:
        return "a word too many: not"
    if "not" in left:
        return "a word is missing: not"
    if left:
        return f"a word is missing: {next(iter(left))}"
    return f"a word too many: {next(iter(more))}" if more else "in another order"


def _turned_round(words: Sequence[str]) -> list[str]:
    """`analysis of communication` as `communication analysis`."""
    if words.count("of") != 1:
        return list(words)
    place = words.index("of")
    behind = [word for word in words[place + 1 :] if word not in _ARTICLES]
    return [*behind, *words[:place]]


def _items(text: str, *, english: bool) -> list[tuple[str, ...]]:
    """The items of a list, in an order that tells nothing; none where the text is prose."""
    if not re.search("[,;\n]", text) and not _PAIR.fullmatch(text.strip()):
        return []
    parts = _LISTED.split(text.strip())
    read = (tokens_of(part, english=english) for part in parts if part)
    return sorted(tuple(token.text for token in tokens) for tokens in read)


def _similarity(typed: str, answer: str) -> float:
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - most cards aren't typed

    return float(Indel.normalized_similarity(_folded(typed), _folded(answer)))


def _folded(text: str) -> str:
    return without_accents(text.casefold())
