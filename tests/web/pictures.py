"""Make the README's picture of the pages: `python -m tests.web.pictures`, from the repository root.

The quiz on a phone, light, and the statistics on a computer, dark, of a learner of 120 days. Needs
Chromium, and a system font that pleases.
"""

import base64
import random
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser

from ipt_cards import load_deck
from ipt_cards.progress.entries import Origin, Review, dated
from ipt_cards.progress.entry_id import entry_id
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.grade import Grade
from tests.progress.making import BERLIN
from tests.web.browser import chromium
from tests.web.server import Server, serving

TARGET = Path(".github/web.png")
HEIGHT = 640
QUIZ = "/decks/ipt/quiz?topic=evidence"
SHEET = """<!doctype html><html><body style="margin:0;display:flex;gap:16px;width:max-content">
<img src="data:image/png;base64,{}" height="640" style="border-radius:14px;border:1px solid #8885">
<img src="data:image/png;base64,{}" height="640" style="border-radius:14px;border:1px solid #8885">
</body></html>"""


def answers() -> Iterator[Review]:
    """Answer the deck as a learner would who skips a day now and then."""
    rng = random.Random(4)  # noqa: S311 - the same picture each time
    due = {card: rng.randrange(5, 120) for card in list(load_deck("ipt").card_keys())[:140]}
    number = 0
    for ago in range(120, 0, -1):
        if rng.random() < 0.15:
            continue
        for card in [card for card in due if due[card] >= ago][:25]:
            grade = rng.choice([Grade.GOOD] * 7 + [Grade.AGAIN, Grade.HARD, Grade.EASY])
            at = datetime.now(UTC) - timedelta(days=ago) + timedelta(seconds=number)
            identifier = entry_id(int(at.timestamp() * 1000), number.to_bytes(10, "big"))
            yield dated(Review(identifier, card, grade, 6000, Origin.QUIZ), BERLIN)
            due[card] = ago - (1 if grade < Grade.HARD else rng.randrange(3, 25))
            number += 1


def shot(browser: Browser, server: Server, path: str, *, width: int, dark: bool) -> bytes:
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT},
        color_scheme="dark" if dark else "light",
        device_scale_factor=2,
    )
    page = context.new_page()
    page.goto(server.address + path)
    while path == QUIZ and not page.get_by_role("radio").count():
        page.get_by_role("button", name="Bury").click()
        page.wait_for_load_state("networkidle")
    if path == QUIZ:
        page.locator(".option").nth(1).click()
        page.get_by_role("region", name="Answer").wait_for()
    taken = page.screenshot()
    context.close()
    return taken


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / ".kept").mkdir()
        with ReviewLog.open(home / ".kept" / "progress.db", BERLIN) as log:
            log.append(*answers())
        with serving(home, "--port", "0") as server, chromium() as browser:
            shots = [
                shot(browser, server, QUIZ, width=360, dark=False),
                shot(browser, server, "/decks/ipt/statistics", width=860, dark=True),
            ]
            page = browser.new_page(device_scale_factor=2)
            page.set_content(SHEET.format(*(base64.b64encode(each).decode() for each in shots)))
            page.locator("body").screenshot(path=TARGET, omit_background=True)


if __name__ == "__main__":
    main()
