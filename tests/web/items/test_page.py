"""The page of an item analysis, in Debian's Chromium: light, dark, printed, and alone."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from ipt_cards.items.analysis import Analysis, analyse
from ipt_cards.study.items.answer_table import LearnerScore
from ipt_cards.web.items.page import page
from tests.items.making import counts_of
from tests.items.simulation import Fault, simulated
from tests.web.browser import chromium, tab

HOSTILE = "<script>document.title='taken'</script><img src=x onerror=alert(1)>\u202e{{ 7 * 7 }}"
LEARNERS = [LearnerScore("Marie Curie", 1, 7.5, 20), LearnerScore(HOSTILE, 2, 20, 40)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def analysis(**changes: object) -> Analysis:
    made = simulated(np.random.default_rng(1), 300, 20, list(Fault))
    questions = [replace(each, **changes) for each in made.questions]  # type: ignore[arg-type]
    return analyse(counts_of(made.scores, made.chosen, questions))


@pytest.mark.parametrize("dark", [False, True])
def test_it_says_what_to_look_at_and_is_accessible(
    tmp_path: Path, browser: Browser, dark: bool
) -> None:
    written = tmp_path / "items.html"
    written.write_bytes(page(analysis(), LEARNERS, ["A notice."], {0: "deck/topic.yaml:3"}))
    with tab(browser, dark=dark) as shown:
        asked: list[str] = []
        shown.on("request", lambda request: asked.append(request.url))
        shown.goto(written.as_uri())
        assert asked == [written.as_uri()]
        flagged = shown.get_by_role("listitem")
        expect(flagged).to_have_count(3)
        expect(flagged.first).to_contain_text("perhaps mis-keyed")
        expect(flagged.first).to_contain_text("deck/topic.yaml:3")
        flagged.first.get_by_role("link").click()
        expect(shown.get_by_role("heading", name="q0")).to_be_in_viewport()
        expect(shown.get_by_role("img", name=re.compile("Questions by difficulty"))).to_be_visible()
        expect(shown.get_by_text("Marie Curie")).to_be_visible()
        paper = shown.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == ("rgb(27, 28, 31)" if dark else "rgb(251, 250, 248)")
        found = Axe().run(shown)
        assert found.violations_count == 0, found.generate_report()


def test_it_fits_a_phone(tmp_path: Path, browser: Browser) -> None:
    written = tmp_path / "items.html"
    written.write_bytes(page(analysis(), LEARNERS, [], {}))
    with tab(browser, phone=True) as shown:
        shown.goto(written.as_uri())
        assert shown.evaluate("document.documentElement.scrollWidth") <= 360


def test_it_prints_on_white_paper_with_no_question_torn(tmp_path: Path, browser: Browser) -> None:
    written = tmp_path / "items.html"
    written.write_bytes(page(analysis(), LEARNERS, [], {}))
    with tab(browser, dark=True) as shown:
        shown.goto(written.as_uri())
        shown.emulate_media(media="print", color_scheme="dark")
        assert (
            shown.evaluate("getComputedStyle(document.body).backgroundColor")
            == "rgb(255, 255, 255)"
        )
        inside = shown.evaluate("getComputedStyle(document.querySelector('.item')).breakInside")
        assert inside == "avoid"
        printed = shown.pdf(prefer_css_page_size=True)
        assert printed.startswith(b"%PDF")
        assert 3 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 12


def test_whatever_questions_and_learners_are_called_it_stays_text(
    tmp_path: Path, browser: Browser
) -> None:
    hostile = analysis(name=HOSTILE, asked=HOSTILE, options=(HOSTILE, "B", "C" * 3000, "D\0"))
    written = tmp_path / "items.html"
    written.write_bytes(page(hostile, LEARNERS, [HOSTILE], {0: HOSTILE}))
    with tab(browser) as shown:
        shown.goto(written.as_uri())
        expect(shown).to_have_title("Item analysis")
        assert shown.locator("img, script").count() == 0
        expect(shown.get_by_text("<script>document.title").first).to_be_visible()
        assert shown.evaluate("document.documentElement.scrollWidth") <= 1280


def test_the_same_analysis_is_the_same_bytes() -> None:
    assert page(analysis(), LEARNERS, [], {}) == page(analysis(), LEARNERS, [], {})


def test_a_class_of_one_has_a_page(tmp_path: Path) -> None:
    alone = analyse(counts_of(np.array([[1.0, 0.0, 1.0]])))
    written = page(alone, [], [], {}).decode()
    assert "not to be told from one sitting" in written
    assert not re.search(r"\b(nan|inf)\b", written, re.IGNORECASE)
