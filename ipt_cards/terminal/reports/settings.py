"""The settings with where each comes from."""

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from ipt_cards.terminal.screen.tables import Column, print_table

_ROOMY = 70
"""Columns from which a setting and where it comes from stand side by side."""


def print_settings(console: Console, settings: Sequence[tuple[str, str, str]]) -> None:
    """Print each setting's name, value and origin: a table, or lines where there is no room."""
    if not console.is_terminal or console.width >= _ROOMY:
        columns = (Column("setting"), Column("value"), Column("from", shrinks=True, folds=True))
        print_table(console, columns, settings)
        return
    for name, value, origin in settings:
        console.print(Text(f"{name} = {value}"))
        console.print(Padding(Text(origin, "label", overflow="fold"), (0, 0, 0, 2)))
