"""Leeches: cards that are failed so often that they are better rewritten than repeated."""

from ipt_cards.scheduling.sm2 import CardState

LEECH_LAPSES = 8
"""Lapses that make a card a leech."""


def becomes_leech(before: CardState, after: CardState) -> bool:
    """Whether an answer made the card a leech, so that it is to be suspended."""
    return before.lapses < LEECH_LAPSES <= after.lapses
