import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection
from genanki.note import Note

from ipt_cards.anki.models import model
from ipt_cards.anki.note_types import (
    BASIC,
    CHOICE,
    CLOZE,
    MATCHING,
    NOTE_TYPES,
    NUMERIC,
    OCCLUSION,
    ORDERING,
    TYPED,
    TYPED_CLOZE,
    Field,
    NoteType,
    with_notes,
)
from tests.anki.reviewer import add_note, add_note_type, render

OPTIONS = (
    '<ol class="options">'
    '<li class="option right"><div class="text">thoughts</div></li>'
    '<li class="option wrong"><div class="text">dreams</div><div class="why">not in CBT</div></li>'
    "</ol>"
)
PLACED = (
    '<ol class="options">'
    '<li class="option place-2"><div class="text">second</div></li>'
    '<li class="option place-1"><div class="text">first</div></li>'
    "</ol>"
)
BELOW = {Field.EXTRA: "an aside", Field.SOURCE: "a section", Field.TOPIC: "a topic"}
FILLED: dict[NoteType, dict[Field, str]] = {
    BASIC: {Field.FRONT: "IPT", Field.BACK: "a therapy", Field.REVERSE: "yes", **BELOW},
    TYPED: {
        Field.FRONT: "IPT",
        Field.BACK: "a therapy",
        Field.ACCEPTED: "one of the talking cures",
        Field.REVERSE: "yes",
        **BELOW,
    },
    CLOZE: {Field.TEXT: "IPT takes {{c1::12–16::how many?}} {{c2::weeks}}.", **BELOW},
    TYPED_CLOZE: {
        Field.TEXT: "IPT takes {{c1::12–16::how many?}} {{c2::weeks}}.",
        Field.ACCEPTED: "a quarter",
        **BELOW,
    },
    OCCLUSION: {
        Field.OCCLUSION: "{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4:oi=1}}<br>"
        "{{c2::image-occlusion:ellipse:left=.5:top=.5:rx=.1:ry=.1:oi=1}}<br>",
        Field.IMAGE: '<img src="heart.png">',
        Field.HEADER: "The heart",
        Field.BACK_EXTRA: "an aside",
        Field.COMMENTS: "",
        Field.LABELS: '<ol class="labels"><li value="1">left</li><li value="2">right</li></ol>',
        Field.SOURCE: "a section",
        Field.TOPIC: "a topic",
    },
    CHOICE: {Field.QUESTION: "CBT emphasises", Field.OPTIONS: OPTIONS, **BELOW},
    NUMERIC: {
        Field.QUESTION: "How long is a session?",
        Field.ANSWER: "50 minutes",
        Field.NUMBER: "50",
        Field.TOLERANCE: "5",
        Field.UNIT: "minutes",
        **BELOW,
    },
    ORDERING: {Field.QUESTION: "In which order?", Field.OPTIONS: PLACED, **BELOW},
    MATCHING: {
        Field.QUESTION: "Which belong together?",
        Field.LEFT: PLACED.replace("option", "side"),
        Field.OPTIONS: PLACED,
        **BELOW,
    },
}

each_note_type = pytest.mark.parametrize("note_type", NOTE_TYPES, ids=lambda kind: kind.name)
two_way = pytest.mark.parametrize("note_type", [BASIC, TYPED], ids=lambda kind: kind.name)


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    opened = Collection(str(tmp_path / "collection.anki2"))
    for note_type in NOTE_TYPES:
        add_note_type(opened, note_type)
    yield opened
    opened.close()


def body(side: str) -> str:
    """What a learner is shown, without the stylesheet and scripts that come along."""
    return re.sub(r"<(style|script)>.*?</\1>", "", side, flags=re.DOTALL)


def genanki_cards(note_type: NoteType, fields: dict[Field, str]) -> int:
    values = [fields[field] for field in note_type.fields]
    note = Note(model(note_type), values)
    return len(note.cards)


def test_released_names_and_ids_never_change() -> None:
    assert [(kind.id, kind.name, kind.fields, kind.templates) for kind in NOTE_TYPES] == [
        (
            1463455069,
            "IPT Basic",
            ("Front", "Back", "Reverse", "Extra", "Source", "Topic"),
            ("Forward", "Reverse"),
        ),
        (
            1404446710,
            "IPT Typed",
            ("Front", "Back", "Accepted", "Reverse", "Extra", "Source", "Topic"),
            ("Forward", "Reverse"),
        ),
        (1938919398, "IPT Cloze", ("Text", "Extra", "Source", "Topic"), ("Cloze",)),
        (
            1767475550,
            "IPT Choice",
            ("Question", "Options", "Extra", "Source", "Topic"),
            ("Choice",),
        ),
        (
            1239436827,
            "IPT Image Occlusion",
            (
                "Occlusion",
                "Image",
                "Header",
                "Back Extra",
                "Comments",
                "Labels",
                "Source",
                "Topic",
            ),
            ("Image Occlusion",),
        ),
        (
            2008434372,
            "IPT Numeric",
            ("Question", "Answer", "Number", "Tolerance", "Unit", "Extra", "Source", "Topic"),
            ("Numeric",),
        ),
        (
            2100845768,
            "IPT Ordering",
            ("Question", "Options", "Extra", "Source", "Topic"),
            ("Ordering",),
        ),
        (
            1108630019,
            "IPT Matching",
            ("Question", "Left", "Options", "Extra", "Source", "Topic"),
            ("Matching",),
        ),
        (
            1217539236,
            "IPT Typed Cloze",
            ("Text", "Accepted", "Extra", "Source", "Topic"),
            ("Typed Cloze",),
        ),
    ]


@each_note_type
def test_the_model_carries_the_note_types_id_and_names(note_type: NoteType) -> None:
    built = model(note_type)
    assert built.model_id == note_type.id
    assert built.name == note_type.name
    assert tuple(field["name"] for field in built.fields) == note_type.fields
    assert tuple(template["name"] for template in built.templates) == note_type.templates


@each_note_type
def test_anki_renders_every_side_without_template_errors(note_type: NoteType) -> None:
    cards = render(note_type, FILLED[note_type])
    assert len(cards) == (1 if note_type in (CHOICE, NUMERIC, ORDERING, MATCHING) else 2)
    for card in cards:
        for side in map(body, (card.front, card.back)):
            assert "docs.ankiweb.net" not in side
            assert "{{" not in side


@each_note_type
def test_the_back_shows_extra_and_source_and_the_front_does_not(note_type: NoteType) -> None:
    for card in render(note_type, FILLED[note_type]):
        assert "an aside" not in body(card.front)
        assert "a section" not in body(card.front)
        assert "an aside" in body(card.back)
        assert "a section" in body(card.back)


@each_note_type
def test_both_sides_show_the_topic_once(note_type: NoteType) -> None:
    for card in render(note_type, FILLED[note_type]):
        assert body(card.front).count("a topic") == 1
        assert body(card.back).count("a topic") == 1


@each_note_type
def test_optional_fields_leave_no_trace_when_empty(note_type: NoteType) -> None:
    optional = (*BELOW, Field.ACCEPTED, Field.BACK_EXTRA, Field.TOLERANCE)
    needed = {field: text for field, text in FILLED[note_type].items() if field not in optional}
    for card in render(note_type, needed):
        for part in ("topic", "extra", "source", "accepted", "label"):
            assert f'class="{part}"' not in body(card.back)


@each_note_type
def test_the_learners_own_words_stand_on_the_back_of_the_note_types_that_push_makes(
    note_type: NoteType,
) -> None:
    kind = with_notes(note_type)
    assert (kind.id, kind.fields[:-1], kind.fields[-1]) == (note_type.id, note_type.fields, "Notes")
    for card in render(kind, {**FILLED[note_type], Field.NOTES: "my own words"}):
        assert "my own words" not in body(card.front)
        assert body(card.back).count('<aside class="notes" dir="auto">my own words</aside>') == 1
    for card in render(kind, FILLED[note_type]):
        assert 'class="notes"' not in body(card.back)


@each_note_type
def test_a_build_has_no_field_for_them(note_type: NoteType) -> None:
    built = model(note_type)
    assert "Notes" not in str([built.fields, built.templates])
    assert ".notes" not in built.css


@two_way
def test_the_reverse_card_is_made_only_when_asked_for(
    collection: Collection, note_type: NoteType
) -> None:
    fields = FILLED[note_type]
    both = add_note(collection, note_type, fields)
    forward = add_note(collection, note_type, {**fields, Field.REVERSE: ""})
    assert [card.template()["name"] for card in both.cards()] == ["Forward", "Reverse"]
    assert [card.template()["name"] for card in forward.cards()] == ["Forward"]


@two_way
def test_the_reverse_card_asks_for_the_front(note_type: NoteType) -> None:
    _, reverse = render(note_type, FILLED[note_type])
    assert "a therapy" in body(reverse.front)
    assert ">IPT<" not in body(reverse.front)
    assert ">IPT<" in body(reverse.back)


def test_a_typed_card_has_anki_compare_what_the_other_side_holds() -> None:
    forward, reverse = render(TYPED, FILLED[TYPED])
    for side in (forward.front, forward.back):
        assert body(side).count("[[type:Back]]") == 1
    for side in (reverse.front, reverse.back):
        assert body(side).count("[[type:Front]]") == 1


def test_other_right_answers_stand_only_on_the_back_that_they_belong_to() -> None:
    forward, reverse = render(TYPED, FILLED[TYPED])
    shown = ["talking cures" in body(s) for s in (forward.front, forward.back, reverse.back)]
    assert shown == [False, True, False]


def test_a_gap_is_typed_on_the_front_and_compared_on_the_back() -> None:
    for card in render(TYPED_CLOZE, FILLED[TYPED_CLOZE]):
        for side in (card.front, card.back):
            assert body(side).count("[[type:cloze:Text]]") == 1
        assert ["quarter" in body(side) for side in (card.front, card.back)] == [False, True]


def test_a_cloze_hides_one_number_a_card_and_offers_its_hint() -> None:
    first, second = (body(card.front) for card in render(CLOZE, FILLED[CLOZE]))
    assert "[how many?]" in first
    assert "12–16" not in re.sub(r"<[^>]*>", "", first)
    assert "weeks" in first
    assert "12–16" in re.sub(r"<[^>]*>", "", second)


@each_note_type
def test_the_field_asked_about_is_what_a_card_needs(
    collection: Collection, note_type: NoteType
) -> None:
    without = {**FILLED[note_type], note_type.fields[0]: "", Field.REVERSE: ""}
    assert genanki_cards(note_type, without) == 0
    # Anki gives a note that no template wants its first card all the same, and calls it empty.
    if not note_type.is_cloze:
        add_note(collection, note_type, {field: without[field] for field in note_type.fields})
        assert len(collection.get_empty_cards().notes) == 1


@each_note_type
def test_genanki_and_anki_make_the_same_cards(note_type: NoteType) -> None:
    fields = FILLED[note_type]
    assert genanki_cards(note_type, fields) == len(render(note_type, fields))


@each_note_type
def test_nothing_on_a_card_comes_from_the_network(note_type: NoteType) -> None:
    built = model(note_type)
    sides = [template[side] for template in built.templates for side in ("qfmt", "afmt")]
    for text in (built.css, *sides):
        assert not re.search(r"//\w|url\(|@import|\bsrc=|\bhref=|\bfetch\b|XMLHttp", text)


@pytest.mark.parametrize("note_type", [CHOICE, OCCLUSION], ids=lambda kind: kind.name)
def test_no_script_holds_braces_that_anki_would_take_for_a_field(note_type: NoteType) -> None:
    [template] = model(note_type).templates
    for script in re.findall(
        "<script>(.*?)</script>", template["qfmt"] + template["afmt"], re.DOTALL
    ):
        assert "{{" not in script
        assert "}}" not in script


def test_genanki_is_loaded_only_when_a_model_is_built() -> None:
    program = "import sys, ipt_cards.anki.note_types; raise SystemExit('genanki' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)
