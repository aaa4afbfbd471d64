"""Packages of QTI: what a system makes of ours, and what cards make of others' items."""

import io
import os
import zipfile
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from ipt_cards.deck.deck import Blueprint, Deck, Topic
from ipt_cards.deck.media_files.media import MediaFolder
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
from ipt_cards.formats.banks.qti import version_3
from ipt_cards.formats.banks.qti.reading import read, recognises
from ipt_cards.formats.banks.qti.writing import write
from ipt_cards.formats.found import FormatError, Source
from tests.formats.banks.round_trip import NOTHING, Write
from tests.formats.banks.test_moodle import PIXEL
from tests.strategies import decks

EVERY_KIND: tuple[Note, ...] = (
    BasicNote(id="open", front="Why $x^2$?", back="**Because**.", extra="H~2~O ~~no~~"),
    BasicNote(id="typed", front="Who?", back="no one", typed=True, accept=("nobody",)),
    ChoiceNote(
        id="one",
        question="2 + 2?",
        answers=("four",),
        distractors=(Distractor("five", "One too many."), Distractor("six", "Two.")),
        extra="It is four.",
        tags=("sums",),
    ),
    ChoiceNote(
        id="3-several",
        question="Which?\n\n- a\n- b",
        answers=("`x`", "y"),
        distractors=(Distractor("z", "No."),),
    ),
    NumericNote(id="number", question="How long?", number=Decimal(50), tolerance=Decimal(5)),
    NumericNote(id="unit", question="How much?", number=Decimal("0.5"), unit="mg"),
    OrderingNote(id="order", question="Order.", steps=("first", "second", "third")),
    MatchingNote(id="pairs", question="Match.", pairs=(Pair("a", "1"), Pair("b", "2"))),
    ClozeNote(id="gap", text="Two: {{c1::two}}.", typed=True, accept=("2",)),
    ClozeNote(id="gaps", text="> {{c1::One}} and {{c2::two}}", typed=True),
)

DECK = Deck(
    id="d",
    name="Deck",
    topics=(
        Topic("a", "First", EVERY_KIND[:5]),
        Topic("b", "Second", EVERY_KIND[5:]),
        Topic("c", "Empty", ()),
    ),
    blueprint=Blueprint((("a", 70), ("b", 30)), questions=10),
)


def item(body: str, declared: str = "", rest: str = "") -> Source:
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="Item-1" '
        f'title="Title" adaptive="false" timeDependent="false">{declared}'
        f"<itemBody>{body}</itemBody>{rest}</assessmentItem>"
    )
    return Source("item.xml", text.encode())


def response(cardinality: str, base: str, *right: str, mapping: str = "") -> str:
    values = "".join(f"<value>{value}</value>" for value in right)
    return (
        f'<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" '
        f'baseType="{base}"><correctResponse>{values}</correctResponse>{mapping}'
        "</responseDeclaration>"
    )


def the_note(source: Source) -> Any:
    [each] = read(source).notes
    return replace(each.note, id="note")


@pytest.mark.parametrize("written", [write, version_3.write], ids=["2.2", "3.0"])
def test_every_kind_of_note_comes_back_with_its_topic(written: Any) -> None:
    exported = written(DECK, NOTHING)
    [(name, content)] = exported.files.items()
    found = read(Source(name, content))
    assert {each.key: each.note for each in found.notes} == {note.id: note for note in EVERY_KIND}
    assert {each.topic for each in found.notes} == {"First", "Second"}
    assert [loss.what for loss in exported.losses] == ["how long an exam takes, and who passes"]


def test_an_exam_asks_of_each_section_what_the_blueprint_says() -> None:
    [content] = write(DECK, NOTHING).files.values()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        test = archive.read("assessment.xml").decode()
    assert test.count('<selection select="5" />') == 1  # seven are wanted, and five are there
    assert test.count('<selection select="3" />') == 1


def test_a_version_3_package_has_the_names_of_version_3_alone() -> None:
    [content] = version_3.write(DECK, NOTHING).files.values()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        texts = [archive.read(name).decode() for name in archive.namelist()]
    items = [text for text in texts if "<qti-assessment-item " in text]
    assert len(items) == len(EVERY_KIND)
    assert not any("responseIdentifier" in text or "<choiceInteraction" in text for text in items)


def test_a_picture_goes_into_the_package_and_comes_back(tmp_path: Path) -> None:
    (tmp_path / "map.png").write_bytes(PIXEL)
    note = BasicNote(id="a", front="![a map](map.png)", back="x", typed=True)
    deck = Deck(id="d", name="D", topics=(Topic("t", "T", (note,)),))
    [content] = write(deck, MediaFolder(tmp_path)).files.values()
    found = read(Source("d.zip", content))
    [(path, picture)] = found.media.items()
    assert picture == PIXEL
    assert found.notes[0].note == replace(note, front=f"![a map]({path})")


def test_a_gap_alone_below_the_text_is_a_question_and_one_in_it_a_cloze() -> None:
    declared = response(
        "single",
        "string",
        "York",
        mapping='<mapping><mapEntry mapKey="Yorck" mappedValue="1"/>'
        '<mapEntry mapKey="York" mappedValue="1"/><mapEntry mapKey="yor" mappedValue="0.5"/></mapping>',
    )
    gap = '<textEntryInteraction responseIdentifier="RESPONSE"/>'
    assert the_note(item(f"<p>Where?</p><p>{gap}</p>", declared)) == BasicNote(
        id="note", front="Where?", back="York", typed=True, accept=("Yorck",)
    )
    assert the_note(item(f"<p>Sun of {gap};</p>", declared)).text == "Sun of {{c1::York}};"
    assert the_note(item(f"<p>Sun of {gap}</p>", declared)).text == "Sun of {{c1::York}}"


def test_a_number_has_the_tolerance_that_it_is_compared_with() -> None:
    gap = '<textEntryInteraction responseIdentifier="RESPONSE"/>'
    rule = (
        '<responseProcessing><responseCondition><responseIf><equal toleranceMode="{}" '
        'tolerance="{}"><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></equal>'
        "</responseIf></responseCondition></responseProcessing>"
    )
    declared = response("single", "float", "50")
    for mode, written, tolerance in (("absolute", "5 5", "5"), ("relative", "10", "5")):
        note = the_note(
            item(f"<p>How long?</p><p>{gap} min</p>", declared, rule.format(mode, written))
        )
        assert note == NumericNote(
            id="note",
            question="How long?",
            number=Decimal(50),
            tolerance=Decimal(tolerance),
            unit="min",
        )


def test_words_to_choose_or_to_drag_are_hints_of_the_gaps() -> None:
    choices = "".join(
        f'<inlineChoice identifier="{key}">{word}</inlineChoice>'
        for key, word in (("G", "Gloucester"), ("Y", "York"))
    )
    note = the_note(
        item(
            "<p>Sun of <inlineChoiceInteraction responseIdentifier='RESPONSE'>"
            f"{choices}</inlineChoiceInteraction>.</p>",
            response("single", "identifier", "Y"),
        )
    )
    assert note.text == "Sun of {{c1::York::Gloucester / York}}."
    note = the_note(
        item(
            "<gapMatchInteraction responseIdentifier='RESPONSE'><prompt>Say.</prompt>"
            '<gapText identifier="W">winter</gapText><gapText identifier="S">summer</gapText>'
            '<p>Now is the <gap identifier="G1"/>.</p></gapMatchInteraction>',
            response("multiple", "directedPair", "W G1"),
        )
    )
    assert note.text == "Say.\n\nNow is the {{c1::winter::winter / summer}}."


@pytest.mark.parametrize(
    ("body", "declared", "why"),
    [
        ("<p>Read.</p>", "", "asks nothing"),
        ('<hotspotInteraction responseIdentifier="RESPONSE"/>', "", "hotspotInteraction"),
        (
            '<choiceInteraction responseIdentifier="RESPONSE"><prompt>?</prompt>'  # noqa: ISC004
            '<simpleChoice identifier="A">a</simpleChoice></choiceInteraction>',
            "",
            "none of its options is right",
        ),
        ("<extendedTextInteraction/><extendedTextInteraction/>", "", "several things"),
    ],
)
def test_what_no_card_asks_is_told(body: str, declared: str, why: str) -> None:
    [loss] = read(item(body, declared)).losses
    assert why in loss.what
    assert loss.what.startswith("“Title” isn't taken")


def test_questions_of_qti_1_are_refused_with_what_to_do() -> None:
    source = Source("old.xml", b"<questestinterop/>")
    assert not recognises(source)
    with pytest.raises(FormatError, match="this is QTI 1: export it as QTI 2 or 3"):
        read(source)


SCHEMAS = {
    name: Path(os.environ.get(variable, "nowhere"))
    for name, variable in (("qtiv2p2", "QTI_SCHEMAS"), ("qtiv3p0", "QTI_3_SCHEMAS"))
}
ITEMS_AND_TESTS = {
    "QTI 2.2": (write, ["qtiv2p2/imsqti_v2p2.xsd"]),
    # The second is a profile of the first, which adds attributes and leaves out those of HTML's.
    "QTI 3.0": (
        version_3.write,
        ["qtiv3p0/imsqti_asiv3p0_v1p0.xsd", "qtiv3p0/imsqti_asiv3p0_sbacv1p0_v1p0.xsd"],
    ),
}
PACKAGE = ["qtiv3p0/imsqtiv3p0_imscpv1p2_v1p0.xsd"]


@cache
def schema_of(*names: str) -> Any:
    """The first of these of 1EdTech's schemas that is there."""
    etree = pytest.importorskip("lxml.etree", reason="lxml knows XML Schema")
    for name in names:
        path = SCHEMAS[name.partition("/")[0]] / name
        if path.is_file():
            return etree.XMLSchema(etree.parse(str(path)))
    pytest.skip("QTI_SCHEMAS or QTI_3_SCHEMAS names no folder with 1EdTech's schemas")


@pytest.mark.parametrize(("written", "names"), ITEMS_AND_TESTS.values(), ids=list(ITEMS_AND_TESTS))
@given(deck=decks())
@settings(
    max_examples=40,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.function_scoped_fixture,
    ],
)
def test_every_item_and_the_test_follow_the_published_schema(
    written: Write, names: list[str], deck: Deck
) -> None:
    schema = schema_of(*names)
    etree = pytest.importorskip("lxml.etree")
    for each in (deck, DECK):
        [content] = written(each, NOTHING).files.values()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                if name != "imsmanifest.xml":
                    schema.assertValid(etree.fromstring(archive.read(name)))


def test_the_manifest_of_qti_3_follows_the_published_schema() -> None:
    schema = schema_of(*PACKAGE)
    etree = pytest.importorskip("lxml.etree")
    [content] = version_3.write(DECK, NOTHING).files.values()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        schema.assertValid(etree.fromstring(archive.read("imsmanifest.xml")))
