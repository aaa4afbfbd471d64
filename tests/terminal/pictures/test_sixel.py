from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ipt_cards.terminal.pictures import sixel
from tests.terminal.pictures.graphics_terminal import picture_in_sixel

pixels = st.tuples(
    st.sampled_from([0, 51, 255]),
    st.sampled_from([0, 128, 255]),
    st.sampled_from([0, 255]),
    st.sampled_from([0, 255]),
)


@st.composite
def pictures(draw: st.DrawFn) -> Image.Image:
    width, height = draw(st.integers(1, 12)), draw(st.integers(1, 20))
    image = Image.new("RGBA", (width, height))
    image.putdata(draw(st.lists(pixels, min_size=width * height, max_size=width * height)))
    return image


@given(pictures())
def test_a_terminal_draws_the_very_pixels_and_leaves_blank_what_is_blank(
    image: Image.Image,
) -> None:
    order = sixel.show(image)
    assert order.startswith("\x1bP0;1;0q")
    assert order.endswith("\x1b\\")
    drawn = picture_in_sixel(order[len("\x1bP0;1;0q") : -2])
    assert drawn.size == image.size
    for wanted, found in zip(*(_pixels(each) for each in (image, drawn)), strict=True):
        assert (wanted[3] == 0) is (found[3] == 0)
        if wanted[3]:
            # Its colours are whole percents.
            assert all(abs(a - b) <= 3 for a, b in zip(wanted[:3], found[:3], strict=True))


def _pixels(image: Image.Image) -> list[bytes]:
    data = image.tobytes()
    return [data[at : at + 4] for at in range(0, len(data), 4)]
