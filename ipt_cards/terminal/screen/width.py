"""How wide what is printed may be."""

from ipt_cards.terminal_columns import terminal_columns

READABLE_WIDTH = 76
"""Columns of a card's panel, where the terminal has as many."""

LEAST_WIDTH = 20
"""Columns that a report takes at least: in fewer, no table or plot says anything."""


def terminal_width() -> int:
    """The terminal's columns, or as many as COLUMNS says, and 80 where there is neither."""
    return max(LEAST_WIDTH, terminal_columns())
