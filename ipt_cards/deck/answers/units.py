"""Units: whether a text is one, and how many of one unit another is."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pint import UnitRegistry

LONGEST_UNIT = 40
"""Characters."""

_SIGNS = re.compile(
    r"""
    [^\W\d_]                             # letters
    | [ /·*^().°′″µΩ%‰$€£¥⁰¹²³⁴⁵⁶⁷⁸⁹⁻-]
    | (?<=[^\W\d_^-])\d | (?<=\^)-?\d | (?<=\^-)\d  # a power: m2, s^-1
    """,
    re.VERBOSE,
)
_PARTS = re.compile(r"\s*(?:/|·|\*|\bper\b)\s*|\s+")
_SHORTEST_WORD = 4
"""Letters from which a word may name what is counted, such as *sessions*, in any language."""
_WELL_KNOWN = frozenset(
    unit
    for line in (
        "% ‰ ° $ € £ ¥ s min h d g kg mg µg ug mcg L l mL ml dL cm m mm km °C °F K mmHg Hz kcal",
        "J V A W mol mmol IU U mEq bpm rpm dB pp pt day days week weeks year years month months",
    )
    for unit in line.split()
)
"""Units that need no dictionary of units to be known, and a few that it lacks."""


def is_unit(text: str) -> bool:
    """Whether the text can be a unit: one that physics has, or words for what is counted."""
    if len(text) > LONGEST_UNIT or "".join(_SIGNS.findall(text)) != text:
        return False
    parts = _PARTS.split(text)
    return all(part and _is_part(part) for part in parts)


def _is_part(part: str) -> bool:
    word = part.strip("().")
    if word in _WELL_KNOWN or (word.isalpha() and len(word) >= _SHORTEST_WORD):
        return True
    return _is_known(part)


def _is_known(unit: str) -> bool:
    """Whether physics has the unit."""
    try:
        return not _registry().parse_units(unit).dimensionless or unit in ("rad", "sr")
    except Exception:  # noqa: BLE001 - pint raises whatever comes, from AssertionError on
        return False


def converted(value: float, given: str, wanted: str) -> float | None:
    """A value in one unit as it is in another; None where they don't measure the same."""
    if not (is_unit(given) and is_unit(wanted)):
        return None
    try:
        quantity = _registry().Quantity(value, _registry().parse_units(given))
        return float(quantity.to(_registry().parse_units(wanted)).magnitude)
    except Exception:  # noqa: BLE001 - as above
        return None


@cache
def _registry() -> "UnitRegistry[float]":
    import pint  # noqa: PLC0415 - half a second that few decks need

    return pint.UnitRegistry()
