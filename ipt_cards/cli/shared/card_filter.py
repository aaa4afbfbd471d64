"""The options --topic and --tag, which choose cards of a deck, and their shell completion."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ipt_cards.deck.bundled import DEFAULT_DECK, find_deck
from ipt_cards.deck.card import Card
from ipt_cards.deck.card_filter import CardFilter, UnknownChoiceError, deck_tags
from ipt_cards.deck.deck import Deck
from ipt_cards.study.decks import read_deck

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

F = TypeVar("F", bound=Callable[..., Any])


def card_filter_options(function: F) -> F:
    """Give a command `topics` and `tags`, tuples of what the learner wrote, for a CardFilter."""
    tag = click.option(
        "--tag",
        "tags",
        multiple=True,
        metavar="TAG",
        shell_complete=_complete_tags,
        help="Only cards with this tag. May be repeated: any of them.",
    )
    return topic_option(tag(function))


def topic_option(function: F) -> F:
    """Give a command `topics`, a tuple of what the learner wrote, for `topic_named`."""
    return click.option(
        "--topic",
        "topics",
        multiple=True,
        metavar="TOPIC",
        shell_complete=_complete_topics,
        help="Only this topic's cards, told by its file or name. May be repeated.",
    )(function)


def chosen_cards(chosen: CardFilter, deck: Deck) -> Mapping[str, Card]:
    """The cards asked for, by key. Raises click.UsageError for a topic or tag that isn't there."""
    try:
        return chosen.cards_by_key(deck)
    except UnknownChoiceError as error:
        raise click.UsageError(str(error)) from None


def complete_cards(context: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """The keys of the cards in the deck on the command line, as far as it can be read."""
    deck = _completed_deck(context)
    keys = list(deck.card_keys()) if deck else []
    return [key for key in keys if key.startswith(incomplete)]


def _completed_deck(context: click.Context) -> Deck | None:
    try:
        return read_deck(_completed_folder(context)).deck
    except OSError:
        return None


def _completed_folder(context: click.Context) -> Path:
    named = context.params.get("deck")
    if isinstance(named, Path) and not context.args:
        return named
    # Where the option to be completed has no value yet, click leaves the arguments unparsed.
    for word in (*context.args, named):
        with suppress(FileNotFoundError):
            return find_deck(str(word))
    return find_deck(DEFAULT_DECK)


def _complete_topics(
    context: click.Context, _param: click.Parameter, incomplete: str
) -> list["CompletionItem"]:
    from click.shell_completion import CompletionItem  # noqa: PLC0415 - only a shell asks

    deck = _completed_deck(context)
    return [
        CompletionItem(topic.id, help=topic.name)
        for topic in (deck.topics if deck else ())
        if topic.id.startswith(incomplete)
    ]


def _complete_tags(context: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    deck = _completed_deck(context)
    tags = deck_tags(deck) if deck else []
    return [tag for tag in tags if tag.startswith(incomplete)]
