"""From a collection of Anki's, or one deck of it, to a deck of ours."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from ipt_cards.anki.adoption.change import Change
from ipt_cards.anki.adoption.media import FoundMedia, find_media
from ipt_cards.anki.adoption.notes import Adopter
from ipt_cards.anki.origin import Origin, OwnWords
from ipt_cards.anki.reading.collection import AnkiCollection
from ipt_cards.anki.reading.errors import AnkiFileError
from ipt_cards.deck.adding.new_ids import NewIds
from ipt_cards.deck.adding.topic_size import TAKEN_TOPIC_IDS, topic_parts
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.from_html.ruby import filtered_fields, has_ruby
from ipt_cards.deck.media_files.media import media_in_deck
from ipt_cards.deck.note import Note
from ipt_cards.deck.reading.findings import did_you_mean
from ipt_cards.deck.text import (
    normal_text,
    suggested_identifier,
    without_control_characters,
    without_misleading_characters,
)

_LEVELS = "::"


@dataclass(frozen=True, slots=True)
class AdoptedDeck:
    """A deck taken over, with what brings it back.

    changes: tell, too, which notes aren't in it. has_reviews: whether the file holds answers to its
    cards.
    """

    deck: Deck
    origin: Origin
    changes: tuple[Change, ...]
    media: FoundMedia
    has_reviews: bool


def adopt(collection: AnkiCollection, only: str | None) -> AdoptedDeck:
    """The deck `only` (its whole name in Anki) with its subdecks, or all decks of a collection.

    Raises AnkiFileError for a damaged collection, one without notes, or an unknown deck.
    """
    names = _chosen(collection, only)
    cards: dict[int, list[tuple[int, int]]] = {}
    card_ids: set[int] = set()
    for card in collection.cards():
        if card.deck in names or not only:
            cards.setdefault(card.note, []).append((card.ordinal, card.deck))
            card_ids.add(card.id)
    found_media = find_media(collection)
    ruby = _have_ruby(collection, cards.keys() if only else None)
    adopter = Adopter(collection.note_types(), found_media.paths, ruby)
    by_deck: dict[str, list[Note]] = {}
    for note in collection.notes():
        if only and note.id not in cards:
            continue
        places = sorted(cards.get(note.id, []))
        taken = adopter.adopt(note, [ordinal for ordinal, _ in places])
        if taken:
            by_deck.setdefault(names.get(places[0][1], "Default"), []).extend(taken)
    if not by_deck and not adopter.changes:
        raise AnkiFileError(f"{collection.path} holds no notes{f' in `{only}`' if only else ''}.")
    root = only or _common_root(by_deck)
    title = _clean(root.rpartition(_LEVELS)[2]) or _clean(collection.path.stem) or "Deck"
    topics, decks = _topics(by_deck, root)
    deck = Deck(
        id=suggested_identifier(title)[:60].strip("-") or "deck",
        name=title.replace(_LEVELS, " / "),
        topics=topics,
        citations=tuple((key, text) for text, key in adopter.citations.items()),
    )
    types_used = {record.note_type for record in adopter.records.values() if record.fields}
    shown = set(media_in_deck(deck))
    origin = Origin(
        {each: adopter.note_types[each] for each in types_used},
        adopter.records,
        {path: name for name, path in found_media.paths.items() if path in shown},
        {"": root, **decks} if root else decks,
        OwnWords(frozenset(adopter.with_words), adopter.words),
    )
    has_reviews = any(review.card in card_ids for review in collection.reviews())
    return AdoptedDeck(deck, origin, tuple(adopter.changes), found_media, has_reviews)


def _chosen(collection: AnkiCollection, only: str | None) -> Mapping[int, str]:
    names = collection.deck_names()
    if only is None:
        return names
    chosen = {
        each: name
        for each, name in names.items()
        if name == only or name.startswith(only + _LEVELS)
    }
    if not chosen:
        listed = "".join(f"\n  {name}" for name in sorted(names.values()))
        near = did_you_mean(only, names.values())
        raise AnkiFileError(f"there is no deck `{only}` in {collection.path}{near}\n{listed}")
    return chosen


def _have_ruby(collection: AnkiCollection, chosen: Collection[int] | None) -> bool:
    """Whether any of the notes has readings over words, by elements or by a filter for them."""
    filtered = {
        each.id
        for each in collection.note_types().values()
        if filtered_fields(side for t in each.templates for side in (t.front, t.back))
    }
    return any(
        note.note_type in filtered or any(map(has_ruby, note.fields))
        for note in collection.notes(holding="" if filtered else "<ruby")
        if chosen is None or note.id in chosen
    )


def _common_root(names: Iterable[str]) -> str:
    """The levels that all these decks' names begin with."""
    split = [name.split(_LEVELS) for name in names]
    if not split:
        return ""
    shared = []
    for levels in zip(*split, strict=False):
        if len(set(levels)) > 1:
            break
        shared.append(levels[0])
    return _LEVELS.join(shared)


def _topics(
    by_deck: Mapping[str, list[Note]], root: str
) -> tuple[tuple[Topic, ...], dict[str, str]]:
    """A topic for each of Anki's decks, and Anki's decks by the topics' names.

    A deck below a subdeck becomes the topic `Subdeck / Deck`; notes of the uppermost deck itself
    one of that deck's name.
    """
    ids = NewIds(TAKEN_TOPIC_IDS)
    used: set[str] = set()
    topics: list[Topic] = []
    decks: dict[str, str] = {}
    for whole, notes in sorted(by_deck.items()):
        below = whole.removeprefix(root).removeprefix(_LEVELS) if root else whole
        levels = (below or root.rpartition(_LEVELS)[2]).split(_LEVELS)
        wanted = " / ".join(filter(None, map(_clean, levels))) or "Topic"
        for part in topic_parts(notes):
            name, number = wanted, 1
            while name.casefold() in used:
                number += 1
                name = f"{wanted} ({number})"
            used.add(name.casefold())
            decks[name] = whole
            topics.append(Topic(ids.take(name, "topic"), name, tuple(part)))
    return tuple(sorted(topics, key=lambda topic: topic.id)), decks


def _clean(name: str) -> str:
    seen = without_misleading_characters(without_control_characters(name))
    return normal_text(seen).replace("\n", " ").replace(":::", "::")
