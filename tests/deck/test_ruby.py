"""Furigana: readings in brackets after a word, on every surface, where deck.yaml says `ruby: true`."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.deck.card import BasicCard, cards_of
from ipt_cards.deck.markup.card_html import card_html
from ipt_cards.deck.markup.html import to_html
from ipt_cards.deck.markup.plain import hidden_contents, to_plain, ways_to_say
from ipt_cards.deck.markup.ruby import with_readings, without_readings
from ipt_cards.deck.note import BasicNote
from ipt_cards.deck.note_texts import texts_by_key
from ipt_cards.deck.reading.cache.parse_cache import ParseCache
from ipt_cards.deck.reading.folder import load_deck, read_folder
from ipt_cards.deck.rules.warnings import warnings
from ipt_cards.deck.showing.plain_text import answer_texts, question_text
from ipt_cards.deck.writing.deck_yaml import deck_files
from ipt_cards.quiz.judging.judge import Verdict, judge
from ipt_cards.quiz.screen import right_answers
from ipt_cards.terminal.cards.cloze import hide
from ipt_cards.terminal.cards.markdown import markdown
from ipt_cards.terminal.screen.console import plain_of

KANJI = "<ruby>漢字<rt>かんじ</rt></ruby>"

PIECES = st.lists(
    st.sampled_from(
        [
            "漢字[かんじ]",
            " ",
            "食[た]べ",
            "word",
            "`漢字[かんじ]`",
            "$a[1]$",
            "[x](https://a.b/c[1])",
            "**",
            "*",
            "[",
            "]",
            "\\[",
            "{{c1::日本[にほん]}}",
            "漢[{{c2::かん::h[i]}}]",
            "\n\n",
            "- ",
            "![絵[え]](a.png)",
            "|",
            "<https://a.b/[1]>",
            "漢字[sound:a.mp3]",
            "&amp;",
            "\n",
            "　",
        ]
    ),
    max_size=9,
).map("".join)


def html(text: str, *, gaps: bool = False) -> str:
    return to_html(with_readings(text), gaps=gaps)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("漢字[かんじ]", KANJI),
        ("これは 漢字[かんじ]です", f"これは{KANJI}です"),
        ("食[た]べ 物[もの]", "<ruby>食<rt>た</rt></ruby>べ<ruby>物<rt>もの</rt></ruby>"),
        ("日[に]本[ほん]", "<ruby>日<rt>に</rt></ruby><ruby>本<rt>ほん</rt></ruby>"),
        ("the  word[wɜːd]", "the <ruby>word<rt>wɜːd</rt></ruby>"),
        ("**これは 漢字[かんじ]**", f"<strong>これは{KANJI}</strong>"),
        ("**これは**漢字[かんじ]", f"<strong>これは</strong>{KANJI}"),
        ("**漢字[かんじ]**だ", f"<strong>{KANJI}</strong>だ"),
        ("- 漢字[かんじ]", f"<ul>\n<li>{KANJI}</li>\n</ul>"),
        ("漢字[かん**じ**]", "<ruby>漢字<rt>かん<strong>じ</strong></rt></ruby>"),
        ("{{c1::漢字[かんじ]}}", f"{{{{c1::{KANJI}}}}}"),
        ("漢字[{{c1::かんじ::hint}}]", "<ruby>漢字<rt>{{c1::かんじ::hint}}</rt></ruby>"),
        ("{{c1::漢字}}[かんじ]", "<ruby>{{c1::漢字}}<rt>かんじ</rt></ruby>"),
    ],
)
def test_a_bracket_after_a_word_holds_its_reading(text: str, shown: str) -> None:
    assert html(text, gaps=True) == shown


@pytest.mark.parametrize(
    "text",
    [
        "`漢字[かんじ]`",
        "```\n漢字[かんじ]\n```",
        r"$\sqrt[3]{x}$ and $a[1]$",
        "見て[ここ](https://example.org)",
        "[漢字[かんじ]](https://example.org/a[1])",
        "<https://example.org/a[1]>",
        "![漢字[かんじ]](map[1].png)",
        "漢字[sound:x.mp3]",
        r"array\[1]",
        "array&#91;1]",
        "[alone] and 漢字 [apart]",
        "漢字[かん\nじ]",
        "漢字[]",
        "（[かんじ]",
        "unclosed[",
    ],
)
def test_code_formulas_links_and_images_have_none(text: str) -> None:
    assert html(text) == to_html(text)


@given(PIECES)
def test_the_short_form_comes_back_as_it_was_written(text: str) -> None:
    marked = with_readings(text)
    assert without_readings(marked) == text
    assert with_readings(marked) == marked
    for shown in (to_html(marked, gaps=True), to_plain(marked), card_html(marked, str, 1)):
        assert "\ufffa" not in shown
        assert "%EF%BF%BA" not in shown
    assert "\ufffa" not in plain_of(markdown(marked, hide(1)), 40)
    assert all("\ufffa" not in hidden for _, hidden in hidden_contents(marked))


@given(PIECES)
def test_without_it_a_text_is_what_it_was(text: str) -> None:
    assert "<ruby>" not in to_html(text, gaps=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deck.yaml").write_text("id: japanese\nname: Japanese\nruby: true\n")
    (tmp_path / "words.yaml").write_text(
        """topic: Words
notes:
  - id: basic
    front: What does 漢字[かんじ] mean?
    back: Characters
    extra: 食[た]べ 物[もの]
  - id: typed
    front: Character
    back: 漢字[かんじ]
    typed: true
    accept: 文字[もじ]
  - id: cloze
    cloze: 私[わたし]は{{c1::日本語[にほんご]}}を 勉強[{{c2::べんきょう::reading}}]します
  - id: choice
    question: 「食べ物」は 何[なに]ですか
    answer: 食[た]べ 物[もの]
    distractors:
      - text: 飲[の]み 物[もの]
        why: 水[みず]
""",
        encoding="utf-8",
    )
    return tmp_path


def test_every_text_of_every_kind_of_note_may_have_readings(folder: Path) -> None:
    deck = load_deck(folder)
    texts = [text for note in deck.notes() for _, text in texts_by_key(note) if "[" in text]
    assert len(texts) == 9
    assert all("<ruby>" in to_html(text, gaps=True) for text in texts)
    assert not list(warnings(read_folder(folder), folder))


def test_without_ruby_in_deck_yaml_brackets_are_brackets(folder: Path) -> None:
    (folder / "deck.yaml").write_text("id: japanese\nname: Japanese\nruby: false\n")
    assert not any(
        "<ruby>" in to_html(text) for note in load_deck(folder).notes() for _, text in texts_by_key(note)
    )  # fmt: skip


def test_the_parse_cache_tells_a_deck_with_ruby_from_one_without(folder: Path) -> None:
    cache = ParseCache(folder / "cache")
    for said in ("true", "false", "true"):
        (folder / "deck.yaml").write_text(f"id: japanese\nname: Japanese\nruby: {said}\n")
        for _ in range(2):
            [front, *_] = [note.front for note in load_deck(folder, cache).notes() if isinstance(note, BasicNote)]  # fmt: skip
            assert ("<ruby>" in to_html(front)) == (said == "true")


def test_a_deck_is_written_as_its_author_wrote_it(folder: Path) -> None:
    deck = load_deck(folder)
    files = deck_files(deck)
    assert "ruby: true" in files["deck.yaml"]
    assert "食[た]べ 物[もの]" in files["words.yaml"]
    assert not any("\ufffa" in text for text in files.values())
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert load_deck(folder) == deck


def test_a_terminal_shows_the_reading_in_brackets_at_its_width(folder: Path) -> None:
    basic, _, cloze, _ = load_deck(folder).notes()
    assert isinstance(basic, BasicNote)
    assert plain_of(markdown(basic.front), 40) == "What does漢字(かんじ) mean?\n"
    assert plain_of(markdown(basic.front), 20) == "What\ndoes漢字(かんじ)\nmean?\n"
    first, second = cards_of(cloze)
    assert question_text(first) == "私(わたし)は[…]を勉強(べんきょう)します"
    assert question_text(second) == "私(わたし)は日本語(にほんご)を勉強([reading])します"
    assert answer_texts(first) == ["日本語(にほんご)"]


def test_paper_shows_ruby(folder: Path) -> None:
    basic, _, cloze, _ = load_deck(folder).notes()
    assert KANJI in card_html(dict(texts_by_key(basic))["front"], str)
    assert "<rt>わたし</rt>" in card_html(dict(texts_by_key(cloze))["cloze"], str, 1)


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        ("漢字", Verdict.RIGHT),
        ("かんじ", Verdict.RIGHT),
        ("漢字(かんじ)", Verdict.RIGHT),
        ("漢字[かんじ]", Verdict.RIGHT),
        ("文字", Verdict.RIGHT),
        ("もじ", Verdict.RIGHT),
        ("幹事", Verdict.WRONG),
        ("かんし", Verdict.WRONG),
    ],
)
def test_either_the_word_or_its_reading_may_be_typed(
    folder: Path, typed: str, verdict: Verdict
) -> None:
    note = list(load_deck(folder).notes())[1]
    assert isinstance(note, BasicNote)
    assert judge(typed, right_answers(BasicCard(note, "forward"))).verdict is verdict


def test_a_word_of_several_readings_is_typed_in_either_way_as_a_whole() -> None:
    assert ways_to_say(with_readings("食[た]べ 物[もの]")) == [
        "食(た)べ物(もの)",
        "食べ物",
        "たべもの",
    ]
