from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.note import BasicNote, ClozeNote
from ipt_cards.deck.reading.folder import load_deck, read_folder
from ipt_cards.deck.writing.deck_yaml import deck_files
from tests.strategies import decks


@given(decks())
def test_a_deck_written_as_yaml_reads_back_as_the_same_deck(deck: Deck) -> None:
    with TemporaryDirectory() as folder:
        for name, text in deck_files(deck, schema="../").items():
            Path(folder, name).write_bytes(text.encode())
        assert load_deck(Path(folder)) == deck


def test_what_anki_knows_a_note_by_is_written_and_read(tmp_path: Path) -> None:
    notes = (
        BasicNote(id="a", front="Q", back="A", guid="b:iMDw<Z'rFh"),
        BasicNote(id="b", front="R", back="B", guid="b:iMDw<Z'rFh", template=2),
        ClozeNote(id="c", text="{{c1::x}}", guid="- 0"),
    )
    deck = Deck("d", "D", topics=(Topic("t", "T", notes),))
    for name, text in deck_files(deck).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert load_deck(tmp_path) == deck


def test_a_note_that_there_is_already_isnt_held_twice(tmp_path: Path) -> None:
    same, other = BasicNote(id="a", front="Q", back="A"), BasicNote(id="b", front="R", back="B")
    deck = Deck("d", "D", topics=(Topic("t", "T", (same, other)),))
    for name, text in deck_files(deck).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    read = read_folder(tmp_path, alike={"a": same, "b": replace(other, back="C")}).deck
    assert read == deck
    assert read.topics[0].notes[0] is same
