"""From a YAML item to a note whose answer is a number."""

from decimal import Decimal

from ipt_cards.deck.answers.numeric import LARGEST_EXPONENT, MOST_FIGURES, parse_number
from ipt_cards.deck.answers.units import is_unit
from ipt_cards.deck.note import NumericNote
from ipt_cards.deck.reading.keys import Fields
from ipt_cards.deck.reading.kinds.shared_keys import SharedKeys


def read_numeric(fields: Fields, shared: SharedKeys | None) -> NumericNote | None:
    """A numeric note, or None, with each problem noted."""
    fields.require("question", "number")
    question, number = fields.text("question"), _number(fields)
    tolerance = Decimal(0) if number is None else _tolerance(fields, number)
    unit = fields.text("unit") if "unit" in fields else ""
    if unit and not is_unit(unit):
        fields.error(
            "unit",
            "unknown-unit",
            f"`{unit}` is no unit: write one such as mg, km/h or %, or what is counted, such as "
            "weeks",
        )
        return None
    if shared is None or question is None or number is None or tolerance is None or unit is None:
        return None
    return NumericNote(question=question, number=number, tolerance=tolerance, unit=unit, **shared)


def _number(fields: Fields) -> Decimal | None:
    written = fields.text("number")
    if written is None:
        return None
    number = parse_number(written)
    if number is None:
        fields.error(
            "number",
            "malformed-number",
            f"`{written[:40]}` is no number: write figures, with a point for decimals, such as 50, "
            f"-0.75 or 6.02e23, of {MOST_FIGURES} figures at most and no further from 1 than "
            f"1e{LARGEST_EXPONENT}",
        )
    return number


def _tolerance(fields: Fields, number: Decimal) -> Decimal | None:
    if "tolerance" not in fields:
        return Decimal(0)
    written = fields.text("tolerance")
    if written is None:
        return None
    share = written.removesuffix("%")
    tolerance = parse_number(share)
    if tolerance is None or tolerance < 0:
        fields.error(
            "tolerance",
            "malformed-tolerance",
            f"`{written[:40]}` is no tolerance: write how far an answer may be off, 0 or more, as "
            "a number such as 0.5 or as a share such as 5 %",
        )
        return None
    return tolerance if share == written else abs(number) * tolerance / 100
