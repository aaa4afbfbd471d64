from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from rich.text import Text

from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.study.configuration.settings import Colours
from ipt_cards.terminal.pictures.deck_pictures import DeckCanvas, DeckPictures
from ipt_cards.terminal.pictures.half_blocks import half_blocks
from ipt_cards.terminal.pictures.picture import Picture
from ipt_cards.terminal.pictures.size import Extent
from ipt_cards.terminal.screen.console import lines_of, plain_of
from tests.terminal.pictures.making import colours_at, quarters, saved, screen_of


def picture_of(name: str) -> Picture:
    return Picture(name, Text("[four colours (image)]"))


def drawn(folder: Path, name: str, width: int, rows: int = 100) -> list[str]:
    canvas = DeckCanvas(DeckPictures(MediaFolder(folder)), rows)
    return lines_of(picture_of(name), width, Colours.AUTO, canvas)


@pytest.mark.parametrize("kind", ["png", "jpg", "gif", "webp", "avif"])
@pytest.mark.parametrize("width", [34, 70, 190])
def test_a_terminal_shows_the_picture_in_half_blocks(tmp_path: Path, kind: str, width: int) -> None:
    saved(quarters((800, 600)), tmp_path / f"four.{kind}")
    lines = drawn(tmp_path, f"four.{kind}", width)
    screen = screen_of(lines, width)
    rows = round(width * 600 / 800 / 2)
    assert len(lines) == rows
    corners = [
        colours_at(screen, row, column) for row in (1, rows - 2) for column in (1, width - 2)
    ]
    wanted = ["ff0000", "00ff00", "ffffff", "0000ff"]
    for (sign, *halves), colour in zip(corners, wanted, strict=True):
        assert sign == "▀"
        for half in halves:
            parts = zip(bytes.fromhex(half), bytes.fromhex(colour), strict=True)
            assert max(abs(one - other) for one, other in parts) < 12, kind  # JPEG's loss


def test_both_halves_of_a_cell_have_their_own_colour(tmp_path: Path) -> None:
    image = Image.new("RGB", (2, 2), "red")
    image.putpixel((0, 1), (0, 0, 255))
    saved(image, tmp_path / "two.png")
    screen = screen_of(drawn(tmp_path, "two.png", 40), 40)
    assert colours_at(screen, 0, 0) == ("▀", "ff0000", "0000ff")
    assert screen.display[0].strip() == "▀▀"  # no pixel is larger than half a cell


def test_where_nothing_is_drawn_the_description_stands(tmp_path: Path) -> None:
    saved(quarters(), tmp_path / "four.png")
    assert plain_of(picture_of("four.png"), 40) == "[four colours (image)]\n"
    assert lines_of(picture_of("four.png"), 40, Colours.NONE) == ["[four colours (image)]"]


def test_paint_is_drawn_over_the_picture(tmp_path: Path) -> None:
    saved(quarters(), tmp_path / "four.png")
    picture = Picture("four.png", Text("[]"), paint=black)
    canvas = DeckCanvas(DeckPictures(MediaFolder(tmp_path)), 100)
    screen = screen_of(lines_of(picture, 40, Colours.AUTO, canvas), 40)
    assert colours_at(screen, 1, 1) == ("▀", "000000", "000000")


def black(image: Image.Image) -> Image.Image:
    image.paste("black", (0, 0, *image.size))
    return image


@given(
    st.integers(1, 60), st.integers(1, 40), st.sampled_from(["1", "L", "P", "RGBA", "LA", "CMYK"])
)
def test_a_drawing_has_the_size_that_it_is_asked_for(width: int, height: int, mode: str) -> None:
    lines = half_blocks(quarters().convert(mode), Extent(width, height))
    assert [len(line) for line in lines] == [width] * height


def test_what_is_transparent_is_white_as_on_the_page_it_was_drawn_for() -> None:
    [[cell]] = half_blocks(Image.new("RGBA", (1, 1), (0, 0, 0, 0)), Extent(1, 1))
    assert cell.style is not None
    assert cell.style.color is not None
    assert cell.style.color.triplet == (255, 255, 255)
