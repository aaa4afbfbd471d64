from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.deck.bundled import find_deck
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.note import Note
from ipt_cards.deck.reading.folder import load_deck
from ipt_cards.formats.found import Source
from ipt_cards.formats.registry import read, write
from ipt_cards.formats.tables.cells import as_meant, defused, joined, split
from tests.strategies import decks


def sayable(note: Note) -> Note:
    """The note without what the table's writer lists as not said."""
    return replace(note, sources=(), guid="", allow=(), level=None, after=(), facts=())


@given(decks())
def test_a_deck_written_as_csv_reads_back_as_the_same_notes(deck: Deck) -> None:
    exported = write(deck, MediaFolder(Path()), "csv")
    (content,) = exported.files.values()
    if not any(topic.notes for topic in deck.topics):
        return
    found = read(Source("deck.csv", content))
    unsaid = {loss.note.id for loss in exported.losses if loss.note and "picture" in loss.what}
    assert [(each.topic, each.note) for each in found.notes] == [
        (topic.name, sayable(note))
        for topic in deck.topics
        for note in topic.notes
        if note.id not in unsaid
    ]
    assert found.losses == ()


@given(st.lists(st.text("a|b \\=").map(str.strip).filter(bool), min_size=1))
def test_texts_joined_in_a_cell_are_split_as_they_were(texts: list[str]) -> None:
    assert split(joined(texts)) == texts


@given(st.text("'=+-@a\t") | st.text())
def test_a_defused_cell_begins_no_formula_and_is_read_as_meant(text: str) -> None:
    cell = defused(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert as_meant(cell) == text


def test_what_isnt_said_is_listed(tmp_path: Path) -> None:
    folder = find_deck("ipt")
    deck = load_deck(folder)
    exported = write(deck, MediaFolder(folder), "csv")
    assert {loss.what for loss in exported.losses if loss.note is None} == {
        "the exam's blueprint",
        "the deck's description",
        *(["the facts that its topics teach"] if any(each.facts for each in deck.topics) else []),
    }
    assert sum(loss.note is not None for loss in exported.losses) == sum(
        sum(map(bool, (note.sources, note.allow, note.level, note.after, note.facts)))
        for note in deck.notes()
    )
