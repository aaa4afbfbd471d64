"""What Anki knows notes by, which no version may ever change."""

import genanki
from hypothesis import given

from ipt_cards.anki.identity import guid_of
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.note import BasicNote
from tests.strategies import IDS


@given(IDS, IDS)
def test_a_notes_guid_is_the_one_that_genanki_gives(deck_id: str, note_id: str) -> None:
    deck, note = Deck(deck_id, "Deck"), BasicNote(id=note_id, front="Front", back="Back")
    assert guid_of(deck, note) == genanki.guid_for(deck_id, note_id)
