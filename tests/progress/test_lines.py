"""Entries as JSON Lines: what is exported today, and every way a line can be wrong."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.progress.entries import (
    Burial,
    Entry,
    Move,
    Origin,
    Retraction,
    Review,
    Suspension,
    dated,
)
from ipt_cards.progress.errors import MalformedLineError
from ipt_cards.progress.lines import LONGEST_LINE, from_line, read_lines, to_line
from ipt_cards.scheduling.day import day_of
from ipt_cards.scheduling.grade import Grade
from tests.progress.making import BERLIN, logs, review

YESTERDAY = Path(__file__).with_name("version-1.jsonl")
TODAY = Path(__file__).with_name("version-2.jsonl")
"""Exports of the releases, a line a kind. They are never changed."""

ENTRIES: list[Entry] = [
    Review(
        "019ad5a0-8f00-7abc-8123-456789abcdef",
        "duration-weeks/c1",
        Grade.GOOD,
        5200,
        Origin.QUIZ,
    ),
    Retraction("019ad5a0-8f01-7abc-8123-456789abcdef", "019ad5a0-8f00-7abc-8123-456789abcdef"),
    Suspension("019ad5a0-8f02-7abc-8123-456789abcdef", "cbt-contrast", suspended=True),
    Burial("019ad5a0-8f03-7abc-8123-456789abcdef", "cbt-contrast", day_of(date(2025, 12, 1))),
    Move("019ad5a0-8f04-7abc-8123-456789abcdef", "old-name/c1", "new-name/c1"),
]


def test_yesterdays_export_is_read_for_ever() -> None:
    with YESTERDAY.open("rb") as lines:
        assert list(read_lines(lines, "version-1.jsonl")) == ENTRIES


def test_the_same_entries_are_exported_as_the_same_bytes() -> None:
    assert b"".join(map(to_line, ENTRIES)) == YESTERDAY.read_bytes()


def test_what_has_its_day_is_exported_with_it_and_read_again() -> None:
    with_days = [dated(entry, BERLIN) for entry in ENTRIES]
    assert b"".join(map(to_line, with_days)) == TODAY.read_bytes()
    with TODAY.open("rb") as lines:
        assert list(read_lines(lines, "version-2.jsonl")) == with_days


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"v": 1}, "a review of version 1 has no 'day'"),
        ({"day": ...}, "'day' is missing"),
        ({"day": 20251130}, "day is a text, not 20251130"),
        ({"day": "30 November"}, "a day is written like 2026-11-25, not '30 November'"),
        ({"day": "2025-11-27"}, "it was no 2025-11-27 anywhere on earth at 2025-11-30 16:37 UTC"),
        ({"day": "2025-12-02"}, "it was no 2025-12-02 anywhere on earth at 2025-11-30 16:37 UTC"),
    ],
)
def test_a_day_that_cannot_be_is_refused(changes: dict[str, object], message: str) -> None:
    values = json.loads(to_line(dated(ENTRIES[0], BERLIN))) | changes
    line = json.dumps({key: value for key, value in values.items() if value is not ...}).encode()
    with pytest.raises(ValueError, match=re.escape(message)):
        from_line(line)


@given(logs())
def test_what_is_written_is_read_again(entries: list[Entry]) -> None:
    assert list(read_lines(map(to_line, entries), "log.jsonl")) == entries


@given(logs(), st.integers(0, 20))
def test_what_is_known_of_the_lines_makes_no_difference(log: list[Entry], known: int) -> None:
    entries = {to_line(entry): entry for entry in log[:known]}
    assert list(read_lines(map(to_line, log), "log.jsonl", known=entries)) == log


def test_what_is_known_of_a_line_is_taken_as_it_is() -> None:
    [entry] = read_lines([b"a known line"], "x", known={b"a known line": ENTRIES[0]})
    assert entry is ENTRIES[0]


def test_an_entry_may_fill_the_longest_line_there_is() -> None:
    line = to_line(ENTRIES[0]).rstrip()
    assert from_line(line.ljust(LONGEST_LINE)) == ENTRIES[0]
    with pytest.raises(ValueError, match="a line of 10001 bytes is no entry"):
        from_line(line.ljust(LONGEST_LINE + 1))


def changed(**changes: object) -> bytes:
    values = json.loads(to_line(ENTRIES[0])) | changes
    return json.dumps({k: v for k, v in values.items() if v is not ...}).encode()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{", "this is not JSON"),
        (b"\xff\xfe", "this is not JSON"),
        (b"[" * 5000, "this is not JSON"),
        (b" " * 20_000 + b"{}", "a line of 20002 bytes is no entry"),
        (b"[]", "this is not a JSON object"),
        (b"{}", "'v' is missing"),
        (b'{"v":true}', "v is a whole number, not True"),
        (b'{"v":3}', "written by a newer ipt-cards (version 3; this one knows 2)"),
        (b'{"v":0}', "there is no version 0"),
        (b'{"v":1,"kind":"rating"}', "no entry of the kind 'rating', only review, retraction,"),
    ],
)
def test_a_line_that_is_no_entry_is_refused(line: bytes, message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the message is compared below
        from_line(line)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": ...}, "'id' is missing"),
        ({"id": 5}, "id is a text, not 5"),
        ({"id": "x"}, "'x' is not an entry's id"),
        ({"at_ms": 5}, "at_ms and id disagree: the id says 1764520660736"),
        ({"card": "Duration"}, "'Duration' is not a card key"),
        ({"card": "a/b/c"}, "'a/b/c' is not a card key"),
        ({"card": "a\n"}, "is not a card key"),
        ({"grade": 6}, "a grade is 0 to 5, not 6"),
        ({"grade": 4.0}, "grade is a whole number, not 4.0"),
        ({"duration_ms": -1}, "-1 ms is no duration"),
        ({"duration_ms": 2**53}, "is no duration"),
        ({"origin": "phone"}, "an origin is one of quiz, exam, anki, cram, not 'phone'"),
        ({"note": "x"}, "a review has no 'note'"),
        ({"note": "x", "deck": "y"}, "a review has no 'deck', 'note'"),
    ],
)
def test_a_review_with_a_wrong_field_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the message is compared below
        from_line(changed(**changes))
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("number", "field", "value", "message"),
    [
        (1, "target", "x", "'x' is not an entry's id"),
        (2, "suspended", 1, "suspended is true or false, not 1"),
        (3, "until", "tomorrow", "a day is written like 2026-11-25, not 'tomorrow'"),
        (4, "to", "old-name/c1", "can't move to itself"),
    ],
)
def test_other_entries_with_a_wrong_field_are_refused(
    number: int, field: str, value: object, message: str
) -> None:
    line = json.dumps(json.loads(to_line(ENTRIES[number])) | {field: value}).encode()
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the message is compared below
        from_line(line)
    assert message in str(caught.value)


def test_the_error_names_the_file_and_the_line(tmp_path: Path) -> None:
    export = tmp_path / "export.jsonl"
    export.write_bytes(to_line(review("a")) + b"\n" + b"oops\n")
    with export.open("rb") as lines, pytest.raises(MalformedLineError) as caught:
        list(read_lines(lines, "export.jsonl"))
    assert str(caught.value).startswith("export.jsonl:3: this is not JSON")


def test_a_file_without_a_last_line_feed_is_read_whole() -> None:
    line = to_line(review("a"))
    assert list(read_lines([line, line.rstrip()], "x")) == [review("a")] * 2


@given(st.integers(min_value=0))
def test_of_a_file_still_being_copied_the_whole_lines_are_read(cut: int) -> None:
    lines = [to_line(review("a", number=n)) for n in range(3)]
    content = b"".join(lines)[: cut % (3 * len(lines[0]))]
    read = list(read_lines(content.splitlines(keepends=True), "x", growing=True))
    assert read == [review("a", number=n) for n in range(content.count(b"\n"))]


@given(st.binary(max_size=200))
def test_whatever_the_bytes_a_line_is_an_entry_or_refused(line: bytes) -> None:
    with pytest.raises(MalformedLineError, match=r"^x:1: "):
        list(read_lines([b"." + line], "x"))
