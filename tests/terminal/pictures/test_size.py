from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.terminal.pictures.size import USUAL_CELL, Extent, fitted

pictures = st.builds(Extent, st.integers(1, 20_000), st.integers(1, 20_000))
cells = st.builds(Extent, st.integers(1, 40), st.integers(1, 80))
rooms = st.builds(Extent, st.integers(1, 300), st.integers(1, 100))


@given(pictures, cells, rooms, st.floats(0.5, 30))
def test_a_picture_is_never_larger_than_its_room_and_never_nothing(
    picture: Extent, cell: Extent, most: Extent, largest: float
) -> None:
    size = fitted(picture, cell, most, largest)
    assert 1 <= size.width <= most.width
    assert 1 <= size.height <= most.height


@given(pictures, cells, rooms, st.floats(0.5, 30))
def test_its_proportions_are_kept_to_half_a_cell(
    picture: Extent, cell: Extent, most: Extent, largest: float
) -> None:
    size = fitted(picture, cell, most, largest)
    # Some scale gives both sides, each rounded to the nearest cell or up to one.
    width, height = picture.width / cell.width, picture.height / cell.height

    def scales(cells: int, side: float) -> tuple[float, float]:
        least = 0.0 if cells == 1 else (cells - 0.5) / side
        return least, (cells + 0.5) / side

    (low, high), (lower, higher) = scales(size.width, width), scales(size.height, height)
    assert max(low, lower) <= min(high, higher) * (1 + 1e-9)


@given(pictures, cells, rooms)
def test_it_fills_the_room_on_one_side_or_has_its_own_size(
    picture: Extent, cell: Extent, most: Extent
) -> None:
    size = fitted(picture, cell, most)
    own = Extent(
        max(1, round(picture.width / cell.width)), max(1, round(picture.height / cell.height))
    )
    assert size.width == most.width or size.height == most.height or size == own


def test_a_photo_at_three_widths_of_a_terminal() -> None:
    photo = Extent(4000, 3000)
    assert [fitted(photo, USUAL_CELL, Extent(width, 100)) for width in (34, 70)] == [
        (34, 13),
        (70, 26),
    ]
    assert fitted(photo, USUAL_CELL, Extent(70, 12)) == (32, 12)
