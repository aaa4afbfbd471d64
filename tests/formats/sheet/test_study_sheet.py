"""The study sheet: what stands in it, read back as a word processor would."""

import io
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from PIL import Image

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.markup.plain import to_plain
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
from ipt_cards.formats.sheet.study_sheet import write
from tests.formats.banks.round_trip import NOTHING
from tests.strategies import decks


def sheet(*notes: Note, media: MediaFolder = NOTHING) -> Any:
    deck = Deck(id="d", name="Deck", topics=(Topic("t", "Topic", notes), Topic("e", "Empty", ())))
    [content] = write(deck, media).files.values()
    return Document(io.BytesIO(content))


def lines(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def test_questions_and_answers_stand_below_their_topic() -> None:
    document = sheet(
        BasicNote(id="a", front="Who?", back="no one", typed=True, accept=("nobody",), extra="So."),
        NumericNote(
            id="b", question="How long?", number=Decimal(50), tolerance=Decimal(5), unit="minutes"
        ),
        OrderingNote(id="c", question="Order.", steps=("x", "y")),
        MatchingNote(id="d", question="Match.", pairs=(Pair("a", "1"), Pair("b", "2"))),
        ClozeNote(id="e", text="One {{c1::and::link}} two."),
    )
    assert lines(document) == [
        "Deck",
        "Topic",
        "1.  Who?",
        "→  no one",
        "Also right: nobody",
        "So.",
        "2.  How long?",
        "→  50 minutes",
        "Right from 45 to 55",
        "3.  Order.",
        "→  1.  x",
        "→  2.  y",
        "4.  Match.",
        "a  →  1",
        "b  →  2",
        "5.  One ________ (link) two.",
        "→  and",
    ]


def test_a_choice_has_its_options_and_why_the_wrong_ones_are_wrong() -> None:
    options = (Distractor("five", "One too many."), Distractor("six", "Two too many."))
    document = sheet(ChoiceNote(id="a", question="2 + 2?", answers=("four",), distractors=options))
    head, *said = lines(document)[2:]
    assert head == "1.  2 + 2?"
    assert sorted(line[4:] for line in said[:3]) == ["five", "four", "six"]
    [right] = (line[0] for line in said[:3] if line.endswith("four"))
    assert said[3] == f"→  {right})  four"
    assert sorted(line[7:] for line in said[4:]) == ["One too many.", "Two too many."]


def test_formats_are_the_word_processors_own() -> None:
    document = sheet(BasicNote(id="a", front="**b** *i* ~~s~~ H~2~O `c` $x^2$", back="- p\n- q"))
    runs = {run.text: run for run in document.paragraphs[2].runs}
    assert runs["b"].bold
    assert runs["i"].italic
    assert runs["s"].font.strike
    assert runs["2"].font.subscript
    assert runs["c"].font.name == "Courier New"
    assert "x²" in runs
    assert [line.strip("→ ") for line in lines(document)[3:]] == ["p", "•  q"]


def test_a_tables_row_is_a_line() -> None:
    table = "| a | b |\n| --- | --- |\n| 1 | **2** |\n\nafter"
    said = lines(sheet(BasicNote(id="a", front="x", back=table)))[3:]
    assert [" ".join(line.strip("→ ").split()) for line in said] == ["a | b", "1 | 2", "after"]


def test_a_picture_stands_in_its_text_and_no_wider_than_the_page(tmp_path: Path) -> None:
    Image.new("RGB", (4000, 100)).save(tmp_path / "wide.png")
    (tmp_path / "say.mp3").write_bytes(b"ID3")
    (tmp_path / "p.svg").write_text("<svg/>")
    note = BasicNote(id="a", front="See ![it](wide.png)", back="![sound](say.mp3) ![map](p.svg)")
    deck = Deck(id="d", name="D", topics=(Topic("t", "T", (note,)),))
    exported = write(deck, MediaFolder(tmp_path))
    [content] = exported.files.values()
    document = Document(io.BytesIO(content))
    [shape] = document.inline_shapes
    assert shape.width.cm == pytest.approx(12)
    assert "[sound] [map]" in lines(document)[3]
    assert [loss.what for loss in exported.losses] == [
        "sounds and videos",
        "pictures that aren't PNG, JPEG or GIF, such as `p.svg`",
    ]


@given(deck=decks())
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_any_deck_makes_the_same_bytes_and_shows_its_questions(deck: Deck) -> None:
    [content] = write(deck, NOTHING).files.values()
    assert write(deck, NOTHING).files[f"{deck.id}.docx"] == content
    shown = " ".join(" ".join(lines(Document(io.BytesIO(content)))).split())
    for note in deck.notes():
        if isinstance(note, NumericNote | OrderingNote | MatchingNote):
            for word in to_plain(note.question).split():
                assert word in shown


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice isn't installed")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    deck = Deck(
        id="d", name="D", topics=(Topic("t", "T", (BasicNote(id="a", front="?", back="!"),)),)
    )
    [content] = write(deck, NOTHING).files.values()
    (tmp_path / "d.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "d.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "d.pdf").read_bytes().startswith(b"%PDF")
