"""Leeches: cards that are failed so often that they are better rewritten than repeated."""

from ipt_cards.scheduling.sm2 import CardState

LEECH_LAPSES = 8
"""Lapses that make a card a leech."""

LAPSES_MORE = LEECH_LAPSES // 2
"""After so many more, a leech that was put back is one again, as in Anki."""


def is_leech(state: CardState) -> bool:
    """Whether the card was failed so often."""
    return state.lapses >= LEECH_LAPSES


def becomes_leech(before: CardState, after: CardState) -> bool:
    """Whether an answer made the card a leech, so that it is to be suspended."""
    if after.lapses == before.lapses or not is_leech(after):
        return False
    return (after.lapses - LEECH_LAPSES) % LAPSES_MORE == 0
