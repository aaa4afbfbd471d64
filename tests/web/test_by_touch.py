"""The quiz on a phone of 360 × 640, by taps and by swipes."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.note import Note
from ipt_cards.scheduling.grade import Grade
from tests.quiz.making import plain_notes
from tests.web.browser import PHONE, card, tab
from tests.web.every_kind import EVERY_KIND, write_every_kind
from tests.web.server import serving, write_deck

QUIZ = "/decks/small/quiz"
LEAST = 44
"""Pixels that a finger hits: what Apple asks, and half as much again as WCAG 2.2 AA does."""
TARGETS = (
    "a, button, summary, select, input:visible:not(.option input), .option label, li[data-places]"
)


def answer(page: Page) -> None:
    """Answer by taps alone, whatever there is to be tapped, rightly or not."""
    if page.get_by_label("Your answer").count():
        page.get_by_label("Your answer").fill("50")
        page.get_by_role("button", name="Answer").tap()
    elif page.get_by_role("checkbox").count():
        page.locator(".option").first.tap()
        expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)
        page.get_by_role("button", name="Answer").tap()
    elif page.get_by_role("radio").count():
        page.locator(".option").nth(1).tap()
    elif page.locator("[data-places]").count():
        for option in page.locator("[data-places]").all():
            option.tap()
            expect(option).to_have_class("option placed")
        page.get_by_role("button", name="Answer").tap()
    else:
        swipe(page, -150)
    card(page, "Answer")


def large_enough(page: Page) -> None:
    """A finger hits each target, and those that go on stand in the window without scrolling."""
    for target in page.locator(TARGETS).all():
        box = target.bounding_box()
        if box is not None and "skip" not in str(target.get_attribute("class")):
            assert box["height"] >= LEAST, target.inner_text()
            assert box["width"] >= LEAST, target.inner_text()
    for button in page.locator(".buttons button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= PHONE["height"]


@pytest.mark.parametrize("note", EVERY_KIND, ids=lambda note: note.id)
def test_every_kind_of_card_is_answered_by_taps_and_graded_by_a_swipe(
    note: Note, tmp_path: Path, browser: Browser
) -> None:
    folder = write_every_kind(tmp_path / "small", note)
    with serving(tmp_path, folder, "--port", "0") as server, tab(browser, phone=True) as page:
        page.goto(server.address + QUIZ)
        answered = 0
        while page.get_by_role("region", name="Question", exact=True).count():
            large_enough(page)
            answer(page)
            large_enough(page)
            page.get_by_role("button", name="Easy").tap()
            expect(page.get_by_role("region", name="Answer")).to_have_count(0)
            page.get_by_role("button", name="Undo").tap()
            card(page, "Answer")
            swipe(page, 150)
            expect(page.get_by_role("region", name="Answer")).to_have_count(0)
            answered += 1
        card(page, "Summary")
        standing = {review.card: review.grade for review in server.reviews()}
        assert len(standing) == answered > 0
        assert all(grade.passed for grade in standing.values())


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
