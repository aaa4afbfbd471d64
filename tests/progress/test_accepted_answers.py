"""The file of the answers that the learner counts as right."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.progress.accepted_answers import (
    Acceptance,
    accepted_file,
    add_accepted,
    read_accepted,
    standing,
)
from ipt_cards.progress.entry_id import RANDOM_BYTES, entry_id
from tests.progress.making import NOON_MS

ACCEPTANCES = st.lists(
    st.builds(
        lambda at, card, text, accepted: Acceptance(
            entry_id(NOON_MS + at, bytes([at]) * RANDOM_BYTES), card, text, accepted
        ),
        st.integers(0, 200),
        st.sampled_from(["one/forward", "two/c1"]),
        st.sampled_from(["a", "b", 'ü\n"x"', "漢字"]),
        st.booleans(),
    ),
    max_size=8,
    unique_by=lambda each: each.id,
)


def acceptance(number: int, text: str = "text", *, accepted: bool = True) -> Acceptance:
    identifier = entry_id(NOON_MS + number, bytes(RANDOM_BYTES))
    return Acceptance(identifier, "card/c1", text, accepted)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return accepted_file(tmp_path / "progress.db")


def test_it_lies_beside_the_log_by_its_name(tmp_path: Path) -> None:
    assert accepted_file(tmp_path / "mine.db").name == "mine.accepted.jsonl"


def test_without_a_file_nothing_counts(path: Path) -> None:
    assert read_accepted(path) == ()


@given(ACCEPTANCES, ACCEPTANCES, st.randoms(use_true_random=False))
def test_adding_is_a_union_in_whatever_order(
    one: list[Acceptance], other: list[Acceptance], random: object
) -> None:
    known = {each.id: each for each in (*other, *one)}
    assert standing(known.values(), {}) == standing(reversed(list(known.values())), {})


def test_what_was_added_is_read_again_and_added_once(path: Path) -> None:
    first, second = acceptance(1, 'ü\n"x"'), acceptance(2, "漢字", accepted=False)
    assert add_accepted(path, [first]) == 1
    assert add_accepted(path, [second, first]) == 1
    assert add_accepted(path, [second, first]) == 0
    assert read_accepted(path) == (first, second)


def test_the_latest_line_about_a_text_holds() -> None:
    lines = [acceptance(1), acceptance(3, accepted=False), acceptance(2), acceptance(4, "other")]
    assert standing(lines, {}) == {"card/c1": ("other",)}
    assert standing(lines[:1], {"card/c1": "renamed/c1"}) == {"renamed/c1": ("text",)}


def test_a_torn_line_is_passed_over_and_the_next_one_stands_on_its_own(path: Path) -> None:
    add_accepted(path, [acceptance(1, "one"), acceptance(2, "two")])
    path.write_bytes(path.read_bytes()[:-10])
    assert [each.text for each in read_accepted(path)] == ["one"]
    add_accepted(path, [acceptance(3, "three")])
    assert [each.text for each in read_accepted(path)] == ["one", "three"]


@pytest.mark.parametrize(
    "line",
    [
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"v":2}',
        b'{"v":1,"id":"x","card":"a/c1","text":"t","accepted":true}',
        b"[" * 100_000,
        b'{"v":1,"id":1,"card":"a/c1","text":"t","accepted":true}',
    ],
)
def test_a_line_that_is_none_is_passed_over(path: Path, line: bytes) -> None:
    add_accepted(path, [acceptance(1)])
    path.write_bytes(line + b"\n" + path.read_bytes())
    assert read_accepted(path) == (acceptance(1),)


@pytest.mark.parametrize(
    ("card", "text"), [("../x", "t"), ("card", " "), ("card", "x" * 1001), ("card", "\ud800")]
)
def test_what_can_be_none_is_refused(card: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"card key|has a text|surrogates"):
        Acceptance(acceptance(1).id, card, text)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_it_is_the_learners_alone(path: Path) -> None:
    add_accepted(path, [acceptance(1)])
    assert path.stat().st_mode & 0o777 == 0o600
