from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given

from ipt_cards.deck.deck import Deck
from ipt_cards.deck.reading.folder import load_deck
from ipt_cards.deck.writing import deck_files
from tests.strategies import decks


@given(decks())
def test_a_deck_written_as_yaml_reads_back_as_the_same_deck(deck: Deck) -> None:
    with TemporaryDirectory() as folder:
        for name, text in deck_files(deck, schema="../").items():
            Path(folder, name).write_bytes(text.encode())
        assert load_deck(Path(folder)) == deck
