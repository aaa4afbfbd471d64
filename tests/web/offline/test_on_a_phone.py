"""A paired phone goes on without the network over plain HTTP, and is itself again when paired anew."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ipt_cards.web.sharing.addresses import network_addresses
from tests.cli.command import ipt_cards
from tests.web.browser import tab
from tests.web.offline.test_offline_in_a_browser import (
    FAILED,
    answer,
    open_quiz,
    plain,
    state,
)
from tests.web.server import Server, serving

QUIZ = "/decks/small/quiz"
HTTP = ("401", "Cross-Origin-Opener-Policy")  # which plain HTTP hasn't
NETWORK = next(iter(network_addresses()), "")


@pytest.mark.skipif(not NETWORK, reason="this machine has no address but its own")
def test_what_a_phone_answered_waits_until_it_is_paired_again(
    tmp_path: Path, browser: Browser
) -> None:
    with (
        serving(tmp_path, plain(tmp_path), "--port", "0", "--share") as server,
        tab(browser, phone=True, expected=(*FAILED, *HTTP)) as page,
    ):
        shared = f"http://{NETWORK}:{server.port}"
        pair(page, shared, server.told(r"Code: (\d{4} \d{4}) "))
        open_quiz(page, shared)
        page.context.set_offline(True)
        answer(page, "Good")
        answer(page, "Again")
        assert ipt_cards("web", "--forget", cwd=tmp_path).returncode == 0
        page.context.set_offline(False)
        expect(page.get_by_role("heading", name="Pair this device")).to_be_visible()
        assert server.reviews() == []
        with page.expect_response("**/quiz/answers"):
            pair(page, shared, server.told(r"Code: (\d{4} \d{4}) "))
        state(page, "")
        assert [int(review.grade) for review in server.reviews()] == [4, 1]
        page.goto(shared + QUIZ)
        expect(page.locator(".question")).to_have_text("Question 2?")


def pair(page: Page, shared: str, code: str) -> None:
    page.goto(f"{shared}/pair?code={code.replace(' ', '')}")
    page.get_by_role("button", name="Pair").tap()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()


def test_answers_to_a_deck_that_isnt_open_wait(tmp_path: Path, browser: Browser) -> None:
    folder = plain(tmp_path)
    server = Server(tmp_path, folder, "--port", "0")
    port = str(server.port)
    with tab(browser, expected=FAILED) as page:
        open_quiz(page, server.address)
        server.interrupt()
        answer(page, "Good")
        page.goto("about:blank")
        with serving(tmp_path, "--port", port) as other:
            page.goto(other.address)
            state(page, "1 answer waiting for the server: its deck isn't open there")
            assert other.reviews() == []
        with serving(tmp_path, folder, "--port", port) as again:
            with page.expect_response("**/quiz/answers"):
                page.reload()
            state(page, "")
            assert len(again.reviews()) == 1
