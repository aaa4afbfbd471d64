"""What Anki tells notes and cards apart by: a GUID, and a card's place among its siblings."""

import hashlib
from collections.abc import Mapping

from ipt_cards.deck.card import (
    ArrangementCard,
    BasicCard,
    Card,
    ChoiceCard,
    ClozeCard,
    NumericCard,
    OcclusionCard,
    cards_of,
    note_id_of,
)
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.note import Note

CardIdentity = tuple[str, int]
"""A note's GUID and a card's ordinal. Anki's own ids of notes and cards change on import."""

_DIGITS = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&()*+,-./:;<=>?@[]^_`{|}~"
)
"""Anki's, for GUIDs."""
_TWO_DIGITS = tuple(high + low for high in _DIGITS for low in _DIGITS)
_PAIRS = len(_TWO_DIGITS)


def guid_of(deck: Deck, note: Note) -> str:
    """The identity that Anki knows a note by: the same in every build of every version."""
    return note.guid or _guid_for(deck.id, note.id)


def _guid_for(deck_id: str, note_id: str) -> str:
    # As genanki's guid_for has it, which takes as long as all else that becomes of a note. Ten such
    # digits hold any number of 64 bits.
    digest = hashlib.sha256(f"{deck_id}__{note_id}".encode()).digest()
    first_six, last_four = divmod(int.from_bytes(digest[:8]), _PAIRS**2)
    first_two, middle_four = divmod(first_six, _PAIRS**2)
    pairs = (first_two, *divmod(middle_four, _PAIRS), *divmod(last_four, _PAIRS))
    return "".join(map(_TWO_DIGITS.__getitem__, pairs)).lstrip(_DIGITS[0])


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
        (_guid_for(deck.id, note_id_of(earlier)), ordinals[key]): key
        for earlier, key in names.items()
        if key in ordinals
    }
