"""What is told of pictures without decoding them."""

import io
import struct
import zlib
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from ipt_cards.deck.media_files.media import MediaError, MediaFolder
from ipt_cards.deck.media_files.picture_file import fault_of, pixel_size
from ipt_cards.deck.problem import Position, Severity
from ipt_cards.deck.reading.folder import read_folder
from ipt_cards.deck.rules.pictures import picture_warnings

KINDS: dict[str, dict[str, object]] = {
    "png": {},
    "gif": {},
    "jpg": {"format": "JPEG"},
    "progressive.jpg": {"format": "JPEG", "progressive": True},
    "photo.jpg": {"format": "JPEG", "exif": b"Exif\0\0" + b"\xff\xd9" * 9000},
    "webp": {},
    "lossless.webp": {"lossless": True},
    "animated.webp": {"save_all": True, "append_images": [Image.new("RGBA", (130, 70), "red")]},
    "avif": {"speed": 10},
    "transparent.avif": {"speed": 10},
}


def encoded(kind: str, size: tuple[int, int] = (130, 70)) -> bytes:
    mode = "RGBA" if "transparent" in kind or "animated" in kind else "RGB"
    file = io.BytesIO()
    options: dict[str, object] = {"format": kind.rsplit(".", maxsplit=1)[-1].upper(), **KINDS[kind]}
    # Noise of Pillow's own is another each time, and where it is cut may look like an end.
    noise = Random(6).randbytes(size[0] * size[1])  # noqa: S311 - to be repeatable, not secret
    Image.frombytes("L", size, noise).convert(mode).save(file, **options)  # type: ignore[arg-type]
    return file.getvalue()


def png_header(width: int, height: int) -> bytes:
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    whole = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    return b"\x89PNG\r\n\x1a\n" + whole + b"\0\0\0\0IEND\xae\x42\x60\x82"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [(1, 1), (130, 70), (400, 301)])
def test_the_size_is_what_pillow_makes_of_it(
    tmp_path: Path, kind: str, size: tuple[int, int]
) -> None:
    if "animated" in kind:
        size = (130, 70)
    path = tmp_path / "picture.png"  # the content tells the kind
    path.write_bytes(encoded(kind, size))
    assert pixel_size(path) == size
    assert fault_of(path) is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_off_is_no_whole_picture(
    tmp_path: Path, kind: str, share: float
) -> None:
    content = encoded(kind)
    path = tmp_path / "picture.png"
    path.write_bytes(content[: int(share * len(content))])
    if kind == "gif" and share > 0.1:
        return  # its last sign may be anywhere
    assert fault_of(path) in ("is cut off in the middle", "is no picture, whatever its name says")


@pytest.mark.parametrize("kind", ["png", "jpg", "webp"])
def test_what_stands_behind_a_picture_is_no_fault(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "picture"
    path.write_bytes(encoded(kind) + b"left by a camera")
    assert fault_of(path) is None


BEGINNINGS = (
    b"",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF89a",
    b"RIFF....WEBPVP8 ",
    b"....ftypavif",
)


@example(b"\xff\xd8\xff" + b"\xff" * 20_000)
@example(b"\x89PNG\r\n\x1a\n" + b"\0" * 40_000)
@given(st.builds(bytes.__add__, st.sampled_from(BEGINNINGS), st.binary(max_size=300)))
def test_whatever_a_file_holds_something_is_told_of_it(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.png"
    path.write_bytes(content)
    size = pixel_size(path)
    assert size is None or (size.width > 0 and size.height > 0)
    fault_of(path)


def test_no_card_has_a_picture_that_would_fill_the_memory(tmp_path: Path) -> None:
    (tmp_path / "bomb.png").write_bytes(png_header(20_000, 10_000))
    with pytest.raises(MediaError, match=r"20,000 × 10,000 pixels, more than 64 million"):
        MediaFolder(tmp_path).locate("bomb.png")
    (tmp_path / "large.png").write_bytes(png_header(8_000, 8_000))
    assert MediaFolder(tmp_path).locate("large.png").name == "large.png"


def test_check_tells_where_broken_pictures_are_shown(tmp_path: Path) -> None:
    (tmp_path / "deck.yaml").write_text("id: a\nname: A\n", encoding="utf-8")
    (tmp_path / "one.yaml").write_text(
        "topic: One\nnotes:\n"
        "  - id: a\n    front: '![](none.png)'\n    back: '![](whole.png) ![](map.svg)'\n"
        "  - id: b\n    front: '![](cut.jpg)'\n    back: Yes\n"
        "  - id: c\n    front: 'Large: ![](bomb.png)'\n    back: Yes\n",
        encoding="utf-8",
    )
    (tmp_path / "none.png").write_bytes(b"no picture")
    (tmp_path / "whole.png").write_bytes(encoded("png"))
    (tmp_path / "map.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "cut.jpg").write_bytes(encoded("jpg")[:500])
    (tmp_path / "bomb.png").write_bytes(png_header(20_000, 10_000))
    reading = read_folder(tmp_path)
    assert [(each.at, each.rule) for each in reading.problems] == [
        (Position("one.yaml", 10, 12), "bad-media")
    ]
    assert reading.deck is not None
    told = list(picture_warnings(reading.deck, MediaFolder(tmp_path)))
    assert [(each.at, each.message) for each in told] == [
        (
            Position("one.yaml", 3, 5),
            "`a` shows `none.png`, which is no picture, whatever its name says: save it anew",
        ),
        (
            Position("one.yaml", 6, 5),
            "`b` shows `cut.jpg`, which is cut off in the middle: save it anew",
        ),
    ]
    assert all(each.severity is Severity.WARNING for each in told)
