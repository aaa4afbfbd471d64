"""How a cloze's gaps are shown: hidden, highlighted, or as plain text."""

from collections.abc import Callable

from rich.text import Text

from ipt_cards.terminal.screen.console import text as safe

ShowCloze = Callable[[Text, int, str, Callable[[], None]], None]
"""Adds a cloze to a text: the text, the cloze's number and hint, and what adds its content."""


def hide(number: int) -> ShowCloze:
    """Show the gaps of one number as `[…]` or `[hint]`, and the others as plain text."""

    def show(into: Text, found: int, hint: str, add_content: Callable[[], None]) -> None:
        if found == number:
            into.append_text(safe(f"[{hint or '…'}]", "cloze.gap"))
        else:
            add_content()

    return show


def highlight(number: int) -> ShowCloze:
    """Show what the gaps of one number hid, highlighted in place."""

    def show(into: Text, found: int, _hint: str, add_content: Callable[[], None]) -> None:
        start = len(into)
        add_content()
        if found == number:
            into.stylize("cloze.answer", start)

    return show


def show_content(_into: Text, _number: int, _hint: str, add_content: Callable[[], None]) -> None:
    """Show what a cloze hides as plain text."""
    add_content()
