"""Which fields a card of somebody else's note type asks and shows, and what becomes of them."""

import pytest

from ipt_cards.anki.adoption.change import Reason
from ipt_cards.anki.adoption.notes import Adopter
from ipt_cards.anki.adoption.templates import face, filled_fields
from ipt_cards.anki.reading.note_types import AnkiNoteType, AnkiTemplate
from ipt_cards.anki.reading.rows import AnkiNote
from ipt_cards.deck.note import BasicNote, ClozeNote, Note

FIELDS = ("Word", "Meaning", "Change", "Extra")
VALUES = ("Haus", "house", "", "<b>n.</b>")


def adopted(
    *templates: tuple[str, str],
    values: tuple[str, ...] = VALUES,
    is_cloze: bool = False,
    ordinals: tuple[int, ...] = (0,),
) -> tuple[tuple[Note, ...], set[Reason]]:
    named = tuple(AnkiTemplate(f"Card {n}", *sides) for n, sides in enumerate(templates, 1))
    note_type = AnkiNoteType(7, "Theirs", FIELDS, named, is_cloze, "")
    adopter = Adopter({7: note_type}, {})
    notes = adopter.adopt(AnkiNote(1, "guid", 7, 0, (), values), ordinals)
    return notes, {change.reason for change in adopter.changes}


@pytest.mark.parametrize(
    ("front", "shown"),
    [
        ("{{Word}}", ("Word",)),
        ("{{Word}} {{ Meaning }} {{Word}}", ("Word", "Meaning")),
        ("{{#Change}}{{Word}}{{/Change}}{{^Change}}{{Meaning}}{{/Change}}", ("Meaning",)),
        ("{{#Word}}{{#Change}}{{Extra}}{{/Change}}{{Meaning}}{{/Word}}", ("Meaning",)),
        ("{{furigana:Word}} {{hint:Meaning}} {{Tags}} {{Deck}}", ("Word",)),
        ("{{Word}}<!-- {{Meaning}} -->{{Change}}", ("Word",)),
        ("{{Word}} {{Nowhere}}", ("Word",)),
        ("{{Word", ()),
    ],
)
def test_a_side_shows_the_fields_that_hold_something(front: str, shown: tuple[str, ...]) -> None:
    filled = filled_fields(dict(zip(FIELDS, VALUES, strict=True)))
    assert face(front, FIELDS, filled, is_front=True).fields == shown


@pytest.mark.parametrize(
    ("side", "has_words"),
    [
        ("<div class='word'>{{Word}}</div><style>.a{}</style><script>x()</script>", False),
        ("Say: {{Word}}", True),
        ("{{^Word}}Nothing{{/Word}}{{Word}} &nbsp; –", False),
    ],
)
def test_words_of_the_template_are_told_from_code_and_signs(side: str, has_words: bool) -> None:
    assert face(side, ("Word",), frozenset({"Word"}), is_front=True).has_words is has_words


def test_the_first_field_behind_the_question_is_the_answer_and_another_is_extra() -> None:
    (note,), reasons = adopted(("{{Word}}", "{{FrontSide}}{{Meaning}}{{Change}}{{Extra}}"))
    assert isinstance(note, BasicNote)
    assert (note.front, note.back, note.extra, note.reversed) == ("Haus", "house", "**n.**", False)
    assert reasons == set()


def test_a_question_of_several_fields_or_words_is_taken_as_it_reads() -> None:
    (note,), reasons = adopted(("What is {{Word}}<br>({{Extra}})?", "{{Meaning}}"))
    assert isinstance(note, BasicNote)
    assert (note.front, note.back) == ("What is Haus\\\n(**n.**)?", "house")
    assert reasons == {Reason.COMPOSED}


def test_an_answer_in_the_template_s_own_words_is_taken() -> None:
    (note,), reasons = adopted(("{{Word}}", "{{FrontSide}}<hr>Yes, {{Tags}}it is"))
    assert isinstance(note, BasicNote)
    assert note.back == "Yes, it is"
    assert reasons == {Reason.COMPOSED}


def test_two_templates_that_mirror_each_other_make_one_reversed_note() -> None:
    two = (("{{Word}}", "{{Word}}{{Meaning}}"), ("{{Meaning}}", "{{Meaning}}{{Word}}"))
    (note,), _ = adopted(*two, ordinals=(0, 1))
    assert isinstance(note, BasicNote)
    assert note.reversed
    (alone,), _ = adopted(*two, ordinals=(1,))
    assert isinstance(alone, BasicNote)
    assert (alone.front, alone.back, alone.template) == ("house", "Haus", 2)


def test_a_cloze_that_is_typed_or_has_a_title_stays_a_cloze() -> None:
    values = ("A {{c1::gap}}", "", "", "Title")
    (note,), reasons = adopted(
        ("{{Extra}}: {{type:cloze:Word}}", "{{cloze:Word}}"), values=values, is_cloze=True
    )
    assert isinstance(note, ClozeNote)
    assert note.text == "Title: A {{c1::gap}}"
    assert note.typed
    assert reasons == {Reason.COMPOSED}


@pytest.mark.parametrize(
    ("front", "back", "ordinals", "reason"),
    [
        ("{{Change}}", "{{Word}}", (0,), Reason.NO_QUESTION),
        ("{{Word}}", "{{FrontSide}}{{Change}}", (0,), Reason.NO_ANSWER),
        ("{{Word}}", "{{Meaning}}", (), Reason.NO_CARDS),
        ("{{Word}}", "{{Meaning}}", (5,), Reason.NO_QUESTION),
    ],
)
def test_a_note_that_asks_or_tells_nothing_is_not_taken(
    front: str, back: str, ordinals: tuple[int, ...], reason: Reason
) -> None:
    assert adopted((front, back), ordinals=ordinals) == ((), {reason})
