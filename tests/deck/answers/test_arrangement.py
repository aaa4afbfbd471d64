from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.deck.answers.arrangement import matching_credit, ordering_credit, with_option

COUNTS = st.integers(2, 26)


@pytest.mark.parametrize(
    ("order", "share"),
    [
        ((0, 1, 2, 3), Fraction(1)),
        ((1, 2, 3, 0), Fraction(2, 3)),
        ((0, 2, 1, 3), Fraction(0)),
        ((3, 2, 1, 0), Fraction(0)),
        ((0, 1, None, None), Fraction(1, 3)),
        ((None, None, None, None), Fraction(0)),
    ],
)
def test_an_order_counts_by_the_steps_with_the_right_next_one(
    order: tuple[int | None, ...], share: Fraction
) -> None:
    assert ordering_credit(order) == share


@pytest.mark.parametrize(
    ("pairs", "share"),
    [((0, 1, 2), Fraction(1)), ((0, 2, 1), Fraction(1, 3)), ((None, 1, None), Fraction(1, 3))],
)
def test_a_matching_counts_by_its_right_pairs(
    pairs: tuple[int | None, ...], share: Fraction
) -> None:
    assert matching_credit(pairs) == share


@given(st.data(), COUNTS)
def test_the_whole_mark_is_for_the_right_arrangement_alone(data: st.DataObject, count: int) -> None:
    order = tuple(data.draw(st.permutations(range(count))))
    for credit in (ordering_credit(order), matching_credit(order)):
        assert 0 <= credit <= 1
        assert (credit == 1) == (order == tuple(range(count)))


@given(st.data(), COUNTS)
def test_an_option_goes_into_the_first_empty_place_and_comes_out_of_it_again(
    data: st.DataObject, count: int
) -> None:
    before: tuple[int | None, ...] = (None,) * count
    for option in data.draw(st.lists(st.integers(0, count - 1), max_size=40)):
        after = with_option(before, option)
        placed = [each for each in after if each is not None]
        assert len(set(placed)) == len(placed)
        assert (option in after) != (option in before)
        if option in after:
            assert after.index(option) == before.index(None)
        before = after
