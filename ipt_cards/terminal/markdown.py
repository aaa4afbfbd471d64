"""A card's Markdown as rich renderables, clozes hidden or shown in place."""

from collections.abc import Callable

from rich.console import RenderableType
from rich.text import Text

from ipt_cards.deck.markup import is_plain
from ipt_cards.terminal.console import text as safe

ShowCloze = Callable[[Text, int, str, Callable[[], None]], None]
"""Adds a cloze to a text: the text, the cloze's number and hint, and what adds its content."""


def markdown(source: str, show_cloze: ShowCloze | None = None) -> RenderableType:
    """A text as blocks, blank lines between. Without `show_cloze`, clozes show their content."""
    if is_plain(source):
        return safe(source)
    from ipt_cards.terminal.markdown_blocks import blocks_of  # noqa: PLC0415 - slow to import

    return blocks_of(source, show_cloze or show_content)


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
