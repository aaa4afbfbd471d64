import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.note import BasicNote, ChoiceNote, ClozeNote, Distractor, Note
from ipt_cards.deck.text import first_control_character, normal_text
from ipt_cards.exam.card_html import card_html
from ipt_cards.exam.deck_cards import exam_cards
from ipt_cards.exam.paper import draw
from ipt_cards.exam.printed_paper import Sheet, printed_paper
from tests.exam.making import DECK

HOSTILE = '</style><script>alert("1")</script><img src=x onerror=alert(1)>&amp;'


def no_image(path: str) -> str:
    raise AssertionError(path)


def page(deck: Deck = DECK, *, seed: int = 7, questions: int = 6, key: bool = True) -> str:
    paper = draw(exam_cards(deck), dict(deck.blueprint.weights), questions, seed)  # type: ignore[union-attr] # these have one
    return printed_paper(Sheet(deck, paper, 10, 60, lambda p: f"data:{p}"), key=key).decode()


def deck_of(*notes: Note) -> Deck:
    return replace(DECK, topics=(Topic("basics", "The basics", notes),))


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_same_seed_gives_the_same_bytes_and_another_other_ones() -> None:
    assert page() == page()
    assert page() != page(seed=8)


def test_the_page_is_this_one_to_the_byte_on_any_machine(tmp_path: Path) -> None:
    kept, made = Path(__file__).with_name("paper-seed-7.html"), tmp_path / "paper.html"
    made.write_bytes(page().encode())
    is_same = made.read_bytes() == kept.read_bytes()
    assert is_same, f"Look at {made}, and where all of it is meant, put it in place of {kept}."


def test_the_paper_numbers_its_questions_and_tells_the_points_by_topic() -> None:
    shown = page(key=False)
    assert re.findall(r'class="number">(\d+)<', shown) == ["1", "2", "3", "4", "5", "6"]
    points = re.findall(r"<tr><th>([^<]*)</th><td>(\d+)</td>", shown)
    assert points == [("The basics", "3"), ("Methods", "3"), ("All", "6")]
    assert "6 questions · 10 minutes · 4 of 6 points to pass" in shown


def test_without_the_key_no_answer_is_on_the_paper() -> None:
    shown = page(key=False)
    assert 'class="key"' not in shown
    for told in ("To practise", "Interpersonal Psychotherapy", "That is IPT."):
        assert told not in shown
        assert told in page()


def test_the_key_tells_each_why_and_the_sources() -> None:
    _, key = page().split("Answer key")
    for told in ("✓ Thoughts and behaviours", "nearer to psychodynamic", "Source: Techniques and"):
        assert told in key


def test_no_question_breaks_over_pages_and_the_footer_tells_deck_and_seed() -> None:
    shown = page()
    assert ".questions > li { position: relative; padding-left: 11mm;" in shown
    assert "break-inside: avoid" in shown
    [footer] = re.findall(r'--footer: "(.*?)"', shown)
    said = re.sub(r"\\([0-9a-f]{6})", lambda found: chr(int(found[1], 16)), footer)
    assert said == "Small & <Exam> · seed 7"


def test_the_policy_allows_the_pages_own_style_and_images_alone() -> None:
    shown = page()
    [policy] = re.findall(r'Security-Policy" content="(.*?)"', shown)
    [style] = re.findall(r"<style>(.*?)</style>", shown, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert f"style-src 'sha256-{digest}'" in policy


NOTES: dict[str, Note] = {
    "front": BasicNote(id="n", front=HOSTILE, back=HOSTILE, extra=HOSTILE, sources=("techniques",)),
    "typed": BasicNote(id="n", front=HOSTILE, back=HOSTILE, typed=True, accept=(HOSTILE,)),
    "cloze": ClozeNote(id="n", text=f"{{{{c1::{HOSTILE}::{HOSTILE}}}}} {HOSTILE}"),
    "choice": ChoiceNote(
        id="n", question=HOSTILE, answers=(HOSTILE,), distractors=(Distractor(HOSTILE, HOSTILE),)
    ),
}


@pytest.mark.parametrize("kind", NOTES)
def test_what_an_author_writes_is_text_wherever_it_stands(kind: str) -> None:
    deck = replace(
        DECK,
        name=HOSTILE,
        topics=(Topic("basics", HOSTILE, (NOTES[kind],)),),
        sections=(("techniques", HOSTILE),),
    )
    shown = page(deck, questions=1)
    tags = Tags(shown).found
    assert {"script", "img"}.isdisjoint(tag for tag, _ in tags)
    assert not any(name.startswith("on") for _, attributes in tags for name in attributes)
    assert shown.count("</style>") == 1


@given(st.text(min_size=1).map(normal_text).filter(lambda t: t and not first_control_character(t)))
def test_no_text_makes_a_tag_of_its_own(text: str) -> None:
    made = {tag for tag, _ in Tags(card_html(text, no_image, 1)).found}
    assert made <= {
        *("p", "strong", "em", "s", "code", "pre", "ul", "ol", "li", "blockquote", "a", "hr", "br"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "span"),
    }


@pytest.mark.parametrize(
    ("text", "asked", "answered"),
    [
        (
            "{{c1::12::how many?}} weeks",
            '<span class="gap">&nbsp;</span> <span class="clue">(how many?)</span> weeks',
            '<span class="filled">12</span> weeks',
        ),
        ("{{c2::12}} weeks", "12 weeks", "12 weeks"),
        (
            "{{c1::a {{c2::b}} c}} d",
            '<span class="gap">&nbsp;</span> d',
            '<span class="filled">a b c</span> d',
        ),
        (
            "{{c2::a {{c1::b}} c}} d",
            'a <span class="gap">&nbsp;</span> c d',
            'a <span class="filled">b</span> c d',
        ),
    ],
)
def test_a_cloze_is_a_blank_to_fill_and_in_the_key_what_was_hidden(
    text: str, asked: str, answered: str
) -> None:
    assert card_html(text, no_image, 1).strip() == f"<p>{asked}</p>"
    assert card_html(text, no_image, 1, filled=True).strip() == f"<p>{answered}</p>"


def test_images_are_embedded_and_sounds_are_named() -> None:
    shown = page(
        deck_of(BasicNote(id="n", front="![a map](m.png) ![](s.mp3)", back="x")), questions=1
    )
    assert '<img src="data:m.png" alt="a map">' in shown
    assert "[sound]" in shown
