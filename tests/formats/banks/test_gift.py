"""GIFT files as teachers write them, and as Moodle and other programs read ours."""

import warnings
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from hypothesis import given

from ipt_cards.deck.deck import Blueprint, Deck, Topic
from ipt_cards.deck.note import (
    BasicNote,
    ChoiceNote,
    ClozeNote,
    Distractor,
    MatchingNote,
    Note,
    NumericNote,
    OrderingNote,
    Pair,
)
from ipt_cards.formats.banks.gift.reading import read, recognises
from ipt_cards.formats.banks.gift.writing import write
from ipt_cards.formats.banks.questions import OPEN_ANSWER
from ipt_cards.formats.found import UNEXPLAINED, Found, Source
from tests.formats.banks.round_trip import NOTHING
from tests.strategies import decks


def found(text: str) -> Found:
    return read(Source("bank.gift", text.encode()))


def the_note(text: str) -> Any:
    result = found(text)
    assert [loss for loss in result.losses if "isn't taken" in loss.what] == []
    [each] = result.notes
    return replace(each.note, id="note")


def the_loss(text: str) -> str:
    [loss] = found(text).losses
    return loss.what


def test_a_choice_has_its_feedback_as_why_and_as_what_is_told_after() -> None:
    note = the_note(
        "Grant is buried in?{~Paris#No, in New York. =New York#Right, on a hill. ~Rome}"
    )
    assert note == ChoiceNote(
        id="note",
        question="Grant is buried in?",
        answers=("New York",),
        distractors=(Distractor("Paris", "No, in New York."), Distractor("Rome", UNEXPLAINED)),
        extra="Right, on a hill.",
    )


def test_several_options_are_right_by_their_shares() -> None:
    note = the_note("Which are continents?{~%33.33333%Africa ~%33.33333%Asia ~%-100%China}")
    assert note.answers == ("Africa", "Asia")
    assert [each.text for each in note.distractors] == ["China"]


def test_each_question_without_a_reason_for_an_option_is_told_by_its_line() -> None:
    text = "\n\n".join(f"What is {number}?{{={number} ~none ~all#No.}}" for number in range(3))
    said = "it doesn't say why “none” is wrong: `why` is “Not a right answer.” there"
    losses = read(Source("bank.gift", text.encode())).losses
    assert [(loss.line, loss.what) for loss in losses] == [(1, said), (3, said), (5, said)]


def test_an_option_for_half_the_mark_is_wrong_and_told() -> None:
    text = "Where?{~Rome#no ~%50%Galilee#nearly =Nazareth}"
    assert the_note(text).answers == ("Nazareth",)
    assert the_loss(text) == "an option that gives a part of the mark counts as wrong"


@pytest.mark.parametrize("said", ["T", "TRUE", "F", "FALSE"])
def test_true_or_false_is_a_choice(said: str) -> None:
    note = the_note(f"The sun rises in the east.{{{said}#Look again.#So it does.}}")
    assert note.answers == ("True" if said[0] == "T" else "False",)
    assert note.distractors[0].why == "Look again."
    assert note.extra == "So it does."


def test_a_short_answer_is_typed_and_accepts_the_others() -> None:
    assert the_note("Who's buried in Grant's tomb?{=no one =nobody}") == BasicNote(
        id="note",
        front="Who's buried in Grant's tomb?",
        back="no one",
        typed=True,
        accept=("nobody",),
    )


def test_a_short_answer_amid_the_text_is_a_cloze() -> None:
    note = the_note("Two plus two equals {=four =4}.")
    assert note == ClozeNote(
        id="note", text="Two plus two equals {{c1::four}}.", typed=True, accept=("4",)
    )


def test_a_choice_amid_the_text_leaves_a_blank() -> None:
    note = the_note("Grant is {~buried =entombed ~living} in Grant's tomb.")
    assert note.question == r"Grant is \_\_\_\_\_ in Grant's tomb."


@pytest.mark.parametrize(
    ("written", "number", "tolerance"),
    [
        ("#50:5", "50", "5"),
        ("#45..55", "50", "5"),
        ("#3.141..3.142", "3.1415", "0.0005"),
        ("#-7", "-7", "0"),
        ("#=1822:0#Correct =%50%1822:2#close", "1822", "0"),
        ("#6.02E+23:0", "6.02E+23", "0"),
    ],
)
def test_a_number_has_its_tolerance(written: str, number: str, tolerance: str) -> None:
    note = the_note(f"How many?{{{written}}}")
    assert isinstance(note, NumericNote)
    assert (note.number, note.tolerance) == (Decimal(number), Decimal(tolerance))


def test_pairs_are_matched() -> None:
    note = the_note("Match the capitals.{=Canada -> Ottawa =Italy->Rome = -> Tokyo}")
    assert note == MatchingNote(
        id="note",
        question="Match the capitals.",
        pairs=(Pair("Canada", "Ottawa"), Pair("Italy", "Rome")),
    )


def test_lines_are_put_in_order_as_moodles_ordering_question_has_them() -> None:
    note = the_note("::Words::Put these in order.{>2     none\nModular\nObject\nOriented\n}")
    assert note == OrderingNote(
        id="note", question="Put these in order.", steps=("Modular", "Object", "Oriented")
    )


def test_an_essay_has_its_general_feedback_as_answer() -> None:
    assert the_note("Why?{#### Because.}").back == "Because."
    assert the_note("Why?{}").back == OPEN_ANSWER


def test_signs_after_a_backslash_are_signs() -> None:
    note = the_note(r"Which is five\: \{x\}?{~ \= 2 + 2 = \= 2 + 3 ~ a\~b\#c\\d}")
    assert note.question == "Which is five: {x}?"
    assert note.answers == ("= 2 + 3",)
    assert [each.text for each in note.distractors] == ["= 2 + 2", r"a\~b#c\\d"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[html]<b>bold</b> &amp; more", "**bold** & more"),
        ("[markdown]**bold** <i>it</i>", "**bold** *it*"),
        ("[plain]<b> stays", r"\<b> stays"),
        ("[moodle]one<br>two", "one\\\ntwo"),
        ("one\ntwo", "one two"),
        (r"one\ntwo", "one\\\ntwo"),
        (r"[html]\\(x^2\\)", "$x^2$"),
    ],
)
def test_a_text_is_read_in_its_format(written: str, shown: str) -> None:
    assert the_note(f"{written}{{=a}}").front == shown


def test_categories_are_topics_without_what_all_share() -> None:
    text = (
        "$CATEGORY: $course$/top/Default for X/One\n\nA?{=a}\n\n"
        "$CATEGORY: $course$/top/Default for X/Two//Three/Four\n\nB?{=b}\n"
    )
    assert [each.topic for each in found(text).notes] == ["One", "Two/Three / Four"]


def test_a_question_is_known_by_its_number_else_its_name_else_what_it_asks() -> None:
    text = (
        "// [id:q-7] [tag:exam] [tag:two words]\n::Name::A?{=a}\n\n::Name::B?{=b}\n\nC *d*?{=c}\n"
    )
    notes = found(text).notes
    assert [each.key for each in notes] == ["q-7", "Name", "C *d*?"]
    assert notes[0].note.tags == ("exam", "two-words")
    assert [each.line for each in notes] == [2, 4, 6]


def test_of_a_hundred_questions_one_broken_one_is_named_by_its_line() -> None:
    blocks = [f"::Q{number}::What is {number}?{{=n{number}}}" for number in range(100)]
    blocks[41] = "::Q41::What is 41?{=n41"
    result = found("\n\n".join(blocks))
    assert len(result.notes) == 99
    [loss] = result.losses
    assert loss.line == 83
    assert "Q41" in loss.what
    assert "brace" in loss.what


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ("A description.", "asks nothing"),
        ("What?{~a ~b}", "none of its options is right"),
        ("What?{#x}", "is no number"),
        ("What?{#1..x}", "is no range"),
        ("What?{=a->b =c}", "->"),
        ("What?{=%50%a}", "wholly right"),
        ("What?{~a =a}", "say the same"),
        ("A {=b} and {=c}?", "twice"),
        ("}What?{", "brace"),
        ("{=a}", "asks nothing"),
    ],
)
def test_what_no_card_asks_is_told(broken: str, why: str) -> None:
    result = found(f"Fine?{{=yes}}\n\n{broken}\n")
    assert [each.line for each in result.notes] == [1]
    assert [loss.line for loss in result.losses] == [3]
    assert why in result.losses[0].what


def test_a_wildcard_is_told_and_a_guarded_asterisk_is_one() -> None:
    assert the_note(r"What?{=2 \* 3}").back == r"2 \* 3"
    assert the_loss("What?{=*gold*}") == "an asterisk that stands for any text isn't kept"
    assert the_note("What?{=Frog =%0%*#no}").back == "Frog"


def test_a_blank_line_among_the_answers_is_forgiven() -> None:
    assert len(found("What?{\n=a\n\n~b#no\n\n}\n\nNext?{=c}").notes) == 2


def test_a_file_is_recognised_by_its_answers() -> None:
    assert recognises(Source("a.txt", b"What?{=a}"))
    assert recognises(Source("a.txt", b"$CATEGORY: x\n"))
    assert not recognises(Source("a.txt", b"front\tback {or so}\n"))


def written(note: Note) -> str:
    deck = Deck(id="d", name="D", topics=(Topic("t", "T", (note,)),))
    [content] = write(deck, NOTHING).files.values()
    return content.decode()


def test_a_deck_is_written_with_its_topics_and_their_weights() -> None:
    note = BasicNote(id="a-1", front="What?", back="That.", tags=("exam",))
    topic = Topic("t", "This / That", (note,))
    deck = Deck(id="d", name="D", topics=(topic,), blueprint=Blueprint((("t", 100),)))
    [content] = write(deck, NOTHING).files.values()
    assert content.decode() == (
        "// D\n\n"
        "// 100 % of the exam\n$CATEGORY: $course$/top/D/This // That\n\n"
        "// [id:a-1] [tag:exam]\n::a-1::What?{####That.}\n"
    )


def test_a_picture_is_told_and_its_description_written() -> None:
    note = BasicNote(id="a", front="See ![a map](map.png)", back="x")
    deck = Deck(id="d", name="D", topics=(Topic("t", "T", (note,)),))
    exported = write(deck, NOTHING)
    assert "map.png" not in exported.files["d.gift.txt"].decode()
    assert "a map" in exported.files["d.gift.txt"].decode()
    assert [loss.what for loss in exported.losses] == [
        "its pictures and sounds: GIFT holds texts alone"
    ]


def test_each_gap_of_a_cloze_is_a_question() -> None:
    note = ClozeNote(id="a", text="{{c1::One}} and {{c2::two::a number}}.", typed=True)
    result = found(written(note))
    assert [each.key for each in result.notes] == ["a c1", "a c2"]
    assert [each.note for each in result.notes] == [
        ClozeNote(id="note", text="{{c1::One}} and two.", typed=True),
        ClozeNote(id="note", text="One and {{c1::two}} (a number).", typed=True),
    ]


@given(deck=decks())
def test_pygiftparser_reads_the_same_questions(deck: Deck) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parser = pytest.importorskip("pygiftparser.parser", reason="it needs Python before 3.15")
    [content] = write(deck, NOTHING).files.values()
    theirs = parser.parseFile(StringIO(content.decode()))
    ours = read(Source("d.gift.txt", content)).notes
    # It knows no ordering, reads no negative or large numbers and takes the comment for a question.
    titles = {each.key for each in ours if not isinstance(each.note, OrderingNote | NumericNote)}
    valid = {question.title: question for question in theirs if question.valid}
    assert titles <= valid.keys()
    kinds = {
        "Essay": BasicNote,
        "ShortSet": (BasicNote, ClozeNote),
        "MatchingSet": MatchingNote,
        "MultipleChoicesSet": ChoiceNote,
        "SelectSet": ChoiceNote,
    }
    for each in ours:
        if each.key in titles:
            kind = kinds[type(valid[each.key].answers).__name__]
            assert isinstance(each.note, kind)  # type: ignore[arg-type]
