"""The quiz and the exam in Debian's Chromium and in its Firefox, by keys on a desktop."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ipt_cards.progress.entries import Retraction, Suspension
from ipt_cards.scheduling.grade import Grade
from tests.hostile.deck import write_hostile_deck
from tests.web.browser import card, chromium, firefox, tab
from tests.web.server import Server, Visitor, serving, write_deck
from tests.web.test_exam import EXAM, SMALL

QUIZ = "/decks/small/quiz"


@pytest.fixture(scope="module", params=[chromium, firefox], ids=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    with request.param() as opened:
        yield opened


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
    refused = ("net::ERR_", "NetworkError", "htmx:")
    with tab(browser, expected=refused) as page:
        page.route("**/quiz/cards", lambda route: route.abort())  # so none are with the page
        page.goto(server.address + QUIZ)
        page.keyboard.press("Space")
        card(page, "Answer")
        server.kill()
        page.keyboard.press("3")
        expect(page.locator("main").get_by_role("status")).to_contain_text("not recorded")
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


def test_visitors_without_a_browser_see_the_same_question(server: Server, browser: Browser) -> None:
    visitor = Visitor(server)
    visitor.get(QUIZ)
    with tab(browser) as page:
        page.goto(server.address + QUIZ)
        token = page.locator("[data-screen]").get_attribute("data-screen")
        assert f'data-screen="{token}"' in visitor.page


def test_a_note_is_edited_from_the_quiz_by_a_key(server: Server, browser: Browser) -> None:
    with tab(browser) as page:
        page.goto(server.address + QUIZ)
        page.keyboard.press("e")
        page.get_by_label("front").fill("Why, then?")
        page.get_by_role("button", name="Save").click()
        card(page, "Question")
        expect(page.locator(".question")).to_have_text("Why, then?")


def test_the_keys_that_are_asked_for_come_into_sight(tmp_path: Path, browser: Browser) -> None:
    deck = write_deck(tmp_path / "small", SMALL)
    with serving(tmp_path, deck, "--port", "0") as server, tab(browser) as page:
        page.set_viewport_size({"width": 1200, "height": 850})
        page.goto(server.address + QUIZ)
        asks_for_keys(page)
        page.goto(server.address + EXAM)
        page.get_by_role("button", name="Begin").click()
        seen = set()
        for number in range(1, 5):
            expect(page.get_by_text(f"Question {number} of 4", exact=True)).to_be_visible()
            seen.add(asks_for_keys(page))
            page.keyboard.press("n" if number < 4 else "Escape")
    assert seen == {True, False}


def asks_for_keys(page: Page) -> bool:
    """Press ?, and see that all keys are there; whether an answer is to be typed."""
    typing = page.get_by_label("Your answer").count() > 0
    page.keyboard.press("?")
    keys = page.locator("details.keys")
    if typing:
        expect(page.get_by_label("Your answer")).to_have_value("?")
        expect(keys.locator("summary")).to_contain_text("Esc, then ?")
        page.get_by_label("Your answer").fill("")
        page.keyboard.press("Escape")
        page.keyboard.press("?")
    row = keys.locator("dt", has_text="Esc")
    expect(row).to_be_in_viewport()
    at = row.evaluate(
        "row => { const { x, y } = row.getBoundingClientRect();"
        " return document.elementFromPoint(x + 2, y + 2) === row; }"
    )
    assert at, "something covers the keys"
    page.keyboard.press("?")
    expect(row).to_be_hidden()
    return typing


def test_an_exam_by_keys_keeps_each_answer_at_once(tmp_path: Path, browser: Browser) -> None:
    deck = write_deck(tmp_path / "small", SMALL)
    with serving(tmp_path, deck, "--port", "0") as server, tab(browser) as page:
        page.goto(server.address + EXAM)
        page.get_by_role("button", name="Begin").click()
        expect(page.get_by_role("timer")).to_have_text(re.compile(r"[34]:\d\d"))
        for _ in range(4):
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
        expect(page.get_by_role("heading", name="Hand in?")).to_be_visible()
        page.get_by_role("button", name="Hand in").click()
        expect(page.get_by_role("heading", name="Small: result")).to_be_visible()
