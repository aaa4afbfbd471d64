"""What a deck covers: its cards by topic and by level, and what asks for each of its facts."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ipt_cards.deck.card import cards_of
from ipt_cards.deck.deck import Deck, Fact
from ipt_cards.deck.level import Level
from ipt_cards.deck.note import Note, kind_of


@dataclass(frozen=True, slots=True)
class CoveredFact:
    """A fact, and the notes that ask for it, in the order of their files. topic: the id of its own.

    needs_levels: whether the deck's notes say their levels, so that it can be asked for at several.
    """

    fact: Fact
    topic: str
    notes: tuple[Note, ...]
    needs_levels: bool

    @property
    def cards(self) -> int:
        """How many cards ask for it."""
        return sum(len(cards_of(note)) for note in self.notes)

    @property
    def cards_of_its_own(self) -> float:
        """The same, but a note that asks for several facts counts for each in part."""
        return sum(len(cards_of(note)) / len(note.facts) for note in self.notes)

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels at which it is asked for."""
        said = {note.level for note in self.notes}
        return tuple(level for level in Level if level in said)

    @property
    def lacks(self) -> tuple[str, ...]:
        """What it lacks of two notes of different kinds and at different levels."""
        if not self.notes:
            return ("no note asks for it",)
        if len(self.notes) == 1:
            return (f"only `{self.notes[0].id}` asks for it",)
        return tuple(self._monotony())

    def _monotony(self) -> Iterator[str]:
        kinds = {kind_of(note) for note in self.notes}
        if len(kinds) == 1:
            yield f"all notes that ask for it are of one kind, {kinds.pop()}"
        if self.needs_levels and not self.levels:
            yield "no note that asks for it says at which level"
        elif self.needs_levels and len(self.levels) == 1:
            yield f"it is asked for at one level only, {self.levels[0]}"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the deck: its cards, and their share of all, in percent.

    weight: its percent of the exam; None where the exam doesn't weigh such parts.
    """

    name: str
    cards: int
    share: float
    weight: int | None


@dataclass(frozen=True, slots=True)
class CoveredTopic:
    """A topic: its cards, in all and by level, and its facts. thin: how many of these lack a thing.

    by_level: None stands for notes that don't say theirs.
    """

    id: str
    part: Part
    by_level: Mapping[Level | None, int]
    facts: int
    thin: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a deck covers.

    levels: with "no level" last, for notes that don't say; none where no note of the deck says.
    without_facts: the notes that name none, where others do.
    """

    topics: tuple[CoveredTopic, ...]
    levels: tuple[Part, ...]
    facts: tuple[CoveredFact, ...]
    without_facts: tuple[Note, ...]


def covered_facts(deck: Deck) -> tuple[CoveredFact, ...]:
    """The deck's facts in the order of its files, with what asks for them."""
    asking: dict[str, list[Note]] = {}
    for note in deck.notes():
        for fact in note.facts:
            asking.setdefault(fact, []).append(note)
    needs_levels = any(note.level for note in deck.notes())
    return tuple(
        CoveredFact(fact, topic.id, tuple(asking.get(fact.id, ())), needs_levels)
        for topic in deck.topics
        for fact in topic.facts
    )


def coverage(deck: Deck) -> Coverage:
    """What a deck without errors covers."""
    facts = covered_facts(deck)
    by_topic = {
        topic.id: Counter(card.note.level for card in topic.cards()) for topic in deck.topics
    }
    of_all = sum(by_topic.values(), Counter[Level | None]())
    total = of_all.total()
    topics = tuple(
        CoveredTopic(
            topic.id,
            _part(
                topic.name,
                by_topic[topic.id].total(),
                total,
                deck.weights.get(topic.id, 0) if deck.weights else None,
            ),
            by_topic[topic.id],
            len(topic.facts),
            sum(bool(each.lacks) for each in facts if each.topic == topic.id),
        )
        for topic in deck.topics
    )
    return Coverage(
        topics,
        tuple(_levels(deck, of_all)),
        facts,
        tuple(note for note in deck.notes() if not note.facts) if facts else (),
    )


def _levels(deck: Deck, cards: Mapping[Level | None, int]) -> Iterator[Part]:
    weights = dict(deck.blueprint.levels) if deck.blueprint else {}
    if not any(cards.get(level) for level in Level) and not weights:
        return
    total = sum(cards.values())
    for level in Level:
        count = cards.get(level, 0)
        weight = weights.get(level, 0) if weights else None
        if count or weight:
            yield _part(level.value, count, total, weight)
    if count := cards.get(None, 0):
        yield _part("no level", count, total, 0 if weights else None)


def _part(name: str, cards: int, of_all: int, weight: int | None) -> Part:
    return Part(name, cards, 100 * cards / of_all if of_all else 0.0, weight)
