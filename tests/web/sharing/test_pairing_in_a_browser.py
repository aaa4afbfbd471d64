"""A phone is paired by the address that it scanned, and shown what became of it when forgotten."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from ipt_cards.web.sharing.devices import paired_devices
from tests.web.browser import accessible, card, tab
from tests.web.sharing.test_certificate import written
from tests.web.sharing.test_pairing import NETWORK, sharing

QUIZ = "/decks/small/quiz?topic=basics"


@pytest.mark.parametrize("dark", [False, True])
def test_a_phone_is_paired_and_forgotten(
    tmp_path: Path, browser: Browser, dark: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals = ("401", "403", "htmx:", "Cross-Origin-Opener-Policy")  # which HTTP hasn't
    with (
        sharing(tmp_path) as (server, code),
        tab(browser, phone=True, dark=dark, expected=refusals) as page,
    ):
        shared = f"http://{NETWORK}:{server.port}"
        page.goto(f"{shared}{QUIZ}")
        expect(page.get_by_role("heading", name="Pair this device")).to_be_visible()
        accessible(page)
        page.get_by_label("Code").fill("1")
        page.get_by_role("button", name="Pair").tap()
        expect(page.get_by_role("alert")).to_contain_text("isn't the code")
        accessible(page)
        page.goto(f"{shared}/pair?code={code.replace(' ', '')}")
        expect(page.get_by_label("Code")).to_have_value(code.replace(" ", ""))
        page.get_by_role("button", name="Pair").tap()
        expect(page.get_by_role("heading", name="Today")).to_be_visible()
        page.goto(f"{shared}{QUIZ}")
        page.get_by_role("button", name="Show answer").tap()
        card(page, "Answer")
        monkeypatch.setenv("IPT_CARDS_STATE", str(tmp_path / ".kept" / "state"))
        assert paired_devices(tmp_path / ".kept" / "progress.db").forget() == 1
        page.get_by_role("button", name="Good").tap()
        expect(page.get_by_role("heading", name="Pair this device")).to_be_visible()
        assert server.entries() == []


def test_a_phone_is_paired_over_https(tmp_path: Path, browser: Browser) -> None:
    file, key = written(tmp_path, NETWORK)
    with sharing(tmp_path, "--certificate", file, "--key", key) as (server, code):
        context = browser.new_context(ignore_https_errors=True)
        page = context.new_page()
        page.goto(f"https://{NETWORK}:{server.port}/pair?code={code.replace(' ', '')}")
        page.get_by_role("button", name="Pair").click()
        expect(page.get_by_role("heading", name="Today")).to_be_visible()
        [cookie] = context.cookies()
        assert cookie["secure"]
        assert cookie["httpOnly"]
        assert cookie["sameSite"] == "Strict"
        context.close()
