"""Cards with a history that no deck has any more, and what they are probably called now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

LIKELY = 60
"""Percent of likeness from which a card of the deck is offered as an orphan's new name."""

OTHER_SIDE = 25
"""Percent taken off where the cards differ in what tells siblings apart (/forward, /reverse)."""


@dataclass(frozen=True, slots=True)
class Orphan:
    """A card that no deck has. `likely`: the key it probably has now, if one is near enough."""

    card: str
    likely: str | None


def find_orphans(
    history: Iterable[str], known: Iterable[str], texts: Mapping[str, str] | None = None
) -> tuple[Orphan, ...]:
    """The cards of a log that no deck has, in the order of their keys.

    history: the keys of the cards with a history, by their current names.
    known: the keys of all cards in decks.
    texts: what is on cards, by key, as far as it is known; of vanished ones, from an earlier
        version of the deck.

    A likely new name is a card without a history of its own whose id, or text, is much like the
    orphan's. None is offered to two orphans: the more alike gets it.
    """
    studied, kept = set(history), set(known)
    lost = sorted(studied - kept)
    unstudied = sorted(kept - studied)
    likenesses = sorted(
        (-likeness, card, candidate)
        for card in lost
        for candidate in unstudied
        if (likeness := _likeness(card, candidate, texts or {})) >= LIKELY
    )
    likely: dict[str, str] = {}
    for _, card, candidate in likenesses:
        if card not in likely and candidate not in likely.values():
            likely[card] = candidate
    return tuple(Orphan(card, likely.get(card)) for card in lost)


def _likeness(card: str, candidate: str, texts: Mapping[str, str]) -> float:
    note, _, side = card.partition("/")
    other_note, _, other_side = candidate.partition("/")
    likeness = max(
        fuzz.ratio(note, other_note),
        fuzz.token_sort_ratio(note.replace("-", " "), other_note.replace("-", " ")),
    )
    if card in texts and candidate in texts:
        likeness = max(likeness, fuzz.ratio(texts[card], texts[candidate]))
    return likeness - OTHER_SIDE * (side != other_side)
