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
from ipt_cards.deck.markup.card_html import card_html
from ipt_cards.deck.note import BasicNote, ChoiceNote, ClozeNote, Distractor, Note
from ipt_cards.deck.text import first_control_character, normal_text
from ipt_cards.exam.mock.paper import draw
from ipt_cards.exam.mock.printed_paper import Sheet, printed_paper
from ipt_cards.exam.mock.score import Tally
from ipt_cards.forecast.exam_card import exam_cards
from tests.exam.mock.making import DECK
from tests.quiz.making import plain_notes

HOSTILE = '</style><script>alert("1")</script><img src=x onerror=alert(1)>&amp;'


def no_image(path: str) -> str:
    raise AssertionError(path)


def page(
    deck: Deck = DECK,
    *,
    seed: int = 7,
    questions: int = 6,
    minutes: int = 10,
    pass_percent: int = 60,
    key: bool = True,
) -> str:
    paper = draw(exam_cards(deck), dict(deck.blueprint.weights), questions, seed)  # type: ignore[union-attr] # these have one
    sheet = Sheet(deck, paper, minutes, pass_percent, lambda path: f"data:{path}")
    return printed_paper(sheet, key=key).decode()


def deck_of(*notes: Note) -> Deck:
    return replace(DECK, topics=(Topic("basics", "The basics", notes),))


class Tags(HTMLParser):
    """The tags that are found, and those that are open or were closed out of turn in the end."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.left: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("meta", "img", "br", "hr"):
            self.left.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.left[-1:] == [tag]:
            self.left.pop()
        else:
            self.left.append(f"/{tag}")


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


def test_the_paper_with_the_key_is_the_one_without_and_the_key() -> None:
    before, rest = page().split('<section class="key">')
    _, after = rest.split("</section>\n")
    assert page(key=False) == before + after


def test_a_single_question_or_minute_is_told_in_the_singular() -> None:
    assert "1 question · 1 minute · 1 of 1 point to pass" in page(questions=1, minutes=1)
    assert " · 1,440 minutes · " in page(questions=1, minutes=1_440)
    assert "2 questions · 2 minutes · 2 of 2 points" in page(questions=2, minutes=2)


@pytest.mark.parametrize("pass_percent", [1, 50, 51, 99, 100])
def test_the_points_to_pass_are_the_fewest_that_pass(pass_percent: int) -> None:
    count = 150
    shown = page(
        deck_of(*plain_notes(count)), questions=count, pass_percent=pass_percent, key=False
    )
    [told] = re.findall(r"(\d+) of 150 points to pass", shown)
    passing = [right for right in range(count + 1) if Tally(right, count).reaches(pass_percent)]
    assert int(told) == passing[0]


@pytest.mark.parametrize(
    ("letters", "lines"), [(1, 2), (59, 2), (60, 3), (239, 5), (240, 6), (300, 6), (3000, 6)]
)
def test_an_open_question_has_two_lines_to_write_on_and_up_to_six_for_a_long_answer(
    letters: int, lines: int
) -> None:
    shown = page(deck_of(BasicNote(id="n", front="?", back="x" * letters)), questions=1)
    assert shown.count('<div class="line"></div>') == lines


def test_a_typed_question_has_one_line_however_long_the_answer() -> None:
    note = BasicNote(id="n", front="?", back="x" * 300, typed=True)
    assert page(deck_of(note), questions=1).count('<div class="line"></div>') == 1


def test_options_beyond_the_alphabet_are_numbered() -> None:
    distractors = tuple(Distractor(f"no {number}", "No.") for number in range(27))
    note = ChoiceNote(id="n", question="?", answers=("yes",), distractors=distractors)
    told = re.findall(r'class="letter">(\w+)<', page(deck_of(note), questions=1))
    assert told == [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "27", "28"]


def test_the_key_tells_what_else_is_right_but_not_of_the_card_asked_backward() -> None:
    note = BasicNote(
        id="n", front="IPT", back="x", typed=True, accept=("y & z", "*w*"), reversed=True
    )
    shown = page(deck_of(note), questions=2)
    assert re.findall(r"Also right: (.*?)</p>", shown) == ["y &amp; z; w"]


def test_the_key_tells_all_sources_and_one_without_a_title_by_its_id() -> None:
    note = BasicNote(id="n", front="?", back="x", sources=("techniques", "page-9"))
    shown = page(deck_of(note), questions=1)
    assert "Source: Techniques and Strategies; page-9</p>" in shown
    assert 'class="extra"' not in shown


BLOCKS = ("a\n\nb", "a\n\n- b", "- a\n\nb", "- a", "> a\n\nb", "a")


@pytest.mark.parametrize("text", BLOCKS)
def test_the_page_is_well_formed_whatever_blocks_an_option_is_made_of(text: str) -> None:
    distractors = (Distractor(f"{text} 1", f"{text} 2"),)
    note = ChoiceNote(id="n", question=text, answers=(text,), distractors=distractors)
    assert Tags(page(deck_of(note), questions=1)).left == []


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
        *("sub", "sup", "math", "mrow", "mi", "mo", "mn", "mtext", "mspace", "msup"),
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
        (
            "{{c1::*12* or [16](x)}} *weeks*",
            '<span class="gap">&nbsp;</span> <em>weeks</em>',
            '<span class="filled"><em>12</em> or <a href="x">16</a></span> <em>weeks</em>',
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


PICTURED = (
    BasicNote(id="basic", front="![](front)", back="![](back)", extra="![](extra)"),
    ClozeNote(id="cloze", text="![](text) {{c1::gap}}"),
    ChoiceNote(
        id="choice",
        question="![](question)",
        answers=("![](right)",),
        distractors=(Distractor("![](wrong)", "![](why)"),),
    ),
)


def test_an_image_is_embedded_wherever_an_author_may_put_one() -> None:
    asked, key = page(deck_of(*PICTURED), questions=3).split("Answer key")
    assert sorted(re.findall(r'src="data:(\w+)"', asked)) == [
        *("front", "question", "right", "text", "wrong"),
    ]
    assert sorted(re.findall(r'src="data:(\w+)"', key)) == [
        *("back", "extra", "right", "text", "why"),
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("![a <map>](m.png)", '<img src="m.png" alt="a &lt;map&gt;">'),
        ("![](m.png)", '<img src="m.png" alt="">'),
        ("![a & b](s.mp3)", "[sound: a &amp; b]"),
        ("![](s.mp3)", "[sound]"),
    ],
)
def test_images_are_shown_and_sounds_are_named(text: str, shown: str) -> None:
    assert card_html(text, str) == f"<p>{shown}</p>\n"


def test_no_question_is_beside_its_topic_but_the_key_names_topic_card_and_seed() -> None:
    asked, key = page().split('<section class="key">')
    questions = asked[asked.index("<main>") :]
    assert "seed 7" in asked[: asked.index("<main>")]
    assert "Methods" not in re.sub(r"<div class=.*?</div>", "", questions)
    assert "seed 7" in key
    drawn = draw(exam_cards(DECK), dict(DECK.weights), 6, 7)
    told = re.findall(r'class="topic">([^<]*)<br>([^<]*)<', key)
    assert [card for _, card in told] == [question.card.key for question in drawn.questions]
    assert {topic for topic, _ in told} == {"The basics", "Methods"}
