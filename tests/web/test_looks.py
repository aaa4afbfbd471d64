"""How pages look: to axe-core, in narrow and wide windows, while they come, and what they weigh."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from ipt_cards.deck.card import cards_of
from tests.web.browser import accessible, card, tab
from tests.web.every_kind import EVERY_KIND, write_every_kind
from tests.web.server import Server, Visitor, serving, write_deck
from tests.web.test_exam import EXAM, SMALL

QUIZ = "/decks/small/quiz"
WITH_EXTRA = replace(
    SMALL,
    topics=tuple(
        replace(topic, notes=tuple(replace(note, extra="More.") for note in topic.notes))
        for topic in SMALL.topics
    ),
)
PAGES = (
    "/",
    QUIZ,
    "/decks/small",
    "/decks/small/cards/contrast",
    "/decks/small/notes/abbreviation",
    "/decks/small/statistics",
    "/decks/small/exam",
    "/nothing",
)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("phone", [False, True])
def test_axe_finds_nothing_in_the_quiz(
    server: Server, browser: Browser, dark: bool, phone: bool
) -> None:
    with tab(browser, phone=phone, dark=dark) as page:
        page.goto(server.address + QUIZ)
        for _ in range(5):
            accessible(page)
            if page.get_by_role("checkbox").count():
                page.keyboard.press("b")
                page.keyboard.press("Enter")
            elif page.get_by_role("radio").count():
                page.keyboard.press("b")
            else:
                page.locator(".buttons button").first.click()
            card(page, "Answer")
            accessible(page)
            page.keyboard.press("4")
            expect(page.get_by_role("region", name="Answer")).to_have_count(0)
        accessible(page)


@pytest.mark.parametrize("width", [320, 768, 1920, 3840])
def test_no_page_is_wider_than_its_window(server: Server, browser: Browser, width: int) -> None:
    with tab(browser) as page:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(server.address + QUIZ)
        for key in ("Escape", "Enter", "3", "u"):
            page.keyboard.press(key)
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_nothing_moves_while_a_page_comes(server: Server, browser: Browser) -> None:
    with tab(browser) as page:
        page.add_init_script(
            "window.moved = 0; new PerformanceObserver((list) => { for (const each of "
            "list.getEntries()) window.moved += each.value; })"
            ".observe({type: 'layout-shift', buffered: true})"
        )
        page.goto(server.address + QUIZ)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.moved") == 0


@pytest.mark.parametrize("path", PAGES)
def test_no_page_weighs_60_kb(server: Server, browser: Browser, path: str) -> None:
    with tab(browser, expected=("404",)) as page:
        weights: list[int] = []
        page.on("requestfinished", lambda it: weights.append(it.sizes()["responseBodySize"]))
        page.goto(server.address + path)
        page.wait_for_load_state("networkidle")
        assert len(weights) >= 4
        assert sum(weights) < 60_000


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("phone", [False, True])
def test_axe_finds_nothing_in_any_page(
    server: Server, browser: Browser, dark: bool, phone: bool
) -> None:
    for _ in range(2):  # a page with something to tell
        visitor = Visitor(server)
        visitor.get(QUIZ)
        visitor.press(QUIZ, "reveal")
        visitor.press(QUIZ, "grade-1")
    with tab(browser, phone=phone, dark=dark, expected=("404",)) as page:
        for path in PAGES:
            page.goto(server.address + path)
            accessible(page)
            width = 360 if phone else 1280
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("phone", [False, True])
def test_axe_finds_nothing_from_an_exam_s_first_question_to_its_result(
    tmp_path: Path, browser: Browser, dark: bool, phone: bool
) -> None:
    deck = write_deck(tmp_path / "small", WITH_EXTRA)
    with (
        serving(tmp_path, deck, "--port", "0") as server,
        tab(browser, phone=phone, dark=dark) as page,
    ):
        page.goto(server.address + EXAM)
        page.get_by_role("button", name="Begin").click()
        page.get_by_text("Overview").click()
        accessible(page)
        page.get_by_role("button", name="Hand in").click()
        expect(page.get_by_role("heading", name="Hand in?")).to_be_visible()
        accessible(page)
        page.get_by_role("button", name="Hand in").click()
        expect(page.get_by_role("heading", name="Small: result")).to_be_visible()
        accessible(page)
        page.get_by_role("button", name="Done").click()
        expect(page.get_by_role("heading", name="Past exams")).to_be_visible()
        accessible(page)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("phone", [False, True])
def test_axe_finds_nothing_in_any_kind_of_card_and_its_preview(
    tmp_path: Path, browser: Browser, dark: bool, phone: bool
) -> None:
    width = 360 if phone else 1280
    deck = write_every_kind(tmp_path / "small")
    with (deck / "basics.yaml").open("a", encoding="utf-8") as file:
        file.write("  - id: broken\n    front: Broken?\n")
    ended = ("net::ERR_INCOMPLETE_CHUNKED_ENCODING", "net::ERR_CONNECTION_REFUSED")
    with tab(browser, phone=phone, dark=dark, expected=ended) as page:
        with serving(tmp_path, deck, "--port", "0", command="preview") as server:
            for path in ("/", "/?problems=1", "/notes/heart", "/notes/number"):
                page.goto(server.address + path)
                page.wait_for_load_state("networkidle")
                accessible(page)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        write_every_kind(deck)
        with serving(tmp_path, deck, "--port", "0") as server:
            for each in (each for note in EVERY_KIND for each in cards_of(note)):
                page.goto(f"{server.address}/decks/small/cards/{each.key}")
                accessible(page)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, each.key


def test_a_phone_shows_the_latest_of_the_year(server: Server, browser: Browser) -> None:
    with tab(browser, phone=True) as page:
        page.goto(server.address + "/decks/small/statistics")
        box = page.get_by_role("region", name="The year", exact=True).locator("svg").bounding_box()
        assert box is not None
        assert box["x"] < 0
        assert box["x"] + box["width"] <= 360
