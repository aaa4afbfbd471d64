"""What of a deck doesn't stand on paper."""

from collections.abc import Iterator

from ipt_cards.deck.deck import Deck
from ipt_cards.formats.exported import NotSaid
from ipt_cards.formats.unsaid import unsaid_of_deck, unsaid_of_note


def unsaid_on_paper(deck: Deck) -> Iterator[NotSaid]:
    """What neither a study sheet nor printed cards say."""
    yield from unsaid_of_deck(deck)
    for note in deck.notes():
        yield from unsaid_of_note(note)
        if note.tags:
            yield NotSaid("tags", note)
