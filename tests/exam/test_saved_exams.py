import json
from typing import Any

import pytest
from hypothesis import given

from ipt_cards.exam import past_exam
from ipt_cards.exam.saved_sitting import from_json, to_json
from ipt_cards.exam.sitting import Event, HandIn
from tests.exam.making import after, sitting
from tests.exam.test_sitting import RIGHT, sat, timed


@given(timed)
def test_a_saved_sitting_comes_back_as_it_was(told: list[tuple[Event, int]]) -> None:
    made = sat(told)
    assert from_json(to_json(made)) == made
    assert to_json(from_json(to_json(made))) == to_json(made)


@given(timed)
def test_a_past_exam_comes_back_as_it_was(told: list[tuple[Event, int]]) -> None:
    kept = past_exam.past_exam(after(sat(told), [HandIn()]))
    line = past_exam.to_line(kept)
    assert line.count(b"\n") == 1
    assert past_exam.from_line(line) == kept


def test_a_sitting_that_goes_on_is_no_past_exam() -> None:
    with pytest.raises(ValueError, match="hasn't ended"):
        past_exam.past_exam(sitting())


BROKEN: list[dict[str, Any]] = [
    {"v": 2},
    {"place": 4},
    {"place": True},
    {"questions": []},
    {"questions": None},
    {"limit_ms": 0},
    {"limit_ms": 10},
    {"ending": "eaten"},
    {"id": 5},
]


@pytest.mark.parametrize("change", BROKEN, ids=str)
def test_what_no_sitting_can_be_is_refused(change: dict[str, Any]) -> None:
    saved = json.loads(to_json(after(sitting(), RIGHT)))
    with pytest.raises(ValueError, match=r"."):
        from_json(json.dumps(saved | change).encode())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("response", {"typed": "x", "right": True}),
        ("response", {"chosen": [7]}),
        ("response", {"chosen": []}),
        ("response", {"eaten": 1}),
        ("options", [0, 0, 1]),
        ("duration_ms", -1),
        ("flagged", 1),
        ("form", "spoken"),
    ],
)
def test_what_no_question_can_be_is_refused(field: str, value: object) -> None:
    saved = json.loads(to_json(sitting()))
    saved["questions"][0][field] = value
    with pytest.raises(ValueError, match=r"."):
        from_json(json.dumps(saved).encode())


@pytest.mark.parametrize("line", [b"", b"{", b"[]", b"7", b'{"v":1}', b"\xff", b"[" * 100_000])
def test_what_is_no_json_of_ours_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(line)
    with pytest.raises(ValueError, match=r"."):
        past_exam.from_line(line)
