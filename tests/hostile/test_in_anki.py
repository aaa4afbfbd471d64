"""In Anki and on paper nothing of a stranger's runs: the pages are loaded by a real browser."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from ipt_cards.anki.packaging.build import build
from ipt_cards.deck.reading.folder import load_deck
from ipt_cards.exam.mock.paper import draw
from ipt_cards.exam.mock.printed_paper import Sheet, printed_paper
from ipt_cards.forecast.exam_card import exam_cards
from tests.anki.real_anki import cards, fresh_collection, import_package
from tests.anki.reviewer import dump, framed, page
from tests.browsers import needs_chromium
from tests.hostile.deck import write_hostile_deck

RAN = "<title>ran</title>"
OUR_SCRIPT = re.compile(
    r"<script>\s*// (?:Shuffles a choice card|What a card's front leaves).*?</script>", re.DOTALL
)


class Harm(HTMLParser):
    """What could run or load in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "iframe", "object", "embed", "svg", "base", "meta", "link"}:
            self.found.append(tag)
        for name, value in attrs:
            address = re.sub(r"\s", "", value or "").lower()
            if name.startswith("on") or address.startswith(("javascript:", "vbscript:", "file:")):
                self.found.append(f"{tag} {name}={value}")
            if address.startswith("data:") and tag != "img":
                self.found.append(f"{tag} {name}={value}")


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Both sides of every card as Anki hands them to its web view."""
    folder = write_hostile_deck(tmp_path_factory.mktemp("hostile") / "deck")
    package = folder.parent / "hostile.apkg"
    build(load_deck(folder), folder, package, 1_700_000_000)
    with fresh_collection() as collection:
        import_package(collection, package)
        found = cards(collection)
        assert len(found) == 5
        assert all(not card.render_output().question_av_tags for card in found)
        return [side for card in found for side in (card.question(), card.answer())]


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> str:
    deck = load_deck(write_hostile_deck(tmp_path_factory.mktemp("paper") / "deck"))
    drawn = draw(exam_cards(deck), deck.weights, 4, 1)
    return printed_paper(Sheet(deck, drawn, 5, 50, str), key=True).decode()


def test_anki_s_sides_hold_nothing_that_could_run(sides: list[str]) -> None:
    for side in sides:
        ours = OUR_SCRIPT.sub("", re.sub(r"<style>.*?</style>", "", side, flags=re.DOTALL))
        assert "touch ran" in unescape(side) or "ran" in unescape(side)
        assert Harm(ours).found == []


def test_no_field_is_filled_in_and_no_latex_is_run(sides: list[str]) -> None:
    assert all(
        "{{Front}} {{#Back}}" in re.sub(r"<[^>]*>", "", unescape(side)) for side in sides[:2]
    )
    assert all("[latex]" not in side for side in sides)


@needs_chromium
def test_in_anki_s_page_nothing_runs(sides: list[str]) -> None:
    frames = "".join(framed(page(side, head="<title>still</title>")) for side in sides)
    shown = dump(
        f"<!doctype html><title>still</title>{frames}<script>onload = () => {{"
        "document.body.dataset.titles = Array.from(frames, (each) => each.document.title).join()"
        "}</script>"
    )
    assert "<title>still</title>" in shown
    assert re.search(r'data-titles="([^"]*)"', shown)[1] == ",".join(["still"] * 10)  # type: ignore[index] # it's there


@needs_chromium
def test_on_a_printed_paper_nothing_runs_and_its_policy_lets_nothing_load(paper: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', paper)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    assert "script" not in policy[1]
    assert Harm(paper.split("<body>")[1]).found == []
    # Even a script that got into the page would not run.
    broken_in = paper.replace("</body>", "<script>document.title = 'ran'</script></body>")
    for html in (paper, broken_in):
        assert RAN not in dump(html)
