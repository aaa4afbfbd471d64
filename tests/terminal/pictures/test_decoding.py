"""Pictures from strangers: whatever is wrong with one is told, in bounds of time and memory."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ipt_cards.deck.media_files.picture_file import MOST_PIXELS
from ipt_cards.terminal.pictures.decoding import PictureError, decoded
from tests.terminal.pictures.making import quarters, saved


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def bomb(width: int, height: int) -> bytes:
    """A small PNG file of as many white pixels as you like."""
    rows = zlib.compressobj(9)
    row = b"\0" + b"\xff" * -(-width // 8)
    data = b"".join(rows.compress(row) for _ in range(height)) + rows.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", data), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def encoded(kind: str) -> bytes:
    file = io.BytesIO()
    quarters().save(file, kind)
    return file.getvalue()


KINDS = {"png": "PNG", "jpg": "JPEG", "gif": "GIF", "webp": "WEBP", "avif": "AVIF"}


def test_a_decompression_bomb_is_not_decoded(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(bomb(20_000, 10_000))
    with pytest.raises(PictureError, match="too many pixels"):
        decoded(path)


def test_the_largest_picture_that_is_drawn_is_made_smaller_at_once(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    path.write_bytes(bomb(8_000, MOST_PIXELS // 8_000))
    assert decoded(path).size == (1600, 1600)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_cut_off_is_told(tmp_path: Path, kind: str) -> None:
    whole = encoded(KINDS[kind])
    path = tmp_path / f"cut.{kind}"
    for end in (len(whole) // 4, len(whole) // 2):
        path.write_bytes(whole[:end])
        with pytest.raises(PictureError, match=r"damaged|no picture"):
            decoded(path)


@pytest.mark.parametrize(
    "content", [b"", b"no picture at all", b"%!PS\n", b"<svg/>", b"BM" + b"\0" * 60]
)
def test_a_file_that_is_no_picture_of_a_kind_we_draw_is_told(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "what.png"
    path.write_bytes(content)
    with pytest.raises(PictureError, match="no picture, whatever its name says"):
        decoded(path)


@given(kind=st.sampled_from(sorted(KINDS)), data=st.data())
def test_whatever_is_changed_in_a_file_it_is_drawn_or_told(
    tmp_path_factory: pytest.TempPathFactory, kind: str, data: st.DataObject
) -> None:
    content = bytearray(encoded(KINDS[kind]))
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("changed") / f"changed.{kind}"
    path.write_bytes(content)
    told = ""
    try:
        told = decoded(path).mode
    except PictureError as error:
        told = error.reason
    assert told


def test_a_jpeg_of_a_thousand_scans_is_not_decoded(tmp_path: Path) -> None:
    path = tmp_path / "scans.jpg"
    path.write_bytes(encoded("JPEG") + b"\xff\xda" * 1000)
    with pytest.raises(PictureError, match="too slow"):
        decoded(path)


def test_of_an_animation_the_first_picture_is_drawn(tmp_path: Path) -> None:
    first, second = quarters(), Image.new("RGB", (80, 60), "black")
    first.save(tmp_path / "two.gif", save_all=True, append_images=[second])
    assert decoded(tmp_path / "two.gif").convert("RGB").getpixel((10, 10)) == (255, 0, 0)


def test_a_photo_is_shown_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter to the right
    quarters().save(tmp_path / "turned.png", exif=exif)
    image = decoded(tmp_path / "turned.png").convert("RGB")
    assert image.size == (60, 80)
    assert image.getpixel((5, 5)) == (255, 255, 255)  # was left below


def test_a_drawing_in_svg_is_none_of_ours_and_nothing_is_wrong_with_it(tmp_path: Path) -> None:
    (tmp_path / "map.svg").write_text("<svg/>", encoding="utf-8")
    with pytest.raises(PictureError) as caught:
        decoded(tmp_path / "map.svg")
    assert caught.value.reason == ""


def test_grey_palettes_and_transparency_are_kept(tmp_path: Path) -> None:
    palette = quarters().convert("P")
    for image in (quarters().convert("L"), palette, quarters().convert("RGBA")):
        path = saved(image, tmp_path / "kind.png")
        assert decoded(path).convert("RGB").getpixel((70, 50)) == image.convert("RGB").getpixel(
            (70, 50)
        )
