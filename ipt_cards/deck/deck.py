"""A deck: topics of notes, where they come from, and the exam they prepare for."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeVar

from ipt_cards.deck.card import Card, cards_of, note_id_of
from ipt_cards.deck.file_notes import FileNotes
from ipt_cards.deck.learning_order import learning_order
from ipt_cards.deck.level import Level
from ipt_cards.deck.note import NOWHERE, Note
from ipt_cards.deck.problem import Position
from ipt_cards.deck.spelling import ENGLISH
from ipt_cards.deck.style_rule import Allowance
from ipt_cards.deck.text import is_identifier

_Card = TypeVar("_Card")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that learners are to know, in the words of the deck's author.

    Notes say by its id that they ask for it. at: where it stands in its topic's file.
    """

    id: str
    statement: str
    at: Position = field(default=NOWHERE, compare=False)

    def __post_init__(self) -> None:
        """Raise ValueError for what no reader would let through."""
        if not is_identifier(self.id) or not self.statement:
            raise ValueError(f"not a fact: {self.id!r}, {self.statement!r}")


@dataclass(frozen=True)
class Topic:
    """One YAML file of notes, an Anki subdeck. `id` is the file's name without its ending.

    facts: what the topic is to teach, for authors alone; notes of other topics may ask for it, too.
    """

    id: str
    name: str
    notes: Sequence[Note]
    facts: tuple[Fact, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError for an id that can't be one."""
        if not is_identifier(self.id):
            raise ValueError(f"not a topic's id: {self.id!r}")

    @cached_property
    def card_keys(self) -> tuple[str, ...]:
        """The keys of the topic's cards, as its notes stand."""
        if isinstance(self.notes, FileNotes):
            return self.notes.overview.card_keys
        return tuple(card.key for card in self.cards())

    @cached_property
    def after(self) -> Mapping[str, tuple[str, ...]]:
        """What each of its notes that says so comes after, by its id: ids of notes of the deck."""
        if isinstance(self.notes, FileNotes):
            return self.notes.overview.after
        return {note.id: note.after for note in self.notes if note.after}

    @cached_property
    def levels(self) -> Mapping[str, Level]:
        """What each of its notes asks that says so, by its id."""
        if isinstance(self.notes, FileNotes):
            return self.notes.overview.levels
        return {note.id: note.level for note in self.notes if note.level}

    @cached_property
    def has_adopted_notes(self) -> bool:
        """Whether any of its notes came from Anki."""
        if isinstance(self.notes, FileNotes):
            return bool(self.notes.overview.guids)
        return any(note.guid for note in self.notes)

    def cards(self) -> Iterator[Card]:
        """The topic's cards, as its notes stand."""
        for note in self.notes:
            yield from cards_of(note)

    def note_ids(self) -> Iterable[str]:
        """The ids of the topic's notes in learning order."""
        if isinstance(self.notes, FileNotes):
            return dict.fromkeys(map(note_id_of, self.notes.overview.card_keys))
        return (note.id for note in self.notes)

    def note(self, note_id: str) -> Note:
        """The topic's note with that id. Raises KeyError."""
        if isinstance(self.notes, FileNotes):
            return self.notes.with_id(note_id)
        return self._notes_by_id[note_id]

    def card(self, key: str) -> Card:
        """The topic's card with that key. Raises KeyError."""
        if isinstance(self.notes, FileNotes):
            siblings = cards_of(self.notes.with_id(note_id_of(key)))
            return next(card for card in siblings if card.key == key)
        return self._cards_by_key[key]

    @cached_property
    def _notes_by_id(self) -> dict[str, Note]:
        return {note.id: note for note in self.notes}

    @cached_property
    def _cards_by_key(self) -> dict[str, Card]:
        return {card.key: card for card in self.cards()}


@dataclass(frozen=True, slots=True)
class Blueprint:
    """How an exam on the deck is made up.

    weights: percent of the questions by topic id, in the author's order; they sum to 100.
    pass_percent: the score to pass. questions, minutes: the exam's usual length.
    levels: percent of the questions by level; they sum to 100. Empty where levels don't matter.
    """

    weights: tuple[tuple[str, int], ...]
    pass_percent: int = 60
    questions: int = 40
    minutes: int = 60
    levels: tuple[tuple[Level, int], ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError for weights that are no division of the whole."""
        if sum(weight for _, weight in self.weights) != 100:
            raise ValueError("the blueprint's weights don't sum to 100")
        if self.levels and sum(weight for _, weight in self.levels) != 100:
            raise ValueError("the levels' weights don't sum to 100")


@dataclass(frozen=True)
class Deck:
    """Everything an author's folder says.

    sections, citations: id to title, or to the reference in full; notes cite either by id.
    version: what its author calls this state of it, such as 1.2; "" for nothing.
    language: the code of the language that its texts are in. allow: the rules of style that all of
    it may break, each once.
    """

    id: str
    name: str
    description: str = ""
    topics: tuple[Topic, ...] = ()
    blueprint: Blueprint | None = None
    sections: tuple[tuple[str, str], ...] = ()
    citations: tuple[tuple[str, str], ...] = ()
    version: str = ""
    language: str = ENGLISH
    allow: tuple[Allowance, ...] = ()

    @cached_property
    def weights(self) -> dict[str, int]:
        """The blueprint's percent by topic id; empty where there is no blueprint."""
        return dict(self.blueprint.weights) if self.blueprint else {}

    @cached_property
    def topic_names(self) -> dict[str, str]:
        """Every topic's name by its id."""
        return {topic.id: topic.name for topic in self.topics}

    @cached_property
    def sources(self) -> dict[str, str]:
        """Every section's title and every citation by id."""
        return dict(self.sections + self.citations)

    @cached_property
    def after(self) -> Mapping[str, tuple[str, ...]]:
        """What each note that says so comes after, by ids; the notes stand in learning order."""
        return {note: self._after[note] for note in self._places if note in self._after}

    @cached_property
    def _after(self) -> Mapping[str, tuple[str, ...]]:
        return {note: after for topic in self.topics for note, after in topic.after.items()}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """Where each note stands in learning order; empty where that is as they stand."""
        if not self._after:
            return {}
        ids = (note_id_of(key) for topic in self.topics for key in topic.card_keys)
        ordered = learning_order(dict.fromkeys(ids), self._after)
        return {note: place for place, note in enumerate(ordered, start=1)}

    def position(self, note_id: str) -> int:
        """The place of a note in learning order, from 1; 0 for all where that is as they stand."""
        return self._places.get(note_id, 0)

    def in_learning_order(
        self, cards: Iterable[_Card], note_of: Callable[[_Card], str]
    ) -> list[_Card]:
        """Cards as topics and notes stand, but none before what its note comes after.

        cards: in the order of topics and notes. note_of: gives the id of a card's note.
        """
        places = self._places
        return sorted(cards, key=lambda card: places[note_of(card)]) if places else list(cards)

    def cards_by_level(self) -> dict[str, list[str]]:
        """The keys of the cards by what they ask, in the order of levels; empty where no note says.

        Those of notes that don't say stand under "no level", last.
        """
        levels = {note: level for topic in self.topics for note, level in topic.levels.items()}
        if not levels:
            return {}
        keys: dict[str, list[str]] = {level.value: [] for level in Level}
        others: list[str] = []
        for key in self.card_keys():
            level = levels.get(note_id_of(key))
            (keys[level] if level else others).append(key)
        said = {level: held for level, held in keys.items() if held}
        return {**said, "no level": others} if others else said

    def notes(self) -> Iterator[Note]:
        """All notes, as topics and notes stand."""
        for topic in self.topics:
            yield from topic.notes

    def adopted_notes(self) -> Iterator[Note]:
        """The notes that came from Anki, in learning order."""
        for topic in self.topics:
            if topic.has_adopted_notes:
                yield from (note for note in topic.notes if note.guid)

    def card_keys(self) -> Iterator[str]:
        """The keys of all cards in learning order."""
        keys = (key for topic in self.topics for key in topic.card_keys)
        yield from self.in_learning_order(keys, note_id_of) if self.after else keys

    def cards(self) -> Iterator[Card]:
        """All cards in learning order."""
        cards = (card for topic in self.topics for card in topic.cards())
        if self.after:
            yield from self.in_learning_order(cards, lambda card: card.note.id)
        else:
            yield from cards


class Labels(NamedTuple):
    """What stands around cards: the topic's name by card key, the source's name by its id.

    language: the code of the language that the cards are in.
    """

    topics: Mapping[str, str]
    sources: Mapping[str, str]
    language: str = ENGLISH

    @classmethod
    def of(cls, deck: Deck) -> "Labels":
        """The labels that a deck gives its cards."""
        topics = {key: topic.name for topic in deck.topics for key in topic.card_keys}
        return cls(topics, deck.sources, deck.language)
