from decimal import Decimal

import pytest
from hypothesis import given

from ipt_cards.deck.answers.numeric import figures, numeric_answer, parse_number, tolerated
from ipt_cards.deck.answers.units import is_unit
from ipt_cards.deck.note import NumericNote
from tests.strategies import NUMBERS


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("50", "50"),
        ("-5", "-5"),
        ("−5", "-5"),
        (".5", "0.5"),
        ("6.02e23", "6.02E+23"),
        ("007", "7"),
    ],
)
def test_a_number_is_written_in_figures(written: str, number: str) -> None:
    assert parse_number(written) == Decimal(number)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "five",
        "1,000",
        "1_000",
        "0x1F",
        "1e999",
        "1e-999",
        "inf",
        "nan",
        "5 mg",
        "1" * 31,
        "٣",
        "1e",
    ],
)
def test_anything_else_is_none(written: str) -> None:
    assert parse_number(written) is None


@given(NUMBERS)
def test_what_people_read_is_a_number_again(number: Decimal) -> None:
    read = (
        figures(number).replace(" × 10", "e").translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-"))
    )
    assert Decimal(read) == number


@pytest.mark.parametrize(
    ("number", "shown"),
    [("50", "50"), ("-0.75", "-0.75"), ("6.02e23", "6.02 × 10²³"), ("1e-20", "1 × 10⁻²⁰")],
)
def test_large_and_small_numbers_are_shown_with_a_power_of_ten(number: str, shown: str) -> None:
    assert figures(Decimal(number)) == shown


def test_an_answer_has_its_unit_and_tells_what_else_is_right() -> None:
    note = NumericNote(id="n", question="?", number=Decimal(50), tolerance=Decimal(5), unit="mg")
    assert (numeric_answer(note), tolerated(note)) == ("50 mg", "45 to 55")
    exact = NumericNote(id="n", question="?", number=Decimal(90), unit="°")
    assert (numeric_answer(exact), tolerated(exact)) == ("90°", "")


@pytest.mark.parametrize(
    "unit",
    [
        "mg",
        "µg",
        "mg/kg",
        "m²",
        "m^2",
        "s^-1",
        "mol⁻¹",
        "km/h",
        "%",
        "°C",
        "mmHg",
        "€",
        "IU",
        "mEq/L",
        "sessions",
        "sessions per week",
        "beats per minute",
        "Sitzungen",
        "人々々々",
    ],
)
def test_units_and_words_for_what_is_counted_are_units(unit: str) -> None:
    assert is_unit(unit)


@pytest.mark.parametrize(
    "unit",
    [
        "xyz",
        "12",
        "mg/",
        "/mg",
        "5 mg",
        "mg;",
        "m**99999",
        "{}",
        "__import__",
        "a" * 41,
        "mg\nkg",
        "-",
    ],
)
def test_nothing_else_is_one(unit: str) -> None:
    assert not is_unit(unit)
