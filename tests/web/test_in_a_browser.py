"""The quiz in Debian's Chromium, by keys on a desktop and by touch on a phone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.progress.entries import Retraction, Suspension
from ipt_cards.scheduling.grade import Grade
from tests.hostile.deck import write_hostile_deck
from tests.quiz.making import DECK, plain_notes
from tests.web.browser import chromium, tab
from tests.web.server import Server, Visitor, serving, write_deck
from tests.web.test_exam import EXAM, SMALL

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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path, write_deck(tmp_path / "small", DECK), "--port", "0") as started:
        yield started


def accessible(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def card(page: Page, name: str) -> None:
    expect(page.get_by_role("region", name=name, exact=True)).to_be_visible()


def test_a_quiz_by_keys(server: Server, browser: Browser) -> None:
    with tab(browser) as page:
        page.goto(server.address + QUIZ)
        for _ in range(5):
            if page.get_by_label("Your answer").count():
                page.keyboard.type("Interpersonal Therapy")
                page.keyboard.press("Enter")
            elif page.get_by_role("checkbox").count():
                page.keyboard.press("a")
                page.keyboard.press("b")
                page.keyboard.press("b")
                expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)
                page.keyboard.press("Enter")
            elif page.get_by_role("radio").count():
                page.keyboard.press("c")
            else:
                page.keyboard.press(" ")
            card(page, "Answer")
            page.keyboard.press("4")
            expect(page.get_by_role("region", name="Answer")).to_have_count(0)
        card(page, "Summary")
        assert [review.grade for review in server.reviews()] == [Grade.EASY] * 5
        page.keyboard.press("u")
        card(page, "Answer")
        page.keyboard.press("r")
        card(page, "Summary")
        page.keyboard.press("u")
        card(page, "Answer")
        page.keyboard.press("S")
        card(page, "Summary")
    kinds = [type(entry) for entry in server.entries()]
    assert kinds.count(Retraction) == 3
    assert kinds.count(Suspension) == 1


def test_a_quiz_by_touch(server: Server, browser: Browser) -> None:
    with tab(browser, phone=True) as page:
        page.goto(server.address + QUIZ)
        for _ in range(5):
            if page.get_by_label("Your answer").count():
                page.get_by_label("Your answer").fill("Interpersonal Therapy")
                page.get_by_role("button", name="Answer").tap()
            elif page.get_by_role("checkbox").count():
                page.locator(".option").first.tap()
                expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)
                page.get_by_role("button", name="Answer").tap()
            elif page.get_by_role("radio").count():
                page.locator(".option").nth(1).tap()
            else:
                page.get_by_role("button", name="Show answer").tap()
            card(page, "Answer")
            for button in page.locator(".buttons button").all():
                box = button.bounding_box()
                assert box is not None
                assert min(box["width"], box["height"]) >= 44
                assert box["y"] + box["height"] <= 640
            page.get_by_role("button", name="Easy").tap()
            expect(page.get_by_role("region", name="Answer")).to_have_count(0)
        card(page, "Summary")
        assert [review.grade for review in server.reviews()] == [Grade.EASY] * 5


def test_a_quiz_by_swipes(tmp_path: Path, browser: Browser) -> None:
    deck = Deck(id="small", name="Small", topics=(Topic("all", "All", plain_notes(2)),))
    folder = write_deck(tmp_path / "small", deck)
    with serving(tmp_path, folder, "--port", "0") as server, tab(browser, phone=True) as page:
        page.goto(server.address + QUIZ)
        for way, grade in ((-150, Grade.AGAIN), (150, Grade.GOOD)):
            swipe(page, way)
            card(page, "Answer")
            swipe(page, 20)  # too little for a swipe
            swipe(page, way)
            card(page, "Question")
            assert server.reviews()[-1].grade is grade
        assert len(server.reviews()) == 2


def swipe(page: Page, pixels: int) -> None:
    """Move a finger across the card, and let it rest before it leaves, so that nothing slides on."""
    session = page.context.new_cdp_session(page)

    def touch(kind: str, x: float | None, at: float) -> None:
        points = [] if x is None else [{"x": x, "y": 140}]
        told = {"type": kind, "touchPoints": points, "timestamp": at}
        session.send("Input.dispatchTouchEvent", told)

    touch("touchStart", 180, 1.0)
    for step in range(1, 6):
        touch("touchMove", 180 + pixels * step / 5, 1.0 + step / 20)
    for later in (1.4, 1.6, 1.8):
        touch("touchMove", 180 + pixels + later, later)
    touch("touchEnd", None, 2.0)
    session.detach()


def test_two_tabs_reload_and_back_answer_each_card_once(server: Server, browser: Browser) -> None:
    with tab(browser) as one, tab(browser) as other:
        for page in (one, other):
            page.goto(f"{server.address}{QUIZ}?topic=basics")
        one.keyboard.press("Space")
        card(one, "Answer")
        one.keyboard.press("3")
        card(one, "Question")
        other.keyboard.press("Space")  # the card that the other tab has answered
        expect(other.locator("[data-screen]")).to_have_attribute(
            "data-screen", str(one.locator("[data-screen]").get_attribute("data-screen"))
        )
        one.reload()
        one.goto(server.address + "/")
        one.go_back()
        card(one, "Question")
        assert len(server.reviews()) == 1


def test_a_key_that_is_held_grades_one_card(server: Server, browser: Browser) -> None:
    with tab(browser) as page:
        page.goto(server.address + QUIZ)
        page.keyboard.press("Space")
        card(page, "Answer")
        for _ in range(5):
            page.keyboard.down("3")  # the second and later are repetitions
        page.keyboard.up("3")
        card(page, "Question")
        assert len(server.reviews()) == 1


def test_a_server_that_is_gone_is_told_and_the_page_stays(server: Server, browser: Browser) -> None:
    refused = ("net::ERR_", "htmx:")
    with tab(browser, expected=refused) as page:
        page.goto(server.address + QUIZ)
        page.keyboard.press("Space")
        card(page, "Answer")
        server.kill()
        page.keyboard.press("3")
        expect(page.get_by_role("status")).to_contain_text("not recorded")
        card(page, "Answer")


def test_nothing_of_a_hostile_deck_runs(tmp_path: Path, browser: Browser) -> None:
    deck = write_hostile_deck(tmp_path / "hostile")
    with serving(tmp_path, deck, "--port", "0") as server, tab(browser) as page:
        page.goto(f"{server.address}/decks/hostile/quiz?cram=1")
        for _ in range(5):
            title = page.title()
            page.keyboard.press("Escape")
            if page.locator(".option label").count():
                page.keyboard.press("a")
            else:
                page.locator(".buttons button").first.click()
            card(page, "Answer")
            assert "ran" not in (title, page.title())
            assert page.locator(".card").is_visible()
            page.keyboard.press("4")
            expect(page.get_by_role("region", name="Answer")).to_have_count(0)


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


def test_visitors_without_a_browser_see_the_same_question(server: Server, browser: Browser) -> None:
    visitor = Visitor(server)
    visitor.get(QUIZ)
    with tab(browser) as page:
        page.goto(server.address + QUIZ)
        token = page.locator("[data-screen]").get_attribute("data-screen")
        assert f'data-screen="{token}"' in visitor.page


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


def test_a_note_is_edited_from_the_quiz_by_a_key(server: Server, browser: Browser) -> None:
    with tab(browser) as page:
        page.goto(server.address + QUIZ)
        page.keyboard.press("e")
        page.get_by_label("front").fill("Why, then?")
        page.get_by_role("button", name="Save").click()
        card(page, "Question")
        expect(page.locator(".question")).to_have_text("Why, then?")


def test_an_exam_by_keys_keeps_each_answer_at_once(tmp_path: Path, browser: Browser) -> None:
    deck = write_deck(tmp_path / "small", SMALL)
    with serving(tmp_path, deck, "--port", "0") as server, tab(browser) as page:
        page.goto(server.address + EXAM)
        accessible(page)
        page.get_by_role("button", name="Begin").click()
        expect(page.get_by_role("timer")).to_have_text(re.compile(r"[34]:\d\d"))
        for _ in range(4):
            accessible(page)
            shown = page.locator("[data-screen]")
            before = str(shown.get_attribute("data-screen"))
            if page.get_by_label("Your answer").count():
                page.keyboard.type("Interpersonal Therapy")
                page.keyboard.press("Enter")
            elif page.locator(".option label").count():
                with page.expect_response(lambda answer: answer.request.method == "POST"):
                    page.keyboard.press("a")
                page.reload()
                assert page.locator(".option :checked").count() == 1
                page.keyboard.press("Enter")
            else:
                page.keyboard.press("Space")
                card(page, "Answer")
                page.keyboard.press("r")
            if not before.endswith("-3"):  # after the last question it is handed in, or graded
                expect(shown).not_to_have_attribute("data-screen", before)
        page.goto(server.address + EXAM)
        page.keyboard.press("g")
        expect(page.get_by_role("button", name="Question 1, answered")).to_be_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("H")
        page.get_by_role("button", name="Hand in").click()
        expect(page.get_by_role("heading", name="Small: result")).to_be_visible()
        accessible(page)
