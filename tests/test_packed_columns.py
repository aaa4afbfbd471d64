from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.packed_columns import packed, unpacked

heads = st.recursive(
    st.none() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
columns = st.lists(
    st.one_of(
        st.lists(st.integers(0, 2**32 - 1)).map(lambda numbers: array("I", numbers)),
        st.lists(st.integers(-(2**63), 2**63 - 1)).map(lambda numbers: array("q", numbers)),
        st.lists(st.floats(allow_nan=False)).map(lambda numbers: array("d", numbers)),
    ),
    max_size=4,
)


@given(heads, columns)
def test_what_is_packed_comes_back(head: object, columns: list["array[int]"]) -> None:
    assert unpacked(packed(head, columns)) == (head, columns)


@given(columns, st.data())
def test_bytes_that_were_damaged_or_cut_are_refused(
    columns: list["array[int]"], data: st.DataObject
) -> None:
    content = packed("head", columns)
    place = data.draw(st.integers(0, len(content) - 1))
    damaged = bytearray(content)
    damaged[place] ^= data.draw(st.integers(1, 255))
    for unsound in (bytes(damaged), content[:place], content + b"\0"):
        with pytest.raises(ValueError, match="checksum"):
            unpacked(unsound)
