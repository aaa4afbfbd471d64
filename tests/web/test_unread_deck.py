"""What pages say while a deck's files can't be read."""

import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.cli.command import ipt_cards
from tests.web.browser import accessible, card, tab
from tests.web.server import Server, Visitor

QUIZ = "/decks/small/quiz"
PAGES = (
    "/",
    QUIZ,
    "/decks/small",
    "/decks/small?q=role",
    "/decks/small/cards/contrast",
    "/decks/small/statistics",
    "/decks/small/exam",
)
BROKEN = '\nbak: "typo'


@pytest.fixture
def topic(server: Server) -> Path:
    return server.home / "small" / "basics.yaml"


def unread(page: str) -> list[str]:
    [told] = re.findall(r'<div id="unread" role="status">(.*?)</div>', page)
    return [unescape(each) for each in re.findall(r"<p>(.*?)</p>", told)]


def checked(server: Server) -> str:
    """What `check` says first of the deck: the place and the message."""
    [first, *_] = ipt_cards("check", "small", cwd=server.home).stdout.splitlines()
    return re.sub(r": error: (.*) \[[\w-]+\]$", r": \1", first)


def test_every_page_of_the_deck_says_so_until_the_file_is_mended(
    server: Server, topic: Path
) -> None:
    good = topic.read_text(encoding="utf-8")
    visitor = Visitor(server)
    topic.write_text(good + BROKEN, encoding="utf-8")
    for path in PAGES:
        [told] = unread(visitor.get(path))
        assert told == (
            "The files of Small can't be read now, so its last good state is shown. "
            + checked(server)
        )
    assert re.search(r"small[/\\]basics\.yaml:\d+:\d+: ", told)
    topic.write_text(good, encoding="utf-8")
    assert [unread(visitor.get(path)) for path in PAGES] == [[]] * len(PAGES)


def test_the_terminal_tells_each_problem_once(server: Server, topic: Path) -> None:
    good = topic.read_text(encoding="utf-8")
    visitor = Visitor(server)
    for text in (good + BROKEN, good + BROKEN + "s", good, good + BROKEN, "topic: ["):
        topic.write_text(text, encoding="utf-8")
        for path in PAGES:
            visitor.get(path)
    assert server.interrupt() == 0
    places = re.findall(r"shown\. small[/\\]basics\.yaml:(\d+):", server.rest)
    assert len(places) == len(server.rest.splitlines()) == 3
    assert places[0] == places[1] != places[2]


def test_markup_in_a_problem_is_text(server: Server, topic: Path) -> None:
    topic.write_text("topic: Basics\n<script>alert(1)</script>: 1\nnotes: []\n", encoding="utf-8")
    page = Visitor(server).get(QUIZ)
    assert "<script>alert" not in page
    assert "<script>alert(1)</script>" in unread(page)[0]


def test_a_picture_that_was_missing_mends_the_deck(server: Server, topic: Path) -> None:
    good = topic.read_text(encoding="utf-8")
    note = "\n  - id: seen\n    front: '![Eye](eye.png)'\n    back: An eye\n"
    visitor = Visitor(server)
    topic.write_text(good + note, encoding="utf-8")
    assert "eye.png" in unread(visitor.get("/"))[0]
    assert unread(visitor.get("/")) != []
    (topic.parent / "eye.png").write_bytes(b"\x89PNG not really")
    assert unread(visitor.get("/")) == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("phone", [False, True])
def test_a_quiz_that_goes_on_says_it_once_and_no_more_when_it_is_mended(
    server: Server, topic: Path, browser: Browser, dark: bool, phone: bool
) -> None:
    good = topic.read_text(encoding="utf-8")
    with tab(browser, phone=phone, dark=dark) as page:
        page.goto(server.address + QUIZ)
        told = page.get_by_role("status").get_by_text("last good state")
        expect(told).to_have_count(0)
        topic.write_text(good + BROKEN, encoding="utf-8")
        page.locator(".buttons button").first.click()
        card(page, "Answer")
        expect(told).to_have_count(1)
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= (360 if phone else 1280)
        page.evaluate("document.querySelector('#unread p').dataset.stays = ''")
        page.keyboard.press("3")
        card(page, "Question")
        expect(page.locator("#unread p[data-stays]")).to_have_count(1)
        expect(told).to_have_count(1)
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_text("Taken back.")).to_be_visible()
        expect(told).to_have_count(1)
        topic.write_text(good, encoding="utf-8")
        page.keyboard.press("3")
        card(page, "Question")
        expect(told).to_have_count(0)
        accessible(page)
