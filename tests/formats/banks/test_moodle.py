"""Moodle's XML, as Moodle itself writes it."""

import base64
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.note import (
    BasicNote,
    ChoiceNote,
    ClozeNote,
    MatchingNote,
    Note,
    NumericNote,
    OrderingNote,
    Pair,
)
from ipt_cards.formats.banks.moodle.reading import read, recognises
from ipt_cards.formats.banks.moodle.writing import write
from ipt_cards.formats.found import UNEXPLAINED, FormatError, Found, Source
from tests.formats.banks.round_trip import NOTHING

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def quiz(*questions: str) -> Source:
    text = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n' + "\n".join(questions) + "\n</quiz>\n"
    return Source("bank.xml", text.encode())


def question(kind: str, text: str, rest: str = "", files: str = "") -> str:
    return (
        f'<question type="{kind}"><name><text>Name</text></name>'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text>{files}</questiontext>'
        f"{rest}</question>"
    )


def answer(share: float | str, text: str, feedback: str = "", more: str = "") -> str:
    return (
        f'<answer fraction="{share}" format="html"><text><![CDATA[{text}]]></text>'
        f"<feedback><text>{feedback}</text></feedback>{more}</answer>"
    )


def the_note(*questions: str) -> Any:
    result = read(quiz(*questions))
    assert [loss for loss in result.losses if "isn't taken" in loss.what] == []
    [each] = result.notes
    return replace(each.note, id="note")


def test_a_choice_has_its_feedback_as_why() -> None:
    general = "<generalfeedback><text><![CDATA[So <b>it</b> is.]]></text></generalfeedback>"
    answers = answer(100, "<p>four</p>", "Yes, four.") + answer(0, "five", "One too many.")
    note = the_note(question("multichoice", "<p>2 + 2?</p>", general + answers + answer(0, "six")))
    assert note.question == "2 + 2?"
    assert note.answers == ("four",)
    assert [(each.text, each.why) for each in note.distractors] == [
        ("five", "One too many."),
        ("six", UNEXPLAINED),
    ]
    assert note.extra == "So **it** is.\n\nYes, four."


def test_true_and_false_may_stand_in_either_order() -> None:
    for answers in (
        answer(0, "true", "No.") + answer(100, "false"),
        answer(100, "false") + answer(0, "true", "No."),
    ):
        note = the_note(question("truefalse", "Black is white.", answers))
        assert note.answers == ("False",)
        assert note.distractors[0].why == "No."


def test_a_short_answer_is_typed() -> None:
    answers = answer(100, "no one") + answer(100, r"nobody\*") + answer(0, "*", "Wrong.")
    assert the_note(question("shortanswer", "Who?", answers)) == BasicNote(
        id="note", front="Who?", back="no one", typed=True, accept=(r"nobody\*",)
    )


def test_a_number_has_its_tolerance_and_its_unit() -> None:
    answers = answer(100, "0.5", "", "<tolerance>0.05</tolerance>")
    units = (
        "<units><unit><multiplier>1000</multiplier><unit_name>mg</unit_name></unit>"
        "<unit><multiplier>1.0</multiplier><unit_name>g</unit_name></unit></units>"
    )
    note = the_note(question("numerical", "How much?", answers + units))
    assert note == NumericNote(
        id="note", question="How much?", number=Decimal("0.5"), tolerance=Decimal("0.05"), unit="g"
    )


def test_pairs_are_matched_and_a_decoy_is_told() -> None:
    pairs = "".join(
        f'<subquestion format="html"><text>{left}</text><answer><text>{right}</text></answer>'
        "</subquestion>"
        for left, right in (("Canada", "Ottawa"), ("Italy", "Rome"), ("", "Paris"))
    )
    result = read(quiz(question("matching", "Match.", pairs)))
    assert replace(result.notes[0].note, id="note") == MatchingNote(
        id="note", question="Match.", pairs=(Pair("Canada", "Ottawa"), Pair("Italy", "Rome"))
    )
    assert [loss.what for loss in result.losses] == ["a right side that belongs to none isn't kept"]


def test_an_order_goes_by_the_fractions() -> None:
    answers = answer("2.0000000", "b") + answer("1.0000000", "a") + answer("3.0000000", "c")
    note = the_note(question("ordering", "Order.", answers))
    assert note == OrderingNote(id="note", question="Order.", steps=("a", "b", "c"))


def test_an_essay_is_compared_with_what_its_graders_are_told() -> None:
    note = the_note(question("essay", "Why?", "<graderinfo><text>Because.</text></graderinfo>"))
    assert (note.front, note.back) == ("Why?", "Because.")


def test_answers_in_a_text_are_gaps() -> None:
    note = the_note(
        question(
            "cloze",
            "<p>San Francisco: {1:MULTICHOICE:=California#OK~Arizona#Wrong}. France: "
            "{1:SHORTANSWER:%100%Paris#Yes~%50%Marseille~*#No}. "
            r"Pi: {:NM:=3.14:0.01}, {2:SA:=a\}b\~c}.</p>",
        )
    )
    assert note.text == (
        "San Francisco: {{c1::California::California / Arizona}}. France: {{c2::Paris}}. "
        r"Pi: {{c3::3.14}}, {{c4::a}b\~c}}."
    )
    assert note.typed


def test_a_single_gap_accepts_all_that_is_right() -> None:
    note = the_note(question("cloze", "Two: {1:SHORTANSWER:=two~=2~three}."))
    assert (note.text, note.accept) == ("Two: {{c1::two}}.", ("2",))


def test_words_that_are_dragged_into_a_text_are_gaps() -> None:
    boxes = "<dragbox><text>sat</text></dragbox><dragbox><text>mat</text></dragbox>"
    note = the_note(question("ddwtos", "The cat [[1]] on the [[2]].", boxes))
    assert note.text == "The cat {{c1::sat}} on the {{c2::mat}}."


def test_a_picture_comes_along_under_a_name_of_its_own() -> None:
    data = base64.b64encode(PIXEL).decode()
    files = f'<file name="my map.png" path="/" encoding="base64">{data}</file>'
    text = 'See <img src="@@PLUGINFILE@@/my%20map.png" alt="a map">'
    result = read(quiz(question("essay", text, files=files)))
    [(path, content)] = result.media.items()
    assert content == PIXEL
    assert path.startswith("media/my-map-")
    assert path.endswith(".png")
    note = result.notes[0].note
    assert isinstance(note, BasicNote)
    assert note.front == f"See ![a map]({path})"


def test_files_of_one_name_in_two_questions_are_two() -> None:
    files = [
        f'<file name="x.png" path="/" encoding="base64">{base64.b64encode(content).decode()}</file>'
        for content in (PIXEL, PIXEL + b"\0")
    ]
    text = '<img src="@@PLUGINFILE@@/x.png" alt="x">?'
    result = read(quiz(*(question("essay", f"{n}{text}", files=f) for n, f in enumerate(files))))
    assert len(result.media) == 2


def test_categories_are_topics_and_tags_are_tags() -> None:
    category = '<question type="category"><category><text>{}</text></category></question>'
    tags = "<idnumber>q-1</idnumber><tags><tag><text>two words</text></tag></tags>"
    result = read(
        quiz(
            category.format("$course$/top/Default for X/One"),
            question("essay", "A?", tags),
            category.format("$course$/top/Default for X/Two"),
            question("essay", "B?"),
        )
    )
    assert [each.topic for each in result.notes] == ["One", "Two"]
    assert [each.key for each in result.notes] == ["q-1", "Name"]
    assert result.notes[0].note.id == "q-1"
    assert result.notes[0].note.tags == ("two-words",)


@pytest.mark.parametrize(
    ("kind", "text", "rest", "why"),
    [
        ("description", "Read this.", "", "asks nothing"),
        ("calculated", "{a} + {b}?", "", "no card asks questions of the kind calculated"),
        ("multichoice", "What?", answer(0, "a") + answer(0, "b"), "none of its options is right"),
        ("multichoice", "What?", answer("x", "a"), "is no share"),
        ("numerical", "What?", answer(100, "many"), "is no number"),
        ("matching", "What?", "", "fewer than two pairs"),
        ("cloze", "No gap.", "", "no answer in its text"),
        ("cloze", "A {1:SHORTANSWER:=x gap.", "", "isn't closed"),
        ("cloze", "A {1:ESSAY:=x} gap.", "", "of the kind ESSAY"),
        ("essay", "", "", "asks nothing"),
    ],
)
def test_what_no_card_asks_is_told_by_its_line(kind: str, text: str, rest: str, why: str) -> None:
    result = read(quiz(question("essay", "Fine?"), question(kind, text, rest)))
    assert len(result.notes) == 1
    taken = [loss for loss in result.losses if "isn't taken" in loss.what]
    assert [loss.line for loss in taken] == [4]
    assert why in taken[0].what


def test_a_file_that_is_no_quiz_is_refused_with_its_place() -> None:
    with pytest.raises(FormatError, match=r"bank.xml:1:1: <html> stands where <quiz> should"):
        read(Source("bank.xml", b"<html/>"))
    with pytest.raises(FormatError, match=r"bank.xml:2:6: this is no XML"):
        read(Source("bank.xml", b"<quiz>\n<a></b></quiz>"))
    assert recognises(quiz())
    assert not recognises(Source("bank.xml", b"<html/>"))


@pytest.fixture
def folder(tmp_path: Path) -> MediaFolder:
    (tmp_path / "pics").mkdir()
    (tmp_path / "pics" / "map.png").write_bytes(PIXEL)
    (tmp_path / "say.mp3").write_bytes(b"ID3")
    return MediaFolder(tmp_path)


def there_and_back(note: Note, media: MediaFolder = NOTHING) -> Found:
    deck = Deck(id="d", name="D", topics=(Topic("t", "T", (note,)),))
    [content] = write(deck, media).files.values()
    return read(Source("d.xml", content))


def test_media_go_within_the_file_and_come_back(folder: MediaFolder) -> None:
    note = ChoiceNote(
        id="a",
        question="Which? ![the map](pics/map.png)",
        answers=("![here](pics/map.png)", "Hear ![](say.mp3)"),
        distractors=(),
    )
    result = there_and_back(note, folder)
    assert sorted(result.media.values()) == sorted([PIXEL, b"ID3"])
    [picture, sound] = sorted(result.media, key=lambda path: path.endswith(".mp3"))
    assert result.notes[0].note == ChoiceNote(
        id="a",
        question=f"Which? ![the map]({picture})",
        answers=(f"![here]({picture})", f"Hear ![]({sound})"),
        distractors=(),
    )


def test_pictures_whose_names_would_be_one_are_two(tmp_path: Path) -> None:
    (tmp_path / "pics").mkdir()
    (tmp_path / "pics" / "map.png").write_bytes(PIXEL)
    (tmp_path / "pics-map.png").write_bytes(PIXEL + b"\0")
    note = BasicNote(id="a", front="![one](pics/map.png) or ![two](pics-map.png)?", back="One")
    assert sorted(there_and_back(note, MediaFolder(tmp_path)).media.values()) == [
        PIXEL,
        PIXEL + b"\0",
    ]


def test_a_clozes_gaps_are_embedded_with_all_that_they_accept() -> None:
    note = ClozeNote(id="a", text=r"Two: {{c1::t}wo\~#}}.", typed=True, accept=("2 * 1", "a & b"))
    assert there_and_back(note).notes[0].note == replace(note, accept=(r"2 \* 1", "a & b"))


def test_formulas_and_formats_come_back() -> None:
    note = BasicNote(
        id="a",
        front="What is $\\frac{a}{b}$ in `code`, **bold**, H~2~O?",
        back="- one\n- two\n\n> quoted\n\n```python\nx = {1: 2}\n```",
        extra="| a | b |\n| --- | --- |\n| 1 | 2 |",
    )
    assert there_and_back(note).notes[0].note == note
