"""Pages as an app: only where browsers let them be one, and then open without the server."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from ipt_cards.web.sharing.addresses import network_addresses
from tests.web.browser import accessible, card, tab
from tests.web.offline.test_offline_in_a_browser import FAILED, answer, open_quiz, plain, state
from tests.web.server import Server, Visitor, serving
from tests.web.sharing.test_certificate import trusted, written

QUIZ = "/decks/small/quiz"
FILES = ("/worker.js", "/manifest.webmanifest")


def test_over_http_from_elsewhere_there_is_no_app(tmp_path: Path) -> None:
    addresses = network_addresses()
    if not addresses:
        pytest.skip("this machine has no address but its own")
    with serving(tmp_path, plain(tmp_path), "--port", "0", "--share") as server:
        code = server.told(r"Code: (\d{4} \d{4}) ")
        phone = Visitor(server, f"http://{addresses[0]}:{server.port}")
        phone.post("/pair", [("code", code)])
        for path in FILES:
            phone.get(path)
            assert phone.status == 404
            Visitor(server).get(path)
        own = Visitor(server)
        own.get("/worker.js")
        assert own.status == 200


def test_over_https_there_is_one(tmp_path: Path) -> None:
    file, key = written(tmp_path, "localhost")
    pem = ("--certificate", file, "--key", key)
    with serving(tmp_path, plain(tmp_path), "--port", "0", *pem) as server:
        visitor = Visitor(server, trusted=trusted())
        manifest = json.loads(visitor.get("/manifest.webmanifest"))
        assert visitor.headers["content-type"] == "application/manifest+json"
        assert manifest["start_url"] == "/"
        for address in (manifest["icons"][0]["src"], "/worker.js", "/offline"):
            visitor.get(address)
            assert visitor.status == 200
        assert "small" not in visitor.page.lower()


def test_an_app_opens_without_the_server(tmp_path: Path, browser: Browser) -> None:
    folder = plain(tmp_path)
    server = Server(tmp_path, folder, "--port", "0")
    with tab(browser, phone=True, installed=True, expected=FAILED) as page:
        open_quiz(page, server.address)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        answer(page, "Easy")
        server.kill()
        page.goto(server.address + "/")
        expect(page.get_by_role("heading", name="Without the server")).to_be_visible()
        accessible(page)
        page.get_by_role("button", name="Small").tap()
        expect(page.locator(".question")).to_have_text("Question 1?")
        answer(page, "Good")
        state(page, "Offline, 1 answer waiting")
        accessible(page)
        page.goto(server.address + QUIZ)
        expect(page.locator(".question")).to_have_text("Question 2?")
        page.keyboard.press("u")
        card(page, "Answer")
        expect(page.locator(".question")).to_have_text("Question 1?")
        page.keyboard.press("2")
        expect(page.locator(".question")).to_have_text("Question 2?")
        with serving(tmp_path, folder, "--port", str(server.port)) as again:
            page.evaluate("dispatchEvent(new Event('online'))")
            expect(page.get_by_role("link", name="Quiz")).to_be_visible()
            expect(page.locator(".question")).to_have_text("Question 2?")
            assert [int(review.grade) for review in again.reviews()] == [5, 3]


def test_an_app_without_cards_says_so(tmp_path: Path, browser: Browser) -> None:
    server = Server(tmp_path, plain(tmp_path), "--port", "0")
    with tab(browser, installed=True, expected=FAILED) as page:
        page.goto(server.address + "/")
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        server.kill()
        page.goto(server.address + QUIZ)
        expect(page.get_by_text("no cards are on this device yet")).to_be_visible()


def test_chromium_finds_nothing_that_keeps_it_from_being_installed(
    tmp_path: Path, browser: Browser
) -> None:
    with (
        serving(tmp_path, plain(tmp_path), "--port", "0") as server,
        tab(browser, installed=True) as page,
    ):
        page.goto(server.address + "/")
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        session = page.context.new_cdp_session(page)
        found = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
        errors = {error["errorId"] for error in found}
        assert errors <= {"in-incognito"}  # as the windows of tests are
