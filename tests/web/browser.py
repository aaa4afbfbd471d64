"""Debian's Chromium, driven as a person's hand would."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.anki.reviewer import browser

if browser() is None:
    pytest.skip("neither chromium nor google-chrome is on the PATH", allow_module_level=True)

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

PHONE = {"width": 360, "height": 640}
DESKTOP = {"width": 1280, "height": 800}


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("google-chrome")
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
def tab(
    browser: Browser, *, phone: bool = False, dark: bool = False, expected: tuple[str, ...] = ()
) -> Iterator[Page]:
    """A page in a window of its own; what it complains of, but for what is expected, fails."""
    context: BrowserContext = browser.new_context(
        viewport=PHONE if phone else DESKTOP,  # type: ignore[arg-type] # a TypedDict
        has_touch=phone,
        color_scheme="dark" if dark else "light",
    )
    context.set_default_timeout(20_000)
    complaints: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def heard(said: ConsoleMessage) -> None:
        is_expected = any(text in said.text for text in expected)
        if said.type in ("error", "warning") and not is_expected:
            complaints.append(said.text)

    page.on("console", heard)
    try:
        yield page
        assert not complaints, "\n".join(complaints)
    finally:
        context.close()
