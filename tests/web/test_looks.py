"""How pages look: to axe-core, in narrow and wide windows, while they come, and what they weigh."""

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browser import accessible, card, tab
from tests.web.server import Server, Visitor

QUIZ = "/decks/small/quiz"
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
