"""The options --topic and --tag, which choose cards of a deck, and their shell completion."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from ipt_cards.cli.deck_argument import parse_cache
from ipt_cards.deck.bundled import DEFAULT_DECK, find_deck
from ipt_cards.deck.card import Card
from ipt_cards.deck.cards_by_key import CardsByKey
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.reading.findings import did_you_mean
from ipt_cards.deck.reading.folder import read_folder

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class CardFilter:
    """Which cards are asked for: those of any of the topics that have any of the tags.

    topics: ids or names, in any case; none stands for all.
    tags: a tag stands for those below it, too, as in Anki: `therapy` for `therapy::history`.
    """

    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def cards(self, deck: Deck) -> list[Card]:
        """The cards asked for, in learning order. Raises as `cards_by_key` does."""
        return list(self.cards_by_key(deck).values())

    def cards_by_key(self, deck: Deck) -> Mapping[str, Card]:
        """The cards asked for, in learning order.

        Raises click.UsageError for a topic or tag that the deck hasn't, with a suggestion.
        """
        topics = {topic_named(deck, written).id for written in self.topics}
        for written in self.tags:
            _require_tag(deck, written)
        chosen = [topic for topic in deck.topics if not topics or topic.id in topics]
        if not self.tags:
            return CardsByKey(chosen)
        wanted = [tag.casefold() for tag in self.tags]
        return {
            card.key: card
            for topic in chosen
            for card in topic.cards()
            if any(_has_tag(card, tag) for tag in wanted)
        }


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


def topic_named(deck: Deck, written: str) -> Topic:
    """The topic with that id or name, in any case.

    Raises click.UsageError for a topic that the deck hasn't, with a suggestion.
    """
    for topic in deck.topics:
        if written.casefold() in (topic.id, topic.name.casefold()):
            return topic
    known = [name for topic in deck.topics for name in (topic.id, topic.name)]
    raise click.UsageError(_unknown("topic", written, known, (topic.id for topic in deck.topics)))


def deck_tags(deck: Deck) -> list[str]:
    """Every tag of the deck's notes, and every tag above one, sorted."""
    found = set()
    for note in deck.notes():
        for tag in note.tags:
            parts = tag.split("::")
            found |= {"::".join(parts[:depth]) for depth in range(1, len(parts) + 1)}
    return sorted(found)


def completed_deck(context: click.Context) -> Deck | None:
    """The deck that a half-typed command line means, as far as it can be read."""
    try:
        return read_folder(_completed_folder(context), parse_cache()).deck
    except OSError:
        return None


def _completed_folder(context: click.Context) -> Path:
    # Where the option to be completed has no value yet, click leaves the arguments unparsed.
    for word in context.args:
        with suppress(FileNotFoundError):
            return find_deck(word)
    named = context.params.get("deck")
    return named if isinstance(named, Path) else find_deck(DEFAULT_DECK)


def _complete_topics(
    context: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    deck = completed_deck(context)
    return [
        CompletionItem(topic.id, help=topic.name)
        for topic in (deck.topics if deck else ())
        if topic.id.startswith(incomplete)
    ]


def _complete_tags(
    context: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    deck = completed_deck(context)
    tags = deck_tags(deck) if deck else []
    return [CompletionItem(tag) for tag in tags if tag.startswith(incomplete)]


def _require_tag(deck: Deck, written: str) -> None:
    known = deck_tags(deck)
    if written.casefold() not in map(str.casefold, known):
        raise click.UsageError(_unknown("tag", written, known, known))


def _unknown(what: str, written: str, near: Iterable[str], known: Iterable[str]) -> str:
    suggestion = did_you_mean(written, near)
    listed = ", ".join(known) or "none"
    return f"there is no {what} `{written}`{suggestion or f' in the deck (there is: {listed})'}"


def _has_tag(card: Card, wanted: str) -> bool:
    return any(
        tag == wanted or tag.startswith(f"{wanted}::") for tag in map(str.casefold, card.note.tags)
    )
