"""The numbers of numeric notes: how authors write them, and how people read them."""

import re
from decimal import Decimal, InvalidOperation

from ipt_cards.deck.note import NumericNote

MOST_FIGURES = 30
LARGEST_EXPONENT = 300

_NUMBER = r"[-+−]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?"
_LONGEST_WRITTEN_OUT = 15
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def parse_number(written: str) -> Decimal | None:
    """The number that an author wrote in figures, such as `-5`, `0.75` or `6.02e23`.

    None for anything else, for more than MOST_FIGURES figures, and for what is further from 1 than
    ten to the power of LARGEST_EXPONENT.
    """
    text = written.strip()
    if not re.fullmatch(_NUMBER, text):
        return None
    try:
        number = Decimal(text.replace("−", "-"))
    except InvalidOperation:
        return None
    if len(number.as_tuple().digits) > MOST_FIGURES or abs(number.adjusted()) > LARGEST_EXPONENT:
        return None
    return number


def figures(number: Decimal) -> str:
    """The number as people read it: `-5`, `0.75`, `6.02 × 10²³`."""
    plain = f"{number:f}"
    if len(plain.lstrip("-")) <= _LONGEST_WRITTEN_OUT:
        return plain
    exponent = number.adjusted()
    mantissa = number.scaleb(-exponent).normalize()
    return f"{mantissa:f} × 10{str(exponent).translate(_RAISED)}"


def numeric_answer(note: NumericNote) -> str:
    """The right answer as plain text, with its unit."""
    if not note.unit or note.unit in ("°", "′", "″"):
        return figures(note.number) + note.unit
    return f"{figures(note.number)} {note.unit}"


def tolerated(note: NumericNote) -> str:
    """Which numbers are right, in words; "" where only one is."""
    if not note.tolerance:
        return ""
    low, high = note.number - note.tolerance, note.number + note.tolerance
    return f"{figures(low)} to {figures(high)}"
