import json
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from ipt_cards.exam.mock import past_exam
from ipt_cards.exam.mock.event import Event, Flag, GoTo, HandIn, Reveal, Type
from ipt_cards.exam.mock.saved_sitting import from_json, to_json
from ipt_cards.progress.entry_id import END_OF_TIME_MS
from tests.exam.mock.making import CARDS, after, sitting
from tests.exam.mock.test_sitting import RIGHT, sat, timed

YESTERDAY = [
    after(sitting(logged=True), [*RIGHT[:4], Type("Thérapie", Fraction(0)), *RIGHT[5:]]),
    after(sitting(), [GoTo(3), Reveal(), Flag()]),
    after(sitting(), [*RIGHT, HandIn()]),
]
"""Sittings with every kind of answer, as they are saved in `sittings-version-1.jsonl`."""


def test_sittings_that_were_saved_yesterday_are_read_and_are_still_written_so() -> None:
    lines = Path(__file__).with_name("sittings-version-1.jsonl").read_bytes().splitlines()
    assert [from_json(line) for line in lines] == YESTERDAY
    assert lines == [to_json(each) for each in YESTERDAY]


def test_exams_that_were_kept_yesterday_are_read_and_are_still_written_so() -> None:
    [line] = Path(__file__).with_name("past-exams-version-1.jsonl").read_bytes().splitlines(True)
    kept = replace(past_exam.past_exam(YESTERDAY[2], CARDS), deck="thérapie", questions=())
    assert past_exam.from_line(line) == kept
    assert line == past_exam.to_line(kept)


@given(timed)
def test_a_saved_sitting_comes_back_as_it_was(told: list[tuple[Event, int]]) -> None:
    made = sat(told)
    assert from_json(to_json(made)) == made
    assert to_json(from_json(to_json(made))) == to_json(made)


@given(timed)
def test_a_past_exam_comes_back_as_it_was(told: list[tuple[Event, int]]) -> None:
    kept = past_exam.past_exam(after(sat(told), [HandIn()]), CARDS)
    line = past_exam.to_line(kept)
    assert line.count(b"\n") == 1
    assert past_exam.from_line(line) == kept


def test_a_past_exam_tells_what_was_asked_in_which_order_and_what_was_answered() -> None:
    kept = past_exam.past_exam(YESTERDAY[2], CARDS)
    choice, several, typed, graded = (question.as_json() for question in kept.questions)
    assert choice["asked"] == "What does CBT emphasise?"
    assert choice["options"] == [
        *("Thoughts and behaviours", "Childhood memories", "Relationships"),
    ]
    assert (choice["order"], choice["right"], choice["credit"]) == ([2, 0, 1], 1, 1)
    assert choice["response"] == {"chosen": [0]}
    assert several["answers"] == ["Psychodynamic theories", "Attachment theory"]
    assert typed["response"] == {"typed": "Interpersonal Therapy", "right": True}
    assert typed["answers"] == ["Interpersonal Therapy"]
    assert graded["response"] == {"graded": True}


@pytest.mark.parametrize(
    "change",
    [
        {"options": None},
        {"options": ["a"]},
        {"order": [0, 0, 1]},
        {"credit": 2},
        {"right": 4},
        {"right": 10**12},
        {"credit": "nan"},
        {"response": {"chosen": [7]}},
        {"response": {"arranged": [7]}},
        {"response": {"eaten": 1}},
        {"form": "spoken"},
    ],
    ids=str,
)
def test_what_no_past_question_can_be_is_refused(change: dict[str, Any]) -> None:
    line = json.loads(past_exam.to_line(past_exam.past_exam(YESTERDAY[2], CARDS)))
    line["questions"][0] |= change
    with pytest.raises(ValueError, match=r"."):
        past_exam.from_line(json.dumps(line).encode())


def test_a_sitting_that_goes_on_is_no_past_exam() -> None:
    with pytest.raises(ValueError, match=r"^the sitting hasn't ended$"):
        past_exam.past_exam(sitting(), CARDS)


BROKEN: list[tuple[dict[str, Any], str]] = [
    ({"v": 2}, "version 2 is not 1"),
    ({"place": 4}, "there is no question 5"),
    ({"place": True}, "True is no whole number"),
    ({"questions": []}, "a sitting has questions"),
    ({"questions": None}, "this is no saved exam"),
    ({"limit_ms": 0}, "ms can't have passed"),
    ({"limit_ms": 10}, "of 10 ms can't have passed"),
    ({"ending": "eaten"}, "'eaten' is not a valid Ending"),
    ({"id": 5}, "5 is no text"),
    ({"now_ms": -1}, "-1 ms is no instant"),
    ({"now_ms": END_OF_TIME_MS}, f"{END_OF_TIME_MS} ms is no instant"),
    ({"logged": 1}, "1 is neither true nor false"),
]


@pytest.mark.parametrize(("change", "said"), BROKEN, ids=str)
def test_what_no_sitting_can_be_is_refused(change: dict[str, Any], said: str) -> None:
    saved = json.loads(to_json(after(sitting(), RIGHT)))
    with pytest.raises(ValueError, match=said):
        from_json(json.dumps(saved | change).encode())


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("response", {"typed": "x", "right": True}, "a question has an answer of another form"),
        ("response", {"chosen": [7]}, "a question has an answer of another form"),
        ("response", {"chosen": []}, "a question has an answer of another form"),
        ("response", {"eaten": 1}, "{'eaten': 1} is no answer"),
        ("options", [0, 0, 1], "a question's options are in no order"),
        ("duration_ms", -1, "-1 ms is no duration"),
        ("flagged", 1, "1 is neither true nor false"),
        ("form", "spoken", "'spoken' is not a valid Form"),
    ],
)
def test_what_no_question_can_be_is_refused(field: str, value: object, said: str) -> None:
    saved = json.loads(to_json(sitting()))
    saved["questions"][0][field] = value
    with pytest.raises(ValueError, match=re.escape(said)):
        from_json(json.dumps(saved).encode())


def past(**changes: object) -> bytes:
    line = past_exam.to_line(past_exam.past_exam(YESTERDAY[2], CARDS))
    return json.dumps(json.loads(line) | changes).encode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"v": 2}, "version 2 is not 1"),
        ({"at_ms": -1}, "-1 ms is no instant"),
        ({"at_ms": END_OF_TIME_MS}, f"{END_OF_TIME_MS} ms is no instant"),
        ({"right": 5}, "5 of 4 can't be right"),
        ({"right": -1}, "-1 of 4 can't be right"),
        ({"topics": {"basics": {"right": 2, "asked": 1}}}, "2 of 1 can't be right"),
        ({"topics": []}, "this is no exam (AttributeError"),
    ],
)
def test_what_no_past_exam_can_be_is_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}"):
        past_exam.from_line(past(**change))


@pytest.mark.parametrize("at_ms", [0, END_OF_TIME_MS - 1])
def test_an_exam_may_be_of_any_instant_that_the_log_can_tell(at_ms: int) -> None:
    assert past_exam.from_line(past(at_ms=at_ms)).at_ms == at_ms
    saved = json.loads(to_json(sitting()))
    assert from_json(json.dumps(saved | {"now_ms": at_ms}).encode()).now_ms == at_ms


@pytest.mark.parametrize("line", [b"", b"{", b"[]", b"7", b'{"v":1}', b"\xff", b"[" * 100_000])
def test_what_is_no_json_of_ours_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(line)
    with pytest.raises(ValueError, match=r"."):
        past_exam.from_line(line)
