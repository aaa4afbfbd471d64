"""Judging a number that was typed: its value within the tolerance, and its unit."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from ipt_cards.deck.answers.numeric import LARGEST_EXPONENT, numeric_answer, tolerated
from ipt_cards.deck.answers.units import LONGEST_UNIT, converted
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.note import NumericNote
from ipt_cards.quiz.judging.judge import Finding, Judgement, Part, Segment, Verdict
from ipt_cards.quiz.judging.number_words import with_figures
from ipt_cards.quiz.judging.reading import LONGEST, UNITS, Kind, spelled_out, tokens_of

WITHOUT_UNIT = Fraction(1, 2)
"""The share of the mark for the right number where its unit was left out."""

_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_EQUALS = re.compile(r"^\s*(?:[^\W\d_]\w?\s*)?=")
_AROUND = re.compile(
    r"(?i)^\s*(?:(?:it is|about|approximately|approx\.?|roughly|around|circa|ca\.?|[~≈=±])\s*)+"
)
_POWER_OF_TEN = re.compile(r"(?<=[\d.,])\s*(?:[×*·]\s*10\^|[eE])([-+]?\d{1,3})(?!\w)")
_MIXED = re.compile(r"(?<![\d.,/])(\d+)\s+(\d+)\s?/\s?(\d+)")
_NEGATIVE = re.compile(r"(?i)\s*(?:(?:minus|negative)\s+|[-–—]\s+)(?=\w)")
_MINUS_POWER = re.compile("⁻([⁰¹²³⁴⁵⁶⁷⁸⁹])")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_DEGREES = re.compile(r"(?i)(?:°\s*|\bdeg(?:rees?)?\s+)([cf])(?:elsius|ahrenheit)?\b")
_ONE = re.compile(r"^\s*an?\s+(?=[^\W\d_])")
_HALF_AN = re.compile(r"(\d/\d)\s+(?:of\s+)?an?\s+")
_AND_A_PART = re.compile(r"^(\d+)\s+([^\W\d_]+)\s+and\s+(?:an?\s+)?(\d/\d)$")
_MERCURY = re.compile(r"(?i)\bmm\s+hg\b")
_PER_MINUTE = re.compile(r"(?i)\b(?:beats?\s*(?:per\s+|/\s*)min(?:ute)?|bpm)\b")
_DAILY = re.compile(r"(?i)\s*\b(?:daily|(?:a|per)\s+day|/\s*d)\b")
_TWO_QUANTITIES = re.compile(
    r"^(\d[\d.,]*)\s*([^\W\d_]+)\s*(?:and\s+|,\s*)?(\d[\d.,]*)\s*([^\W\d_]+)$"
)
_ROUNDED = Fraction(1, 1000)
"""The share of a number by which one in another unit may be off, for people round those."""
_INVERSE = re.compile(r"^1?\s*/\s*([^\W\d_]+)$")
_NAMES = UNITS | {"wk": "week", "wks": "week", "yr": "year", "yrs": "year", "mos": "month"}
_PLURAL = re.compile(r"(?<=[sxz])es$|(?<=[cs]h)es$|(?<=\w[^\Ws])s$")


def judge_number(typed: str, note: NumericNote) -> Judgement:
    """Judge a typed answer to a numeric note.

    A number is right within the tolerance, ends included, in figures or in words, in either decimal
    style, as a fraction or with a power of ten. It may come in another unit of the same kind:
    0.5 g for 500 mg.
    """
    found, part = _finding(typed[:LONGEST], note)
    answer = numeric_answer(note)
    shown = () if found.verdict is Verdict.RIGHT else (Segment(Part.EXCESS, typed),)
    return Judgement(found.verdict, answer, shown, found.why, part)


def _finding(typed: str, note: NumericNote) -> tuple[Finding, Fraction]:
    text = _AROUND.sub("", _EQUALS.sub("", _BRACKETED.sub("", _one_style(typed))))
    negative = _NEGATIVE.match(text)
    values, rest = _values(text[negative.end() :] if negative else text)
    if negative:
        values = frozenset(-value for value in values)
    if not values:
        return Finding(Verdict.WRONG, "no number"), Fraction(0)
    wanted = _one_style(note.unit).strip()
    fits = _first_within(values, note)
    if _words(rest) == _words(wanted):
        return (fits, Fraction(0)) if fits else (_outside(values, note), Fraction(0))
    if not rest:
        if fits:
            return Finding(Verdict.WRONG, f"the unit is missing: {note.unit}"), WITHOUT_UNIT
        return _outside(values, note), Fraction(0)
    if both := _sum_of_two(text, note.unit):
        return (_first_within(both, note, _ROUNDED) or _outside(both, note)), Fraction(0)
    if re.search(r"(?<![\w^-])\d(?!/)", rest):
        return Finding(Verdict.WRONG, "more than one number"), Fraction(0)
    if not wanted:
        if set(_words(rest)) <= set(_words(_one_style(to_plain(note.question)))):
            return (fits or _outside(values, note)), Fraction(0)
        return Finding(Verdict.WRONG, f"a word too many: {rest[:LONGEST_UNIT]}"), Fraction(0)
    in_unit = {number for value in values for number in _converted(value, rest, note.unit)}
    if not in_unit:
        return Finding(Verdict.WRONG, f"another unit: {rest[:LONGEST_UNIT]}"), Fraction(0)
    return (_first_within(in_unit, note, _ROUNDED) or _outside(in_unit, note)), Fraction(0)


def _one_style(text: str) -> str:
    text = _MINUS_POWER.sub(lambda found: f"^-{found[1].translate(_LOWERED)}", text)
    text = with_figures(spelled_out(text.replace("per cent", "percent").replace(" pct", " %")))
    text = _HALF_AN.sub(r"\1 ", _AND_A_PART.sub(r"\1 \3 \2", _ONE.sub("1 ", text)))
    text = _MERCURY.sub("mmHg", _PER_MINUTE.sub("bpm", _DAILY.sub("/day", text)))
    return _DEGREES.sub(lambda found: f"°{found[1].upper()}", text)


def _values(text: str) -> tuple[frozenset[Fraction], str]:
    """What the first number of a text may mean, and the rest of the text."""
    power = _POWER_OF_TEN.search(text)
    if power and abs(int(power[1])) <= LARGEST_EXPONENT:
        values, rest = _values(text[: power.start()])
        if not rest:
            scale = Fraction(10) ** int(power[1])
            return frozenset(value * scale for value in values), text[power.end() :].strip()
    if mixed := _MIXED.search(text):
        whole, over, under = map(int, mixed.groups())
        if under and not text[: mixed.start()].strip():
            return frozenset({whole + Fraction(over, under)}), text[mixed.end() :].strip()
    tokens = tokens_of(text)
    first = next((token for token in tokens if token.kind is Kind.NUMBER), None)
    if first is None:
        return frozenset(), text.strip()
    if first.text[-1].isalpha():  # in words, which may be several
        others = (token.text for token in tokens if token is not first)
        return first.values, " ".join(others)
    before, _, after = text.partition(first.text)
    return first.values, f"{before.strip()} {after.strip()}".strip()


def _sum_of_two(text: str, unit: str) -> set[Fraction]:
    """What two quantities make together, such as 2 h 30 min; nothing for anything else."""
    found = _TWO_QUANTITIES.match(text.strip())
    if not found or not unit:
        return set()
    sums = {Fraction(0)}
    for figures, given in ((found[1], found[2]), (found[3], found[4])):
        values, _ = _values(figures)
        parts = {part for value in values for part in _converted(value, given, unit)}
        sums = {total + part for total in sums for part in parts}
    return sums


def _first_within(
    values: frozenset[Fraction] | set[Fraction], note: NumericNote, rounded: Fraction = Fraction(0)
) -> Finding | None:
    """The finding for a number that is right, if one of these is.

    rounded: the share of the number by which it may be off besides the tolerance.
    """
    wanted = Fraction(note.number)
    off = [abs(value - wanted) for value in values]
    if not off or min(off) > Fraction(note.tolerance) + rounded * abs(wanted):
        return None
    return Finding(Verdict.RIGHT)


def _outside(values: frozenset[Fraction] | set[Fraction], note: NumericNote) -> Finding:
    if Fraction(note.number) and -Fraction(note.number) in values:
        return Finding(Verdict.WRONG, "the sign is another")
    if note.tolerance:
        unit = f" {note.unit}" if note.unit else ""
        return Finding(Verdict.WRONG, f"right is from {tolerated(note)}{unit}")
    return Finding(Verdict.WRONG, "another number")


def _converted(value: Fraction, given: str, wanted: str) -> Iterator[Fraction]:
    named = _NAMES.get(given.casefold(), given)
    if wanted.startswith("°") and given.casefold() in ("c", "f", "degree", "degrees"):
        named = f"°{given.upper()}" if len(given) == 1 else wanted
    try:
        found = converted(float(value), _INVERSE.sub(r"\1^-1", named), wanted)
    except OverflowError:
        return
    if found is not None:
        # What binary fractions leave behind isn't the learner's.
        yield Fraction(Decimal(f"{found:.12g}"))


def _words(unit: str) -> list[str]:
    """A unit by its parts in one spelling each; case tells only in short signs."""
    parts = re.findall(r"[^\W_]+|[^\w\s]", unit.replace(" per ", "/"))
    return [_one_spelling(part) for part in parts if part != "."]


def _one_spelling(part: str) -> str:
    known = _NAMES.get(part.casefold(), part)
    return _PLURAL.sub("", known.casefold()) if len(known) > 3 else known
