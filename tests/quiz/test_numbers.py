"""The rules by which a numeric answer is judged, with examples."""

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.deck.answers.numeric import figures, numeric_answer
from ipt_cards.deck.note import NumericNote
from ipt_cards.quiz.judging.judge import Verdict
from ipt_cards.quiz.judging.numeric import WITHOUT_UNIT, judge_number
from ipt_cards.scheduling.grade import Grade
from tests.strategies import NUMBERS

UNITS = st.sampled_from(["", "mg", "%", "mmol/L", "m^2", "°C", "sessions", "€", "mol^-1"])


def number(value: str, unit: str = "", tolerance: str = "0", question: str = "?") -> NumericNote:
    return NumericNote(
        id="n",
        question=question,
        number=Decimal(value),
        unit=unit,
        tolerance=Decimal(tolerance),
    )


MINUTES = number("50", "minutes", "5")
AVOGADRO = number("6.02e23", "mol^-1", "1e21")


@pytest.mark.parametrize(
    ("note", "typed"),
    [
        *((MINUTES, each) for each in ("50 minutes", "fifty minutes", "45 min", "about 50 mins")),
        *((MINUTES, each) for each in ("55min", "5e1 Minutes", "0.8 h", "50 minute (a session)")),
        *((number("-5"), each) for each in ("-5", "−5", "minus five", "– 5", "x = -5")),
        *((number("1.5"), each) for each in ("1.5", "1,5", "1 1/2", "1½", "3/2", "1.50")),
        *((number("1000", "€"), each) for each in ("€1000", "1,000 €", "1.000 €", "1 000 €")),
        *((number("500", "mg"), each) for each in ("0.5 g", "½ g", "500 milligrams", "500mg")),
        *((number("80", "%"), each) for each in ("80%", "80 percent", "eighty per cent")),
        *((number("37", "°C"), each) for each in ("37 °C", "37°C", "37 C", "98.6 °F", "310.15 K")),
        *(
            (number("12", "weeks"), each)
            for each in ("12 week", "twelve weeks", "84 days", "12 wks")
        ),
        *((AVOGADRO, each) for each in ("6.02e23 mol^-1", "6,02 × 10^23 mol⁻¹", "602e21 1/mol")),
        (number("50", question="How many minutes?"), "50 minutes"),
        (number("105"), "one hundred and five"),
        (number("1200", "kg"), "one thousand two hundred kg"),
        (number("100"), "a hundred"),
        *((number("2.5", "hours"), each) for each in ("two and a half hours", "2 h 30 min")),
        (number("2.5", "hours"), "two point five hours"),
        *((number("30", "min"), each) for each in ("half an hour", "half of an hour", "0.5 h")),
        (number("1.5", "h"), "an hour and a half"),
        (number("25", "%"), "25 pct"),
        (number("1974"), "nineteen seventy-four"),
        (number("1234567"), "1.234567 million"),
        *((number("120", "mmHg"), each) for each in ("120 mm Hg", "16 kPa")),
        (number("1200", "kg"), "2645.5 lb"),
        *((number("70", "bpm"), each) for each in ("70 beats per minute", "70 beats/min")),
        *((number("150", "mg/day"), each) for each in ("150 mg daily", "150 mg a day")),
        (number("37", "°C"), "37 degrees"),
    ],
)
def test_right(note: NumericNote, typed: str) -> None:
    assert judge_number(typed, note).verdict is Verdict.RIGHT


@pytest.mark.parametrize(
    ("note", "typed", "why"),
    [
        (MINUTES, "44 minutes", "right is from 45 to 55 minutes"),
        (MINUTES, "-50 minutes", "the sign is another"),
        (MINUTES, "50 sessions", "another unit: sessions"),
        (MINUTES, "50–60 minutes", "more than one number"),
        (MINUTES, "50 or 60 minutes", "more than one number"),
        (MINUTES, "an hour", "right is from 45 to 55 minutes"),
        (MINUTES, "long", "no number"),
        (number("-5"), "5", "the sign is another"),
        (number("5"), "5 mg", "a word too many: mg"),
        (number("500", "mg"), "500 mcg", "another number"),
        (number("500", "mg"), "500 ml", "another unit: ml"),
        (number("80", "%"), "0.8", "another number"),
        (number("300", "mg"), "0 g", "another number"),
        (number("2.5", "h"), "2 h 40 min", "another number"),
        (number("7"), "six seven", "a word too many: seven"),
    ],
)
def test_wrong_and_why(note: NumericNote, typed: str, why: str) -> None:
    judgement = judge_number(typed, note)
    assert (judgement.verdict, judgement.why) == (Verdict.WRONG, why)
    assert judgement.credit == 0


def test_the_right_number_without_its_unit_gets_half_of_the_mark() -> None:
    judgement = judge_number("50", MINUTES)
    assert judgement.why == "the unit is missing: minutes"
    assert (judgement.credit, judgement.suggested) == (WITHOUT_UNIT, Grade.AGAIN)
    assert judge_number("60", MINUTES).credit == 0


@given(NUMBERS, UNITS)
def test_an_answer_judges_itself_right(value: Decimal, unit: str) -> None:
    note = number(str(value), unit)
    assert judge_number(numeric_answer(note), note).verdict is Verdict.RIGHT
    assert judge_number(f"{value} {unit}", note).verdict is Verdict.RIGHT


@given(NUMBERS, st.decimals(0, 100, places=1), st.integers(-20, 20))
def test_the_tolerance_decides_ends_included(value: Decimal, tolerance: Decimal, off: int) -> None:
    note = number(str(value), "mg", str(tolerance))
    given_number = value + Decimal(off) * tolerance / 10
    within = abs(Fraction(given_number) - Fraction(value)) <= Fraction(tolerance)
    judged = judge_number(f"{figures(given_number)} mg", note).verdict
    assert (judged is Verdict.RIGHT) == within


def rules() -> list[tuple[str, str, str]]:
    text = Path(__file__).with_name("exam-kinds.md").read_text(encoding="utf-8")
    table = text.partition("## ")[0]
    return re.findall(r"^\|[^|]*\| (.+?) \| `(.+?)` \| (\w+) \|$", table, re.MULTILINE)


@pytest.mark.parametrize(("answer", "typed", "verdict"), rules())
def test_every_example_of_the_rules_holds(answer: str, typed: str, verdict: str) -> None:
    said = re.search(
        r"`(-?[\d.]+|6.02 × 10²³)(?: ± (\d+))?(?: ([a-z]+))?`(?: \(\*(.+)\*\))?$", answer
    )
    assert said, answer
    value, tolerance, unit, question = said.groups("")
    note = number(value.replace(" × 10²³", "e23"), unit, tolerance or "0", question or "?")
    credit = {"right": Fraction(1), "half": Fraction(1, 2), "wrong": Fraction(0)}[verdict]
    assert judge_number(typed, note).credit == credit


HOSTILE = [
    "",
    " ",
    "\0",
    "1" * 10_000,
    "e" * 10_000,
    "1e999999999",
    "10^" * 3_000,
    "1/0",
    "٣",
    "5\u0301" * 50,
]
HOSTILE += [
    "½" * 500,
    "\u202e5",
    "5 " + "m" * 9_000,
    "5 m^99999",
    "5 __import__('os')",
    "🙂 5",
    "-" * 5_000,
]


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda text: repr(text[:12]))
@pytest.mark.parametrize("note", [MINUTES, number("5"), AVOGADRO])
def test_whatever_is_typed_gets_a_verdict(typed: str, note: NumericNote) -> None:
    assert judge_number(typed, note).verdict in Verdict


@given(st.text(max_size=200))
def test_any_text_gets_a_verdict(typed: str) -> None:
    assert judge_number(typed, MINUTES).verdict in Verdict
