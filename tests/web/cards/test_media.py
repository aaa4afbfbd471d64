"""Pictures of cards have their room on a page before they come."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Route, expect

from ipt_cards.deck.note import BasicNote
from ipt_cards.web.cards.media import DeckMedia
from ipt_cards.web.cards.text import text_html
from tests.web.browser import tab
from tests.web.every_kind import write_every_kind
from tests.web.server import serving


def picture(folder: Path, name: str, width: int, height: int, *, orientation: int = 1) -> None:
    folder.mkdir(exist_ok=True)
    made = Image.new("RGB", (width, height), "teal")
    if orientation == 1:
        made.save(folder / name)
        return
    exif = made.getexif()
    exif[0x0112] = orientation
    made.save(folder / name, exif=exif)


@pytest.mark.parametrize("name", ["a.png", "a.gif", "a.webp", "a.jpg", "my map.png"])
def test_a_picture_has_the_size_that_its_file_tells(tmp_path: Path, name: str) -> None:
    picture(tmp_path, name, 40, 30)
    html = text_html(f"![map](<{name}>)", DeckMedia("small", tmp_path))
    assert 'alt="map" width="40" height="30">' in html


@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (40, 30)), (3, (40, 30)), (6, (30, 40)), (8, (30, 40))]
)
def test_a_photo_that_lies_on_its_side_has_the_size_that_it_is_shown_in(
    tmp_path: Path, orientation: int, size: tuple[int, int]
) -> None:
    picture(tmp_path, "a.jpg", 40, 30, orientation=orientation)
    assert DeckMedia("small", tmp_path).size("a.jpg") == size


@pytest.mark.parametrize("name", ["gone.png", "drawn.svg", "none.jpg", "../a.png"])
def test_what_tells_no_size_has_none(tmp_path: Path, name: str) -> None:
    (tmp_path / "drawn.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (tmp_path / "none.jpg").write_bytes(b"\xff\xd8\xff")
    assert "width" not in text_html(f"![]({name})", DeckMedia("small", tmp_path))


@pytest.mark.parametrize(("width", "height"), [(400, 300), (2000, 500), (300, 3000)])
@pytest.mark.parametrize("phone", [False, True])
def test_what_stands_below_a_picture_stays_where_it_is_while_that_comes(
    tmp_path: Path, browser: Browser, width: int, height: int, phone: bool
) -> None:
    picture(tmp_path / "small", "a.png", width, height)
    note = BasicNote(id="a", front="![map](a.png)\n\nWhere is this?", back="There")
    deck = write_every_kind(tmp_path / "small", note)
    with serving(tmp_path, deck, "--port", "0") as server, tab(browser, phone=phone) as page:
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        page.route("**/media/a.png", hold)
        page.goto(server.address + "/decks/small/quiz", wait_until="domcontentloaded")
        below = page.get_by_text("Where is this?")
        before = below.bounding_box()
        assert before is not None
        while not held:
            page.evaluate("0")
        assert page.evaluate("document.querySelector('.card img').naturalWidth") == 0
        held[0].continue_()
        expect(page.locator(".card img")).to_have_js_property("naturalWidth", width)
        assert below.bounding_box() == before
