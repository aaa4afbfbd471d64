import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.note import BasicNote, ClozeNote, Note
from ipt_cards.formats.found import FormatError, Found, Source
from ipt_cards.formats.registry import format_of, read, write
from tests.strategies import decks


def hashcards(text: str, name: str = "Chemistry.md") -> Found:
    return read(Source(name, text.encode()), "hashcards")


def notes(found: Found) -> list[Note]:
    return [each.note for each in found.notes]


def basic(front: str, back: str) -> BasicNote:
    return BasicNote(id="note", front=front, back=back)


def cloze(text: str) -> ClozeNote:
    return ClozeNote(id="note", text=text)


def test_questions_answers_and_clozes_over_several_lines() -> None:
    found = hashcards(
        "Some words before.\n\n"
        "Q: Which metals belong to the group?\nA:\n\n- one\n- two\n\n"
        "Q: What follows at once?\nA: This.\n---\nNo card.\n\n"
        "C:\nThe [order] of a group is\n[a number], as in $x^{[2]}$.\n"
    )
    assert notes(found) == [
        basic("Which metals belong to the group?", "- one\n- two"),
        basic("What follows at once?", "This."),
        cloze(
            "The {{c1::order}} of a group is\n{{c2::a number}}, as in $x^{ {{c3::2}}}$.".replace(
                "{ {", "{{"
            )
        ),
    ]
    assert [each.line for each in found.notes] == [3, 9, 14]
    assert found.losses == ()


def test_the_front_matter_names_the_topic_and_media_are_found_from_the_root() -> None:
    found = hashcards(
        '---\nname = "Cell Biology"\n---\n\nQ: What is it?\n\n![](@/pics/a.png)\nA: A cell\n'
    )
    assert found.name == "Cell Biology"
    assert notes(found) == [basic("What is it?\n\n![](pics/a.png)", "A cell")]
    assert hashcards("---\ntags: [x]\n---\nQ: a\nA: b\n").name == "Chemistry"


def test_links_images_code_and_escapes_are_no_clozes() -> None:
    found = hashcards("C: See [it](https://x.org), ![p](p.png), `[a]`, \\[b\\] and [c].\n")
    assert notes(found) == [
        cloze("See [it](https://x.org), ![p](p.png), `[a]`, [b] and {{c1::c}}.")
    ]


def test_cards_that_lack_a_half_are_told_by_their_lines_and_the_others_come_in() -> None:
    found = hashcards("Q: alone\n\nQ: a\nA: b\n---\nA: no question\n---\nC: nothing hidden\n")
    assert notes(found) == [basic("a", "b")]
    assert [(loss.line, loss.what) for loss in found.losses] == [
        (1, "not taken: the question has no answer (`A:`)"),
        (6, "not taken: the answer has no question (`Q:`) before it"),
        (8, "not taken: nothing stands in [brackets], so there is nothing to hide"),
    ]


def test_code_may_hold_what_looks_like_a_card() -> None:
    found = hashcards("Q: What does this print?\n```\nA: x\n---\n```\nA: That.\n")
    assert notes(found) == [basic("What does this print?\n```\nA: x\n---\n```", "That.")]


@pytest.mark.parametrize("text", ["", "just words\n", "---\nname = \n---\nQ: a\nA: b\n"])
def test_what_holds_no_cards_is_told(text: str) -> None:
    with pytest.raises(FormatError, match=r"Chemistry\.md:1:1: "):
        hashcards(text)


def test_the_format_is_told_by_the_content() -> None:
    assert format_of(Source("a.md", b"# Notes\n\nQ: a\nA: b\n")) == "hashcards"
    assert format_of(Source("a.md", b"# Notes\n\nC: a [b]\n")) == "hashcards"


@given(decks())
def test_a_deck_written_for_hashcards_reads_back_but_for_what_is_listed(deck: Deck) -> None:
    exported = write(deck, MediaFolder(Path()), "hashcards")
    left_out = {
        loss.note.id for loss in exported.losses if loss.note and "notes" in loss.what.split()
    }
    partly = {loss.note.id for loss in exported.losses if loss.note} - left_out
    for topic in deck.topics:
        expected = [note for note in topic.notes if note.id not in left_out]
        source = Source(f"{topic.id}.md", exported.files[f"{topic.id}.md"])
        if not expected:
            continue
        found = read(source, "hashcards")
        assert found.name == topic.name
        assert not found.losses
        for note, each in zip(expected, found.notes, strict=True):
            if note.id not in partly:
                assert each.note == replace(note, id="note")
            elif isinstance(note, BasicNote):
                assert each.note == basic(note.front, note.back)
            elif isinstance(note, ClozeNote):
                assert isinstance(each.note, ClozeNote)
                assert bare(each.note.text) == bare(note.text)


def bare(text: str) -> str:
    return re.sub(r"(::[^{}]*)?\}\}", "}}", re.sub(r"\{\{c\d+::", "{{", text))


def test_a_text_that_looks_like_a_card_stays_text() -> None:
    note = BasicNote(id="a", front="What does\nA: mean?", back="Q: it\n\nC: [x]")
    deck = Deck("d", "D", topics=(Topic("t", "T", (note,)),))
    (content,) = write(deck, MediaFolder(Path()), "hashcards").files.values()
    assert notes(hashcards(content.decode())) == [replace(note, id="note")]
