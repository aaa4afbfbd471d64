"""Numbers that are written in English words, as figures: two thousand three hundred and five."""

import re
from fractions import Fraction

_UP_TO_NINE = "zero one two three four five six seven eight nine"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_SMALL = {word: number for number, word in enumerate(f"{_UP_TO_NINE} {_TEENS}".split(" "))}
_TENS_IN_ORDER = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: 10 * tens for tens, word in enumerate(_TENS_IN_ORDER.split(" "), start=2)}
_LARGE = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
_PARTS |= {f"{part}s": number for part, number in _PARTS.items()} | {"halves": 2}
_WORD = "|".join(sorted({*_SMALL, *_TENS, *_LARGE, *_PARTS, "hundred"}))
_PHRASE = re.compile(
    rf"\b(?:(?:an?|one)\s+(?=half|quarter|hundred|thousand|million))?(?:{_WORD})"
    rf"(?:(?:[\s-]+(?:and[\s-]+)?(?:an?[\s-]+)?|[\s-]+point[\s-]+)(?:{_WORD})\b)*\b",
    re.IGNORECASE,
)
_SCALED = re.compile(r"(?i)(\d[\d.,]*)\s+(hundred|thousand|million|billion)\b")
_AND_A_HALF = re.compile(r"(?i)(\d+)\s+and\s+an?\s+(half|third|quarter)\b")


def with_figures(text: str) -> str:
    """The text with each number in words as figures; what is no number stays as it is."""
    text = _AND_A_HALF.sub(
        lambda found: f"{found[1]} 1/{_PARTS[found[2].lower()]}",
        _SCALED.sub(lambda found: _scaled(found[1], found[2].lower()), text),
    )
    return _PHRASE.sub(lambda found: _figures(found[0]), text)


def _scaled(figures: str, scale: str) -> str:
    by = 100 if scale == "hundred" else _LARGE[scale]
    try:
        value = Fraction(figures.replace(",", ".")) * by
    except (ValueError, ZeroDivisionError):
        return f"{figures} {scale}"
    return str(value) if value.denominator == 1 else f"{figures} {scale}"


def _figures(phrase: str) -> str:
    words = re.split(r"[\s-]+", phrase.lower())
    value = _value([word for word in words if word != "and"])
    if value is None:
        return phrase
    whole, part = divmod(value, 1)
    if not part:
        return str(int(whole))
    shown = f"{part.numerator}/{part.denominator}"
    return f"{int(whole)} {shown}" if whole else shown


def _value(words: list[str]) -> Fraction | None:
    if "point" in words:
        return _with_decimals(words)
    articles = {"a", "an"}
    if words[-1] in _PARTS:
        count_of = words[:-1]
        part = Fraction(1, _PARTS[words[-1]])
        if not count_of or count_of in (["a"], ["an"]):
            return part
        if count_of[-1] in articles:
            before = _whole([word for word in count_of if word not in articles])
            return None if before is None else before + part
        count = _whole(count_of)
        return None if count is None else count * part
    return _whole([word for word in words if word not in articles] or words)


def _with_decimals(words: list[str]) -> Fraction | None:
    place = words.index("point")
    whole = _whole(words[:place])
    digits = [_SMALL.get(word, 10) for word in words[place + 1 :]]
    if whole is None or not digits or any(digit > 9 for digit in digits):
        return None
    return whole + Fraction(int("".join(map(str, digits))), 10 ** len(digits))


def _whole(words: list[str]) -> Fraction | None:
    """A whole number, also as years are said: nineteen seventy-four."""
    total = group = last = 0
    for word in words:
        if word in _LARGE:
            total += max(1, group) * _LARGE[word]
            group = last = 0
        elif word == "hundred":
            group = max(1, group) * 100
            last = 0
        else:
            value = _TENS.get(word, _SMALL.get(word))
            is_unit_of_tens = last >= 20 and value is not None and 0 < value < 10
            if value is None:
                return None
            if is_unit_of_tens or last == 0:
                group += value
            elif 0 < group < 100 <= group * 10 and value >= 10:
                group = group * 100 + value
            else:
                return None
            last = value
    return Fraction(total + group)
