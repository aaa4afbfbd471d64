"""What Anki tells notes and cards apart by: a GUID, and a card's place among its siblings."""

from collections.abc import Mapping

import genanki

from ipt_cards.deck.card import (
    ArrangementCard,
    BasicCard,
    Card,
    ChoiceCard,
    ClozeCard,
    NumericCard,
    OcclusionCard,
    cards_of,
)
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.note import Note
from ipt_cards.scheduling.siblings import note_of

CardIdentity = tuple[str, int]
"""A note's GUID and a card's ordinal. Anki's own ids of notes and cards change on import."""


def guid_of(deck: Deck, note: Note) -> str:
    """The identity that Anki knows a note by: the same in every build of every version."""
    return note.guid or str(genanki.guid_for(deck.id, note.id))


def ordinal_of(card: Card) -> int:
    """A card's place among its siblings: its template's, or its cloze number less one."""
    match card:
        case BasicCard():
            return card.note.template - 1 + (card.direction == "reverse")
        case ClozeCard() | OcclusionCard():
            return card.number - 1
        case ChoiceCard() | NumericCard() | ArrangementCard():
            return 0


def card_keys(deck: Deck) -> dict[CardIdentity, str]:
    """The key of each card of the deck, by what Anki knows it by."""
    return {
        (guid_of(deck, note), ordinal_of(card)): card.key
        for note in deck.notes()
        for card in cards_of(note)
    }


def renamed_card_keys(deck: Deck, names: Mapping[str, str]) -> dict[CardIdentity, str]:
    """The key of each card by what Anki knows it by from before its note was renamed.

    names: the current name of each card that ever had another one, by that other one.
    """
    ordinals = {card.key: ordinal_of(card) for card in deck.cards()}
    return {
        (str(genanki.guid_for(deck.id, note_of(earlier))), ordinals[key]): key
        for earlier, key in names.items()
        if key in ordinals
    }
