"""Debian's Chromium and Firefox, driven as a person's hand would."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.browsers import NO_CHROMIUM, NO_FIREFOX, chromium_program, firefox_program

PHONE: ViewportSize = {"width": 360, "height": 640}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium; a test that asks for it is skipped where there is none."""
    program = chromium_program()
    if program is None:
        pytest.skip(NO_CHROMIUM)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=program,
            args=[
                "--no-sandbox",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def firefox() -> Iterator[Browser]:
    """Firefox as Mozilla makes it; a test that asks for it is skipped where there is none."""
    program = firefox_program()
    if program is None:
        pytest.skip(NO_FIREFOX)
    with sync_playwright() as playwright:
        opened = playwright.firefox.launch(executable_path=program, channel="moz-firefox")
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def tab(
    browser: Browser,
    *,
    phone: bool = False,
    dark: bool = False,
    expected: tuple[str, ...] = (),
    installed: bool = False,
) -> Iterator[Page]:
    """A page in a window of its own; what it complains of, but for what is expected, fails.

    installed: whether it may keep what it needs to open without the server.
    """
    context: BrowserContext = browser.new_context(
        viewport=PHONE if phone else DESKTOP,
        has_touch=phone,
        color_scheme="dark" if dark else "light",
        service_workers="allow" if installed else "block",
        ignore_https_errors=installed,
    )
    context.set_default_timeout(20_000)
    complaints: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def heard(said: ConsoleMessage) -> None:
        is_expected = any(text in said.text for text in (*expected, "blocked by Playwright"))
        if said.type in ("error", "warning") and not is_expected:
            complaints.append(said.text)

    page.on("console", heard)
    try:
        yield page
        assert not complaints, "\n".join(complaints)
    finally:
        context.close()


def accessible(page: Page) -> None:
    """axe-core finds nothing to complain of."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def card(page: Page, name: str) -> None:
    """The page comes to show this of a card: its question, its answer, or the summary."""
    expect(page.get_by_role("region", name=name, exact=True)).to_be_visible()
