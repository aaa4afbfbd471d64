"""Furigana on its way to Anki and back."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipt_cards.anki.adoption.change import Reason
from ipt_cards.anki.adoption.deck import AdoptedDeck, adopt
from ipt_cards.anki.adoption.folder import write_adopted
from ipt_cards.anki.packaging.build import build
from ipt_cards.anki.reading.collection import open_collection
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.from_html.markdown import to_markdown
from ipt_cards.deck.markup.html import to_html
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.markup.ruby import with_readings, without_readings
from ipt_cards.deck.note import BasicNote, ChoiceNote, ClozeNote, Distractor, Note
from ipt_cards.deck.note_texts import texts_by_key
from ipt_cards.deck.reading.folder import load_deck
from ipt_cards.deck.text import normal_text
from ipt_cards.deck.writing.deck_yaml import deck_files
from tests.anki.real_anki import TEMPLATE_ERROR, fresh_collection, import_package
from tests.anki.test_adopt import add, take_over

WORDS = st.sampled_from(
    [
        "漢字[かんじ]",
        "日本[に**ほん**]",
        "食[た]べ 物[もの]",
        "です",
        "word",
        "**太[ふと]い**",
        "x\\[1]",
        "`漢字[かんじ]`",
        "$a[1]$",
        "[ここ](https://example.org)",
        "。",
        "1 < 2",
        "行[い]く(x)",
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=6).map(" ".join).map(normal_text)
GAPS = st.sampled_from(["{{c1::漢字[かんじ]}}", "食[{{c2::た::h}}]べる", "{{c3::日本}}[にほん]"])


def plain(note: Note) -> object:
    return sorted((key, to_plain(text, gaps=True)) for key, text in texts_by_key(note))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, TEXTS, st.lists(GAPS | TEXTS, min_size=1, max_size=4), TEXTS)
def test_readings_go_from_yaml_to_anki_and_back(
    front: str, back: str, gaps: list[str], why: str
) -> None:
    marked = [
        with_readings(text) for text in (front, back, " ".join(["{{c1::一[いち]}}", *gaps]), why)
    ]
    front, back, text, why = marked
    notes: tuple[Note, ...] = (
        BasicNote(id="a", front=front, back=back, extra=why),
        BasicNote(
            id="b", front=front, back=with_readings("漢字[かんじ]"), typed=True, accept=(back,)
        ),
        ClozeNote(id="c", text=text),
        ChoiceNote(
            id="d",
            question=front,
            answers=(with_readings("右[みぎ]"),),
            distractors=(Distractor(with_readings("左[ひだり]"), why),),
        ),
    )
    deck = Deck(id="demo", name="Demo", topics=(Topic("a", "A", notes),))
    with TemporaryDirectory() as name:
        source = Path(name, "source")
        source.mkdir()
        for file, content in deck_files(deck).items():
            (source / file).write_text(content, encoding="utf-8")
        assert load_deck(source) == deck
        build(deck, source, Path(name, "a.apkg"), 1_700_000_000)
        with open_collection(Path(name, "a.apkg")) as opened:
            adopted = adopt(opened, None)
        assert not adopted.changes
        write_adopted(adopted, Path(name, "back"), {})
        assert "ruby: true" in Path(name, "back", "deck.yaml").read_text(encoding="utf-8")
        again = load_deck(Path(name, "back"))
        assert sorted(map(repr, map(plain, again.notes()))) == sorted(map(repr, map(plain, notes)))
        report = build(again, Path(name, "back"), Path(name, "b.apkg"), 1_700_000_000)
        assert report.warnings == ()
        htmls = [
            sorted(to_html(text, gaps=True) for n in each for _, text in texts_by_key(n) if text)
            for each in (notes, tuple(again.notes()))
        ]
        assert htmls[0] == htmls[1]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<ruby>漢字<rt>かんじ</rt></ruby>", "漢字[かんじ]"),
        ("これは<ruby>漢字<rt>かんじ</rt></ruby>です", "これは 漢字[かんじ]です"),
        ("これは <ruby>漢字<rt>かんじ</rt></ruby>", "これは  漢字[かんじ]"),
        ("<ruby><rb>漢字</rb><rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>", "漢字[かんじ]"),
        ("<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>", "漢[かん]字[じ]"),
        ("<ruby>漢<rt>かん<rt>", "漢[かん]"),
        ("<b>これは<ruby>漢字<rt>かんじ</rt></ruby></b>", "**これは 漢字[かんじ]**"),
        ("<b><ruby>漢字<rt>かんじ</rt></ruby></b>だ", "**漢字[かんじ]**だ"),
        ("<ruby>New York<rt>ニューヨーク</rt></ruby>", "New\xa0York[ニューヨーク]"),
        ("a[1] and [2]", "a\\[1] and [2]"),
        ("<ruby>漢字<rt>かんじ</rt></ruby>(x)", "漢字[かんじ]&#40;x)"),
        ('<a href="https://a.b"><ruby>漢字<rt>かんじ</rt></ruby></a>', "[漢字(かんじ)](https://a.b)"),
    ],
)  # fmt: skip
def test_a_ruby_element_becomes_brackets(html: str, text: str) -> None:
    found = to_markdown(html, {}, ruby=True)
    assert without_readings(found.text) == text
    assert with_readings(text) == found.text


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            [
                "<ruby>",
                "</ruby>",
                "<rt>",
                "</rt>",
                "<rp>(</rp>",
                "<rb>",
                "漢字",
                "かんじ",
                " ",
                "[",
                "]",
                "<b>",
                "</b>",
                "{{c1::",
                "}}",
                "(x)",
                "*",
                "<br>",
                "<img src=x.png>",
                "word",
                "::",
            ]
        ),
        max_size=14,
    ).map("".join),
    st.booleans(),
)
def test_whatever_ruby_a_field_holds_its_text_is_kept(html: str, has_clozes: bool) -> None:
    text = to_markdown(html, {}, has_clozes=has_clozes, ruby=True).text
    assert with_readings(without_readings(text)) == text
    again = to_markdown(to_html(text, gaps=has_clozes), {}, has_clozes=has_clozes, ruby=True).text
    assert to_plain(again, gaps=has_clozes) == to_plain(text, gaps=has_clozes)


def with_filters(front: str, back: str, *fields: str) -> AdoptedDeck:
    with fresh_collection() as collection, TemporaryDirectory() as folder:
        models = collection.models
        made = models.new("Reading")
        for name in ("Word", "Meaning"):
            models.add_field(made, models.new_field(name))
        template = models.new_template("Read")
        template["qfmt"], template["afmt"] = front, back
        models.add_template(made, template)
        models.add(made)
        add(collection, "Words", "Reading", list(fields))
        return take_over(collection, Path(folder)).adopted


def test_a_field_shown_through_ankis_filter_keeps_its_readings(tmp_path: Path) -> None:
    adopted = with_filters("{{furigana:Word}}", "{{Meaning}}", "この&nbsp;家[いえ]", "house[1]")
    assert not adopted.changes
    [note] = adopted.deck.notes()
    assert isinstance(note, BasicNote)
    assert (note.front, note.back) == (with_readings("この 家[いえ]"), "house\\[1]")
    assert "ruby: true" in deck_files(adopted.deck)["deck.yaml"]


def test_a_word_shown_without_its_reading_keeps_it_and_is_told() -> None:
    adopted = with_filters("{{kanji:Word}}", "{{Meaning}}", "家[いえ]", "house")
    assert [change.reason for change in adopted.changes] == [Reason.FILTERED]
    [note] = adopted.deck.notes()
    assert isinstance(note, BasicNote)
    assert to_plain(note.front) == "家(いえ)"


def test_an_edit_goes_back_in_the_brackets_that_the_filter_reads(tmp_path: Path) -> None:
    with fresh_collection() as collection:
        models = collection.models
        basic = models.by_name("Basic")
        assert basic
        basic["tmpls"][0]["qfmt"] = "{{furigana:Front}}"
        models.update_dict(basic)
        add(collection, "Words", "Basic", ["この 家[いえ]", "house"])
        adoption = take_over(collection, tmp_path)
        path = next(each for each in adoption.folder.glob("*.yaml") if each.name != "deck.yaml")
        path.write_text(path.read_text("utf-8").replace("この", "あの 人[ひと]の"), "utf-8")
        build(load_deck(adoption.folder), adoption.folder, tmp_path / "b.apkg", 2_000_000_000)
        assert import_package(collection, tmp_path / "b.apkg")["updated"] == 1
        [note_id] = collection.find_notes("")
        assert collection.get_note(note_id).fields[0] == "あの 人[ひと]の 家[いえ]"
        [card_id] = collection.find_cards("")
        assert "<rt>ひと</rt>" in collection.get_card(card_id).question()


def test_anki_shows_the_readings(tmp_path: Path) -> None:
    (tmp_path / "deck.yaml").write_text("id: demo\nname: Demo\nruby: true\n")
    (tmp_path / "a.yaml").write_text(
        "topic: A\nnotes:\n  - id: a\n    front: 漢字[かんじ]\n    back: 字[じ]\n    typed: true\n"
        "  - id: c\n    cloze: 私[わたし]は{{c1::日本[にほん]}}へ\n",
        encoding="utf-8",
    )
    build(load_deck(tmp_path), tmp_path, tmp_path / "a.apkg", 1_700_000_000)
    with fresh_collection() as collection:
        import_package(collection, tmp_path / "a.apkg")
        for card_id in collection.find_cards(""):
            card = collection.get_card(card_id)
            assert TEMPLATE_ERROR not in card.question() + card.answer()
            assert card.question().count("<ruby>") == 1
            assert card.answer().count("<ruby>") == 2
