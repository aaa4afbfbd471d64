from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.progress.entry_id import (
    END_OF_TIME_MS,
    check_id,
    entry_id,
    imported_id,
    instant_ms,
    least_id,
)

instants = st.integers(min_value=0, max_value=END_OF_TIME_MS - 1)
random_bytes = st.binary(min_size=10, max_size=10)


@given(instants, random_bytes)
def test_an_id_is_a_uuid_of_version_7(at_ms: int, chance: bytes) -> None:
    uuid = UUID(entry_id(at_ms, chance))
    assert (uuid.version, uuid.variant) == (7, UUID(int=0x8 << 60).variant)
    assert str(uuid) == entry_id(at_ms, chance)


@given(instants, random_bytes)
def test_an_id_says_when(at_ms: int, chance: bytes) -> None:
    assert instant_ms(entry_id(at_ms, chance)) == at_ms


@given(instants, random_bytes, instants, random_bytes)
def test_the_order_of_ids_is_the_order_of_time(
    one: int, chance: bytes, other: int, other_chance: bytes
) -> None:
    if one != other:
        assert (entry_id(one, chance) < entry_id(other, other_chance)) == (one < other)


@given(instants, random_bytes, random_bytes)
def test_ids_of_one_instant_differ_by_their_random_bytes(
    at_ms: int, chance: bytes, other: bytes
) -> None:
    # Six of the eighty bits say that it is a UUID, and which.
    kept = 0xFFF << 64 | (1 << 62) - 1
    same = (int.from_bytes(chance, "big") ^ int.from_bytes(other, "big")) & kept == 0
    assert (entry_id(at_ms, chance) == entry_id(at_ms, other)) == same


@given(instants, random_bytes, st.integers(0, END_OF_TIME_MS - 2), random_bytes)
def test_an_id_after_another_is_greater_whatever_the_clock_says(
    now_ms: int, chance: bytes, earlier_ms: int, earlier: bytes
) -> None:
    before = entry_id(earlier_ms, earlier)
    after = entry_id(now_ms, chance, after=before)
    assert after > before
    assert instant_ms(after) == max(now_ms, earlier_ms + 1)


@given(instants, instants, random_bytes)
def test_the_least_id_of_an_instant_parts_earlier_ids_from_later(
    bound: int, at_ms: int, chance: bytes
) -> None:
    assert (entry_id(at_ms, chance) >= least_id(bound)) == (at_ms >= bound)


@given(instants, st.lists(st.text(), max_size=3))
def test_an_imported_entry_has_the_same_id_every_time(at_ms: int, identity: list[str]) -> None:
    imported = imported_id(at_ms, *identity)
    assert imported == imported_id(at_ms, *identity)
    assert instant_ms(imported) == at_ms
    assert UUID(imported).version == 8
    check_id(imported)


def test_imported_entries_of_one_instant_differ_by_what_they_are() -> None:
    ids = {imported_id(5, *it) for it in [("anki", "a"), ("anki", "b"), ("ankia",), ("anki",)]}
    assert len(ids) == 4


def test_an_imported_entry_has_the_same_id_on_every_machine_and_in_every_release() -> None:
    assert (
        imported_id(1_764_520_660_736, "anki", "some-note/c1")
        == "019ad5a0-8f00-8914-b68c-40b57ace4b93"
    )
    assert entry_id(1_764_520_660_736, bytes(range(10))) == "019ad5a0-8f00-7001-8203-040506070809"


@pytest.mark.parametrize("at_ms", [-1, END_OF_TIME_MS])
def test_an_instant_outside_the_calendar_is_refused(at_ms: int) -> None:
    with pytest.raises(ValueError, match="year 9000"):
        entry_id(at_ms, bytes(10))


def test_the_last_instant_has_ids_and_the_next_has_none() -> None:
    check_id(entry_id(END_OF_TIME_MS - 1, b"\xff" * 10))
    with pytest.raises(ValueError, match="beyond the year 9000"):
        check_id(f"{least_id(END_OF_TIME_MS)}-7000-8000-000000000000")


def test_an_id_takes_ten_random_bytes() -> None:
    with pytest.raises(ValueError, match="10 random bytes, not 3"):
        entry_id(0, b"abc")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0193-5",
        "01935a4b-1234-4000-8000-000000000000",  # version 4
        "01935A4B-1234-7000-8000-000000000000",
        "01935a4b-1234-7000-0000-000000000000",
        "01935a4b-1234-7000-8000-000000000000\n",
        "ffffffff-ffff-7000-8000-000000000000",
    ],
)
def test_a_text_that_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not an entry's id|year 9000"):
        check_id(text)
