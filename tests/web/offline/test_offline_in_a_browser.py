"""A quiz page whose server can't be reached goes on, and what it answered joins the log once."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.note import BasicNote, MatchingNote, OrderingNote, Pair
from ipt_cards.progress.entries import Retraction
from ipt_cards.scheduling.grade import Grade
from tests.quiz.making import DECK, plain_notes
from tests.web.browser import accessible, card, chromium, firefox, tab
from tests.web.server import Server, Visitor, serving, write_deck

QUIZ = "/decks/small/quiz"
FAILED = ("net::ERR_", "htmx:", "404")


def plain(home: Path, count: int = 4) -> Path:
    deck = Deck(id="small", name="Small", topics=(Topic("all", "All", plain_notes(count)),))
    return write_deck(home / "small", deck)


def open_quiz(page: Page, address: str, path: str = QUIZ) -> None:
    """Open a quiz, and wait until its cards are with the page."""
    page.goto(address + path)
    expect(page.locator("html")).to_have_attribute("data-media", "taken")


def answer(page: Page, grade: str) -> None:
    page.get_by_role("button", name="Show answer").click()
    card(page, "Answer")
    page.get_by_role("button", name=grade).click()
    expect(page.get_by_role("region", name="Answer")).to_have_count(0)


def state(page: Page, text: str) -> None:
    expect(page.locator("#offline")).to_have_text(text)


@pytest.mark.parametrize("driven", [chromium, firefox])
def test_answers_given_while_the_server_is_gone_join_the_log_once(
    tmp_path: Path, driven: Callable[[], AbstractContextManager[Browser]]
) -> None:
    folder = plain(tmp_path)
    server = Server(tmp_path, folder, "--port", "0")
    with driven() as browser, tab(browser, expected=FAILED) as page:
        open_quiz(page, server.address)
        answer(page, "Easy")
        server.kill()
        answer(page, "Good")
        state(page, "Offline, 1 answer waiting")
        expect(page.locator(".question")).to_have_text("Question 2?")
        answer(page, "Again")
        answer(page, "Easy")
        expect(page.locator(".question")).to_have_text("Question 2?")  # which failed
        state(page, "Offline, 3 answers waiting")
        accessible(page)
        with serving(tmp_path, folder, "--port", str(server.port)) as again:
            page.evaluate("dispatchEvent(new Event('online'))")
            state(page, "")
            expect(page.locator(".question")).to_have_text("Question 2?")
            reviews = again.reviews()
            assert [review.card for review in reviews] == [f"note-{n}/forward" for n in range(4)]
            assert [review.grade for review in reviews] == [
                Grade.EASY,
                Grade.GOOD,
                Grade.AGAIN,
                Grade.EASY,
            ]
            answer(page, "Good")
            card(page, "Summary")
            assert len(again.reviews()) == 5


def test_without_a_network_the_page_goes_on(tmp_path: Path, browser: Browser) -> None:
    with (
        serving(tmp_path, plain(tmp_path), "--port", "0") as server,
        tab(browser, expected=FAILED) as page,
    ):
        open_quiz(page, server.address)
        page.context.set_offline(True)
        for number in range(4):
            expect(page.locator(".question")).to_have_text(f"Question {number}?")
            page.keyboard.press(" ")
            card(page, "Answer")
            page.keyboard.press("4")
            expect(page.get_by_role("region", name="Answer")).to_have_count(0)
        expect(page.get_by_role("heading", name="No more cards")).to_be_visible()
        accessible(page)
        assert server.reviews() == []
        page.context.set_offline(False)
        state(page, "")
        card(page, "Summary")
        cards = [review.card for review in server.reviews()]
        assert cards == [f"note-{number}/forward" for number in range(4)]


def test_what_was_answered_offline_can_be_taken_back(tmp_path: Path, browser: Browser) -> None:
    with (
        serving(tmp_path, plain(tmp_path), "--port", "0") as server,
        tab(browser, expected=FAILED) as page,
    ):
        open_quiz(page, server.address)
        page.context.set_offline(True)
        answer(page, "Good")
        answer(page, "Again")
        page.keyboard.press("u")
        card(page, "Answer")
        expect(page.locator(".question")).to_have_text("Question 1?")
        state(page, "Offline, 1 answer waiting")
        page.keyboard.press("2")
        state(page, "Offline, 2 answers waiting")
        page.context.set_offline(False)
        state(page, "")
        assert [review.grade for review in server.reviews()] == [Grade.GOOD, Grade.HARD]
        page.keyboard.press("u")  # joined answers are this quiz's own
        card(page, "Answer")
        expect(page.locator(".question")).to_have_text("Question 1?")
    assert sum(isinstance(entry, Retraction) for entry in server.entries()) == 1


def test_an_answer_whose_acknowledgement_was_lost_counts_once(
    tmp_path: Path, browser: Browser
) -> None:
    with (
        serving(tmp_path, plain(tmp_path), "--port", "0") as server,
        tab(browser, expected=FAILED) as page,
    ):
        open_quiz(page, server.address)
        page.get_by_role("button", name="Show answer").click()
        card(page, "Answer")

        def cut(route: object) -> None:
            route.fetch()  # type: ignore[attr-defined] # it arrives
            page.context.set_offline(True)
            route.abort()  # type: ignore[attr-defined]

        page.route(f"**{QUIZ}", cut, times=1)
        page.get_by_role("button", name="Good").click()
        expect(page.locator(".question")).to_have_text("Question 1?")
        state(page, "Offline, 1 answer waiting")
        assert len(server.reviews()) == 1
        page.route("**/quiz/answers", cut, times=1)
        with page.expect_event("requestfailed", lambda it: it.url.endswith("/answers")):
            page.context.set_offline(False)
        page.context.set_offline(False)
        state(page, "")
        assert [review.card for review in server.reviews()] == ["note-0/forward"]


def test_cards_of_every_kind_are_answered_without_a_server(
    tmp_path: Path, browser: Browser
) -> None:
    folder = write_deck(tmp_path / "small", DECK)
    with (
        serving(tmp_path, folder, "--port", "0") as server,
        tab(browser, phone=True, expected=FAILED) as page,
    ):
        open_quiz(page, server.address)
        page.context.set_offline(True)
        kinds = set()
        for _ in range(5):
            if page.get_by_label("Your answer").count():
                page.get_by_label("Your answer").fill("Interpersonal Therapie")
                page.keyboard.press("Enter")
                card(page, "Answer")
                expect(page.locator(".typed-answer")).to_have_text(
                    "You typed Interpersonal Therapie"
                )
                expect(page.locator(".face")).to_contain_text("compare, and grade")
                kinds.add("typed")
            elif page.get_by_role("checkbox").count():
                page.locator(".option", has_text="Psychodynamic").tap()
                page.locator(".option", has_text="Attachment").tap()
                page.get_by_role("button", name="Answer").tap()
                card(page, "Answer")
                expect(page.locator(".verdict")).to_have_text("✓ Right")
                expect(page.get_by_text("Your pick")).to_have_count(2)
                kinds.add("several")
            elif page.get_by_role("radio").count():
                page.locator(".option", has_text="Childhood").tap()
                card(page, "Answer")
                expect(page.locator(".verdict")).to_have_text("✗ Not quite")
                expect(page.locator(".option.wrong.chosen")).to_contain_text("Childhood")
                kinds.add("one")
            else:
                page.get_by_role("button", name="Show answer").tap()
                card(page, "Answer")
                kinds.add("thought")
            accessible(page)
            page.get_by_role("button", name="Easy").tap()
            expect(page.get_by_role("region", name="Answer")).to_have_count(0)
        assert kinds == {"typed", "several", "one", "thought"}
        page.context.set_offline(False)
        card(page, "Summary")
        state(page, "")
        assert [review.grade for review in server.reviews()] == [Grade.EASY] * 5


def test_two_tabs_and_another_device_answer_what_is_left(tmp_path: Path, browser: Browser) -> None:
    with (
        serving(tmp_path, plain(tmp_path), "--port", "0") as server,
        tab(browser, expected=FAILED) as page,
    ):
        open_quiz(page, server.address)
        other = page.context.new_page()
        open_quiz(other, server.address)
        page.context.set_offline(True)
        answer(page, "Easy")
        other.get_by_role("button", name="Show answer").click()  # what the first tab has answered
        card(other, "Answer")
        answer(page, "Easy")
        other.get_by_role("button", name="Easy").click()
        expect(other.locator(".question")).to_have_text("Question 2?")
        visitor = Visitor(server)
        visitor.get(QUIZ)
        visitor.press(QUIZ, "reveal")
        visitor.press(QUIZ, "grade-4")  # the very card, on another device
        page.context.set_offline(False)
        state(page, "")
        expect(page.locator(".question")).to_have_text("Question 2?")
        cards = Counter(review.card for review in server.reviews())
        assert cards == {"note-0/forward": 2, "note-1/forward": 1}


def test_pictures_are_with_the_page(tmp_path: Path, browser: Browser) -> None:
    note = BasicNote(id="map", front="Where?", back="![A map](map.svg) ![A sea](large.svg)")
    deck = Deck(id="small", name="Small", topics=(Topic("all", "All", (note,)),))
    folder = write_deck(tmp_path / "small", deck)
    drawn = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{}</svg>"
    (folder / "map.svg").write_text(drawn.format(""), encoding="utf-8")
    (folder / "large.svg").write_text(drawn.format(" " * (1 << 20)), encoding="utf-8")
    with (
        serving(tmp_path, folder, "--port", "0") as server,
        tab(browser, expected=FAILED) as page,
    ):
        open_quiz(page, server.address)
        page.context.set_offline(True)
        page.get_by_role("button", name="Show answer").click()
        card(page, "Answer")
        picture = page.get_by_role("img", name="A map")
        expect(picture).to_have_js_property("naturalWidth", 9)
        expect(page.get_by_text("A sea: too large to be here")).to_be_visible()


def test_answers_wait_while_the_page_is_closed(tmp_path: Path, browser: Browser) -> None:
    folder = plain(tmp_path)
    server = Server(tmp_path, folder, "--port", "0")
    with tab(browser, expected=FAILED) as page:
        open_quiz(page, server.address)
        server.kill()
        answer(page, "Good")
        state(page, "Offline, 1 answer waiting")
        page.goto("about:blank")
        with serving(tmp_path, folder, "--port", str(server.port)) as again:
            with page.expect_response("**/quiz/answers"):
                page.goto(again.address + "/")
            state(page, "")
            page.goto(again.address + QUIZ)
            expect(page.locator(".question")).to_have_text("Question 1?")
            assert len(again.reviews()) == 1


def test_orders_and_pairs_are_judged_without_a_server(tmp_path: Path, browser: Browser) -> None:
    notes = (
        OrderingNote(id="order", question="In order?", steps=("One", "Two", "Three")),
        MatchingNote(id="pairs", question="Who?", pairs=(Pair("A", "Alpha"), Pair("B", "Beta"))),
    )
    deck = Deck(id="small", name="Small", topics=(Topic("all", "All", notes),))
    folder = write_deck(tmp_path / "small", deck)
    with (
        serving(tmp_path, folder, "--port", "0") as server,
        tab(browser, expected=FAILED) as page,
    ):
        open_quiz(page, server.address)
        page.context.set_offline(True)
        for name in ("One", "Two", "Three"):
            page.locator(".option", has_text=name).click()
        page.get_by_role("button", name="Answer").click()
        card(page, "Answer")
        expect(page.locator(".verdict")).to_have_text("✓ Right")
        page.keyboard.press("Enter")
        card(page, "Question")
        for name in ("Beta", "Alpha"):
            page.locator(".option", has_text=name).click()
        page.get_by_role("button", name="Answer").click()
        card(page, "Answer")
        expect(page.locator(".verdict")).to_have_text("✗ Not quite")
        expect(page.locator(".yours")).to_have_count(2)
        page.keyboard.press("Enter")
        page.context.set_offline(False)
        state(page, "")
        assert [review.grade for review in server.reviews()] == [Grade.GOOD, Grade.AGAIN]


def test_a_card_that_fails_again_and_again_is_recorded_each_time(
    tmp_path: Path, browser: Browser
) -> None:
    with (
        serving(tmp_path, plain(tmp_path, 1), "--port", "0") as server,
        tab(browser, expected=FAILED) as page,
    ):
        open_quiz(page, server.address)
        page.context.set_offline(True)
        for count in range(1, 6):
            page.keyboard.press(" ")
            card(page, "Answer")
            page.keyboard.press("1")
            state(page, f"Offline, {count} answer{'s' * (count > 1)} waiting")
        page.context.set_offline(False)
        state(page, "")
        assert [review.grade for review in server.reviews()] == [Grade.AGAIN] * 5
