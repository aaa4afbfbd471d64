"""Shell completion of card keys."""

import click
from click.shell_completion import CompletionItem

from ipt_cards.cli.card_filter import completed_deck


def complete_cards(
    context: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The keys of the cards in the deck on the command line, as far as it can be read."""
    deck = completed_deck(context)
    keys = list(deck.card_keys()) if deck else []
    return [CompletionItem(key) for key in keys if key.startswith(incomplete)]
