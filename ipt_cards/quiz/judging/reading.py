"""What was typed, and what is right, as numbers, units, words and signs."""

import re
import unicodedata
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

LONGEST = 1_000
"""Characters that are read of an answer."""

_GREEK = "GREEK SMALL LETTER "
UNITS = {
    name: sign
    for sign, names in (
        ("s", "s sec secs second seconds"),
        ("min", "min mins minute minutes"),
        ("h", "h hr hrs hour hours"),
        ("g", "g gram grams"),
        ("kg", "kg kilogram kilograms"),
        ("mg", "milligram milligrams"),
        ("ug", "mcg microgram micrograms"),
        ("L", "l liter liters litre litres"),
        ("ml", "ml milliliter milliliters millilitre millilitres"),
    )
    for name in names.split()
}
"""Units by their names in small letters. Signs whose case tells, such as Mg, aren't among them."""
_SHORT_WORDS = frozenset({"an", "as", "at", "by", "if", "in", "is", "no", "of", "on", "or", "to"})
"""Words that may follow a number and are as short as a unit's sign."""
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_CHARGE = re.compile(r"(?<=[^\W\d_])[⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉]*[⁺⁻]")
_MINUS = re.compile(r"(?i)\bminus (?=\d)")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+")
_SPELLED_SIGNS = {
    "−": "-",
    "**": "^",
    ">=": "≥",
    "<=": "≤",
    "!=": "≠",
    "->": "→",
    "+/-": "±",
    "’": "'",
    "‘": "'",
    "⁄": "/",
    "&": " and ",
    "%": " percent ",
}
_MILLI_OR_MEGA = re.compile("[mM][A-Z][a-z]")
_TIMES = re.compile(r"(?<=\d)\s*x\s*(?=\d)")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")
_PER = re.compile(r"(\d\s?\w{1,4}) per (?=\w)")
_MICRO = re.compile(r"(?<![^\W\d])μ(?=[A-Za-z]{1,2}\b)")
_RANGE = re.compile(r"(?<=\d)\s*[-–—]\s*(?=\d)")
_FRACTION = re.compile("[¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]")
_TOKEN = re.compile(
    r"""
    (?P<number>(?:(?<![\w)\]])[-+])?(?:\d(?:[\d.,'\u202f]*\d)?|(?<![\w])[.,]\d+)
        (?:\s?/\s?\d+)?(?:\^-?\d+)?)
    | (?P<word>[^\W\d_]+(?:'[^\W\d_]+)*[+\#]*)
    | (?P<sign>[^\s\w.,;:!?"'()\[\]{}\-–—…“”„«»/]+|(?<!\w)[-/](?!\w))
    """,
    re.VERBOSE,
)
_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {
    word: 10 * tens
    for tens, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_CONTRACTED = {
    "can't": "can not",
    "cannot": "can not",
    "won't": "will not",
    "shan't": "shall not",
    "it's": "it is",
    "that's": "that is",
    "there's": "there is",
}
_ORDINALS = dict(
    enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
        ],
        start=1,
    )
)
_ORDINAL = re.compile(r"(?<![\w.,])(\d{1,2})(?:st|nd|rd|th)\b")
_ROMANS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
_ROMAN = re.compile(
    rf"\b(type|stage|phase|grade|class|level|axis|bipolar|dsm)[ -]({'|'.join(_ROMANS)})\b",
    re.IGNORECASE,
)
"""Roman numerals, behind words that they number; elsewhere they are letters."""


class Kind(StrEnum):
    """What a part of an answer is."""

    NUMBER = "number"
    UNIT = "unit"
    """A unit's sign whose case tells, such as mW and MW. Longer ones are words."""
    WORD = "word"
    SIGN = "sign"


class Token(NamedTuple):
    """A part of an answer.

    text: a word's in small letters, a unit's and a sign's as it is. values: a number's, two where a
    sign in it may be read in two ways.
    """

    kind: Kind
    text: str
    values: frozenset[Fraction] = frozenset()


def tokens_of(text: str, *, right: bool = False, english: bool = True) -> list[Token]:
    """An answer's parts, in their order. Punctuation, blanks and case aren't among them.

    right: whether it is the right answer, whose point before three figures is a decimal point.
    english: whether a number may be a word of English, and a word contracted as there.
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(spelled_out(text[:LONGEST])):
        if match["number"]:
            values = _values(match["number"], right=right)
            found.append(Token(Kind.NUMBER, match["number"], values))
        elif match["sign"]:
            found.append(Token(Kind.SIGN, match["sign"]))
        elif found and _is_unit(match["word"], behind=found[-1]):
            found.append(Token(Kind.UNIT, UNITS.get(match["word"].casefold(), match["word"])))
        else:
            found += _words(match["word"], english=english)
    return _joined_numbers(found)


def _is_unit(word: str, behind: Token) -> bool:
    if behind.kind is not Kind.NUMBER or word in _SHORT_WORDS:
        return False
    if word.casefold() in UNITS or _MILLI_OR_MEGA.fullmatch(word):
        return True
    return len(word) <= 2


def spelled_out(text: str) -> str:
    """The text with its signs, powers, ranges and ordinals in one spelling each."""
    text = _CHARGE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), _UNSEEN.sub("", text))
    text = _RAISED.sub(lambda found: f"^{found[0].translate(_SUPERSCRIPTS)}", text)
    text = _FRACTION.sub(lambda found: f" {unicodedata.normalize('NFKC', found[0])} ", text)
    text = _THOUSANDS.sub(lambda found: found[0].replace(" ", ""), text)
    text = _TIMES.sub(" × ", _RANGE.sub(" to ", text))
    text = _MINUS.sub("-", text)
    text = _PER.sub(r"\1/", text)
    text = _ORDINAL.sub(lambda found: _ORDINALS.get(int(found[1]), found[0]), text)
    text = _ROMAN.sub(lambda found: f"{found[1]} {_ROMANS.index(found[2].lower()) + 1}", text)
    for sign, spelled in _SPELLED_SIGNS.items():
        text = text.replace(sign, spelled)
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text)).replace("⁄", "/")
    return _MICRO.sub("u", text)


def _words(written: str, *, english: bool) -> list[Token]:
    word = unicodedata.normalize("NFC", written.casefold())
    if not english:
        return [Token(Kind.WORD, _greek_named(word.replace("'", "")))]
    word = _CONTRACTED.get(word, word)
    if word.endswith("n't"):
        word = f"{word[:-3]} not"
    words = []
    for part in word.replace("'", "").split():
        number = _NUMBER_WORDS.get(part)
        if number is None:
            words.append(Token(Kind.WORD, _greek_named(part)))
        else:
            words.append(Token(Kind.NUMBER, part, frozenset({Fraction(number)})))
    return words


def _greek_named(word: str) -> str:
    name = unicodedata.name(word, "") if len(word) == 1 else ""
    return name.removeprefix(_GREEK).lower() if name.startswith(_GREEK) else word


def _joined_numbers(tokens: list[Token]) -> list[Token]:
    """Numbers in words that are one: twenty-one, three hundred."""
    joined: list[Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        if last and last.kind is Kind.NUMBER and last.text.isalpha():
            value = next(iter(last.values))
            if token.kind is Kind.NUMBER and token.text.isalpha() and value % 10 == 0 < value < 100:
                more = next(iter(token.values))
                if 0 < more < 10:
                    joined[-1] = Token(Kind.NUMBER, last.text, frozenset({value + more}))
                    continue
            if token.kind is not Kind.NUMBER and token.text in ("hundred", "thousand"):
                times = 100 if token.text == "hundred" else 1000
                joined[-1] = Token(Kind.NUMBER, last.text, frozenset({value * times}))
                continue
        joined.append(token)
    return joined


def _values(written: str, *, right: bool) -> frozenset[Fraction]:
    """What a number in figures may mean, in both decimal styles."""
    number, _, exponent = written.replace(" ", "").partition("^")
    number, _, divisor = number.partition("/")
    power = int(exponent) if exponent and len(exponent) <= 3 else 1
    by = int(divisor) if divisor and int(divisor) else 1
    return frozenset(
        (reading / by) ** power if reading or power > 0 else reading
        for reading in _readings(number, right=right)
    )


def _readings(number: str, *, right: bool) -> list[Fraction]:
    sign = -1 if number.startswith("-") else 1
    figures = number.lstrip("+-").replace("'", "").replace("\u202f", "")
    separators = [each for each in figures if each in ".,"]
    if not separators:
        return [Fraction(sign * int(figures))]
    last = max(figures.rfind("."), figures.rfind(","))
    after = len(figures) - last - 1
    whole = re.sub("[.,]", "", figures)
    as_decimal = sign * Fraction(int(whole), 10**after)
    as_whole = Fraction(sign * int(whole))
    if len(set(separators)) == 2:
        return [as_decimal]
    if len(separators) > 1:
        return [as_whole]
    if after == 3 and figures[0] not in "0.,":
        if separators == [","]:
            return [as_whole]
        return [as_decimal] if right and not figures.endswith("000") else [as_decimal, as_whole]
    return [as_decimal]
