"""Cards for print: a strip a card, on a page that loads and runs nothing."""

import re
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from PIL import Image

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.note import (
    BasicNote,
    ChoiceNote,
    ClozeNote,
    Distractor,
    MatchingNote,
    Note,
    OcclusionNote,
    OrderingNote,
    Pair,
)
from ipt_cards.deck.occlusion import Box, Mask
from ipt_cards.formats.sheet import printed_cards, study_sheet
from ipt_cards.formats.sheet.printed_cards import write
from tests.formats.banks.round_trip import NOTHING
from tests.strategies import HOSTILE_TEXT, decks


def page(*notes: Note, media: MediaFolder = NOTHING) -> str:
    deck = Deck(id="d", name="Deck", topics=(Topic("t", "Topic", notes),))
    [content] = write(deck, media).files.values()
    return content.decode()


def sides(*notes: Note) -> list[str]:
    """The text of each side of each card, without its topic."""
    shown = page(*notes).partition("<body>")[2]
    found = re.findall(
        r'<p class="topic">Topic</p>\n(.*?)\n</div>\n(?=<div class="side">|</sec)', shown, re.DOTALL
    )
    return [" ".join(re.sub(r"<[^>]*>", " ", side).split()) for side in found]


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += attrs


def test_each_card_is_a_strip_of_a_question_and_its_answer() -> None:
    assert sides(
        BasicNote(id="a", front="IPT", back="Therapy", reversed=True, extra="So."),
        ClozeNote(id="b", text="{{c1::One}} and {{c2::two::a number}}."),
        OrderingNote(id="c", question="Order.", steps=("x", "y")),
    ) == [
        "IPT",
        "Therapy So.",
        "Therapy",
        "IPT So.",
        "&nbsp; and two.",
        "One and two.",
        "One and &nbsp; (a number) .",
        "One and two .",
        "Order. y x",
        "x y",
    ]


def test_a_choice_shows_its_options_in_front_and_the_letters_behind() -> None:
    note = ChoiceNote(
        id="a", question="2 + 2?", answers=("four",), distractors=(Distractor("five", "One over."),)
    )
    front, back = sides(note)
    place = front.split().index("four") - front.split().index("2?") - 1
    assert back.startswith(f"{'AB'[place]} four")
    assert "✗ One over." in back


def test_pairs_are_told_by_their_letters() -> None:
    front, back = sides(MatchingNote(id="a", question="Q.", pairs=(Pair("l", "1"), Pair("m", "2"))))
    assert sorted(front.split()) == ["1", "2", "Q.", "l", "m"]
    assert back == "B 1 A 2"


def test_pictures_stand_in_the_page_itself(tmp_path: Path) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "map.png")
    mask = Mask(1, Box(1, 1, 10, 10), "Here")
    shown = page(
        BasicNote(id="a", front="![a map](map.png)", back="x"),
        OcclusionNote(id="b", image="map.png", masks=(mask,)),
        media=MediaFolder(tmp_path),
    )
    assert shown.count('src="data:image/png;base64,') == 2
    assert "Here" in shown


@given(text=HOSTILE_TEXT)
def test_nothing_in_a_deck_runs_or_loads(text: str) -> None:
    note = BasicNote(id="a", front=text, back=text)
    deck = Deck(id="d", name=text, topics=(Topic("t", text, (note,)),))
    [content] = write(deck, NOTHING).files.values()
    elements = _Elements()
    elements.feed(content.decode())
    assert not {"script", "iframe", "object", "link", "form"} & set(elements.names)
    assert not any(name.startswith("on") or name == "style" for name, _ in elements.attributes)
    assert "default-src 'none'" in content.decode()


@given(deck=decks())
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_any_deck_makes_the_same_page_with_all_its_cards(deck: Deck) -> None:
    [content] = write(deck, NOTHING).files.values()
    assert write(deck, NOTHING).files[f"{deck.id}.cards.html"] == content
    assert content.decode().count('<section class="card">') == len(list(deck.cards()))


def test_what_isnt_on_paper_is_listed(tmp_path: Path) -> None:
    (tmp_path / "say.mp3").write_bytes(b"ID3")
    note = BasicNote(
        id="a",
        front="![hear](say.mp3)",
        back="x",
        tags=("t",),
        sources=("intro",),
        facts=("one",),
        after=("b",),
    )
    deck = Deck("d", "D", topics=(Topic("t", "T", (note, BasicNote(id="b", front="?", back="!"))),))
    around = {
        "which sections and citations a note rests on",
        "what a note comes after",
        "which facts a note asks for",
        "tags",
        "sounds and videos",
    }
    for module in (printed_cards, study_sheet):
        losses = module.write(deck, MediaFolder(tmp_path)).losses
        assert {(loss.note and loss.note.id, loss.what) for loss in losses} == {
            ("a", what) for what in around
        }
