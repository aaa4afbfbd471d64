"""The preview: what Anki makes of the templates, and pages that follow the files."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from ipt_cards.anki.fields import field_values, note_type_of
from ipt_cards.anki.note_types import Field
from ipt_cards.deck.card import cards_of
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.note import (
    BasicNote,
    ClozeNote,
    Note,
    OcclusionNote,
)
from ipt_cards.deck.occlusion import Box, Caption, Hiding, Mask, Point, Polygon
from ipt_cards.web.preview.previewed_deck import PreviewedDeck
from tests.anki.reviewer import render
from tests.hostile.deck import write_hostile_deck
from tests.web.browser import tab
from tests.web.every_kind import EVERY_KIND, write_every_kind
from tests.web.server import Server, Visitor, serving, write_deck
from tests.web.test_pages import words

MORE: tuple[Note, ...] = (
    BasicNote(id="plain", front="a < b & **c**", back="| x |\n|--:|\n| 1 |"),
    ClozeNote(id="nested", text="{{c1::outer {{c2::inner::hint}} text}} and {{c1::more}}"),
    OcclusionNote(
        id="heart-one",
        image="heart.svg",
        hide=Hiding.ONE,
        extra="More.",
        masks=(
            Mask(1, Box(10, 20, 30, 20, angle=30), label="A & **b**"),
            Mask(1, Polygon((Point(1, 1), Point(20, 1), Point(1, 20)))),
            Mask(3, Box(55, 20, 30, 20), colour="#aabbcc"),
        ),
        captions=(Caption("A caption", 5, 5, 10),),
    ),
)
COMPARED = (*(note for note in EVERY_KIND if note.id != "rich"), *MORE)
"""All but formulas, which are MathML here and MathJax's there."""


def comparable(side: str) -> str:
    """A side without what only Anki adds or fills in later, and what it draws by a script."""
    side = re.sub(
        r'<div id="image-occlusion-container".*?</script>', "PICTURE", side, flags=re.DOTALL
    )
    side = re.sub(r'<div class="picture">.*?</div>\n', "PICTURE", side, flags=re.DOTALL)
    side = re.sub(r'(<div class="cloze[^>]* data-ordinal="\d+")[^>]*>', r"\1>", side)
    side = re.sub(r"<style>.*?</style>", "", side, flags=re.DOTALL)
    side = re.sub(r' data-cloze="[^"]*"', "", side)
    side = re.sub(r"\[\[type:[^\]]*\]\]", "TYPED", side)
    side = re.sub(r'<input type="text" id="typeans"[^>]*>', "TYPED", side)
    return re.sub(r"<code id=typeans>.*?</code>", "TYPED", side, flags=re.DOTALL)


@pytest.mark.parametrize("note", COMPARED, ids=lambda note: note.id)
def test_a_card_is_what_anki_makes_of_its_templates(note: Note, tmp_path: Path) -> None:
    deck = PreviewedDeck(write_every_kind(tmp_path / "small", *COMPARED))
    deck.read()
    topic, read = deck.note(note.id)
    values = field_values(read, topic, deck.deck, str)
    kind = note_type_of(read)
    anki = render(kind, dict(zip(kind.fields, values, strict=True)))
    cards = cards_of(read)
    assert len(anki) == len(cards)
    for card, theirs in zip(cards, anki, strict=True):
        ours = deck.sides(card)
        assert comparable(ours.front) == comparable(theirs.front)
        assert comparable(ours.back) == comparable(theirs.back)


def test_formulas_are_mathml_and_sounds_can_be_played(tmp_path: Path) -> None:
    note = ClozeNote(id="energy", text="$E = {{c1::m < c^2}}$ ![](ab.mp3)")
    deck = Deck(id="small", name="Small", topics=(Topic("all", "All", (note,)),))
    folder = write_deck(tmp_path / "small", deck)
    (folder / "ab.mp3").write_bytes(b"ID3")
    previewed = PreviewedDeck(folder)
    previewed.read()
    [card] = previewed.cards("energy")
    shown = previewed.sides(card)
    assert "<math" in shown.front
    assert "[...]" in unescape(re.sub(r"<[^>]*>", "", shown.front))
    assert "<mo>&lt;</mo>" in shown.back
    assert "<audio" in shown.back
    assert 'src="/decks/small/media/a' in shown.back


def test_masks_are_on_the_picture_and_lifted_behind_it(tmp_path: Path) -> None:
    masks = (Mask(1, Box(10, 10, 20, 20), label="Left"), Mask(2, Box(60, 10, 20, 20)))
    note = OcclusionNote(id="map", image="map.gif", masks=masks)
    deck = Deck(id="small", name="Small", topics=(Topic("all", "All", (note,)),))
    folder = write_deck(tmp_path / "small", deck)
    (folder / "map.gif").write_bytes(b"GIF89a")
    previewed = PreviewedDeck(folder)
    previewed.read()
    card, _ = previewed.cards("map")
    shown = previewed.sides(card)
    assert 'class="asked"' in shown.front
    assert 'class="lifted"' in shown.back
    assert "anki.imageOcclusion" not in shown.front + shown.back
    assert Field.LABELS in note_type_of(note).fields


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    folder = write_every_kind(tmp_path / "small", *COMPARED)
    with serving(tmp_path, folder, "--port", "0", command="preview") as started:
        yield started


def test_problems_stand_beside_their_note(server: Server) -> None:
    file = server.home / "small" / "basics.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("id: plain", "id: order"), encoding="utf-8")
    with serving(server.home, "small", "--port", "0", command="preview") as again:
        visitor = Visitor(again)
        said = words(visitor.get("/?problems=1"))
        assert "the id `order` stands already" in said
        assert "the id `order` stands already" in words(visitor.get("/"))


def test_one_note_and_one_problem_are_counted_in_words(tmp_path: Path) -> None:
    folder = write_every_kind(tmp_path / "small", BasicNote(id="one", front="One?", back="Yes"))
    with serving(tmp_path, folder, "--port", "0", command="preview") as started:
        assert "1 note, 1 problem." in words(Visitor(started).get("/"))


def test_what_is_not_there_is_told_and_strangers_are_refused(server: Server) -> None:
    visitor = Visitor(server)
    for path in (
        "/notes/nothing",
        "/frames/nothing",
        "/style/other.css",
        "/decks/small/media/x.png",
    ):
        visitor.get(path)
        assert visitor.status == 404
    visitor.get("/", host="evil.example")
    assert visitor.status == 403


def test_a_page_follows_the_files(server: Server, browser: Browser) -> None:
    file = server.home / "small" / "basics.yaml"
    with tab(browser, expected=("404", "htmx:")) as page:
        page.goto(f"{server.address}/notes/plain")
        side = page.frame_locator("iframe").first.locator(".question")
        expect(side).to_have_text("a < b & c")
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("a < b", "Another a"), encoding="utf-8")
        expect(side).to_have_text("Another a & c")
        file.write_text("topic: [", encoding="utf-8")
        expect(page.get_by_text("has an error")).to_be_visible()
        file.write_text(text, encoding="utf-8")
        expect(side).to_have_text("a < b & c")


def test_the_scripts_of_the_templates_run_and_nothing_of_a_hostile_deck(
    tmp_path: Path, browser: Browser
) -> None:
    folder = write_hostile_deck(tmp_path / "hostile")
    refused = ("Content Security Policy", "404")
    with (
        serving(tmp_path, folder, "--port", "0", command="preview") as server,
        tab(browser, expected=refused) as page,
    ):
        for card in ("basic/forward", "typed/reverse", "cloze/c1", "choice"):
            for side in ("", "?back=1"):
                page.goto(f"{server.address}/frames/{card}{side}")
                expect(page.locator("#qa")).to_be_visible()
                assert "ran" not in page.title()
        page.goto(f"{server.address}/notes/choice")
        expect(page.frame_locator("iframe").first.locator(".choice")).to_be_visible()
        page.goto(f"{server.address}/frames/choice")
        option = page.locator(".option").first
        option.click()
        expect(option).to_have_attribute("aria-pressed", "true")


def test_of_a_picture_the_labels_of_what_was_asked_are_shown(
    server: Server, browser: Browser
) -> None:
    with tab(browser, expected=("404",)) as page:
        page.goto(f"{server.address}/frames/heart/c2?back=1")
        expect(page.get_by_text("Left atrium")).to_be_visible()
        expect(page.get_by_text("Right atrium")).to_be_hidden()
