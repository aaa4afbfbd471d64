"""Formulas that are typed: every sign counts, and blanks don't."""

import re
import unicodedata

_LONGEST_NAME = 5
"""Letters of a name in a formula; what has longer words is prose."""
_SIGNS = re.compile(
    r"""
    [=√∑∫]
    | (?<=\w)\ [-−+×*·]\ (?=[\w(])      # EDV − ESV
    | [)\]]\s*[-−+×*·/]|[-−+×*·/]\s*[(\[]  # (a+b)/c
    | \w[+*×]\w+[-−+*×/]\w                # a+b/c
    | (?<!\w)[a-z][-−]\d+(?!\w)          # n-1
    | (?<!\w)\d[-−][^\W\d_](?!\w)        # 1-β
    """,
    re.VERBOSE,
)
_SPELLED = str.maketrans({"×": "*", "·": "*", "⋅": "*", "[": "(", "]": ")"})
_TIMES = re.compile(r"(?<=[\w)]) x (?=[\w(])")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+")


def is_formula(answer: str) -> bool:
    """Whether a right answer is a formula rather than prose."""
    words = re.findall(r"[^\W\d_]+", answer)
    return bool(_SIGNS.search(answer)) and all(len(word) <= _LONGEST_NAME for word in words)


def formula(text: str) -> str:
    """A formula in one spelling, in small letters."""
    text = _RAISED.sub(lambda found: f"^{found[0]}", text)
    text = unicodedata.normalize("NFKC", _TIMES.sub("*", text).translate(_SPELLED))
    return "".join(
        text.replace("−", "-").replace("**", "^").replace("sqrt", "√").casefold().split()
    )
