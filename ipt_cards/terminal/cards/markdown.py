"""A card's Markdown as rich renderables, clozes hidden or shown in place."""

from rich.console import RenderableType

from ipt_cards.deck.markup.simple import is_plain
from ipt_cards.terminal.cards.cloze import ShowCloze, show_content
from ipt_cards.terminal.screen.console import text as safe


def markdown(source: str, show_cloze: ShowCloze | None = None) -> RenderableType:
    """A text as blocks, blank lines between. Without `show_cloze`, clozes show their content."""
    if is_plain(source):
        return safe(source)
    from ipt_cards.terminal.cards.markdown_blocks import blocks_of  # noqa: PLC0415 - slow to import

    return blocks_of(source, show_cloze or show_content, gaps=show_cloze is not None)
