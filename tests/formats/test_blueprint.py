"""A new deck has the exam that its source tells of; a deck that is there keeps its own."""

import shutil
import tempfile
from pathlib import Path

import pytest

from ipt_cards.deck.deck import Blueprint, Deck, Topic
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.note import BasicNote, Note
from ipt_cards.deck.reading.folder import load_deck
from ipt_cards.formats.found import Found, Source
from ipt_cards.formats.importing import prepare, write
from ipt_cards.formats.registry import read
from ipt_cards.formats.registry import write as export


def notes(topic: str, count: int) -> tuple[Note, ...]:
    return tuple(
        BasicNote(id=f"{topic}-{n}", front=f"{topic} {n}?", back=str(n), typed=True)
        for n in range(count)
    )


DECK = Deck(
    "law",
    "Law",
    topics=tuple(Topic(each, each.title(), notes(each, 20)) for each in ("civil", "penal", "tax")),
    blueprint=Blueprint((("civil", 50), ("penal", 35), ("tax", 15)), questions=20),
)


def exported(format_name: str, deck: Deck = DECK) -> Found:
    [(name, content)] = export(deck, MediaFolder(Path()), format_name).files.items()
    return read(Source(name, content))


def imported(folder: Path, found: Found) -> Deck:
    scratch = Path(tempfile.mkdtemp(dir=folder.parent))
    write(prepare(folder, [("bank", found)], {}, scratch, {}))
    shutil.rmtree(scratch)
    return load_deck(folder)


@pytest.mark.parametrize("format_name", ["gift", "moodle", "qti", "qti3"])
def test_a_new_deck_weighs_its_topics_as_the_bank_does(tmp_path: Path, format_name: str) -> None:
    assert imported(tmp_path / "deck", exported(format_name)).weights == DECK.weights


def test_without_a_word_of_weights_there_is_no_blueprint(tmp_path: Path) -> None:
    plain = Deck("law", "Law", topics=DECK.topics)
    for format_name in ("gift", "moodle", "qti", "csv"):
        deck = imported(tmp_path / format_name, exported(format_name, plain))
        assert len(deck.topics) == 3
        assert deck.blueprint is None


def test_a_deck_that_is_there_keeps_what_it_says_of_its_exam(tmp_path: Path) -> None:
    folder = tmp_path / "deck"
    imported(folder, exported("csv"))
    said = (folder / "deck.yaml").read_text() + "exam:\n  blueprint: {civil: 60, tax: 40}\n"
    (folder / "deck.yaml").write_text(said)
    imported(folder, exported("gift"))
    assert (folder / "deck.yaml").read_text() == said


def test_shares_of_any_scale_become_percents_that_sum_to_100(tmp_path: Path) -> None:
    found = exported("csv")
    thirds = Found("x", found.notes, weights={"Civil": 1, "Penal": 1, "Tax": 1, "None": 7})
    assert sum(imported(tmp_path / "thirds", thirds).weights.values()) == 100
    nothing = Found("x", found.notes, weights={"Civil": 0})
    assert imported(tmp_path / "nothing", nothing).blueprint is None


def test_a_test_that_selects_of_some_sections_asks_all_of_the_others(tmp_path: Path) -> None:
    found = exported("qti")
    assert found.weights == {"Civil": 10, "Penal": 7, "Tax": 3}
