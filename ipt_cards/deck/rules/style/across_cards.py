"""Rules on cards beside each other: what one gives away of another, and how many ask one fact."""

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

from ipt_cards.deck.card import Card, cards_of
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.note import Note
from ipt_cards.deck.rules.style.advice import Advice, advice
from ipt_cards.deck.rules.style.facts import MOST_CARDS
from ipt_cards.deck.rules.style.words import content_stems, words
from ipt_cards.deck.showing.plain_text import answer_texts, question_text
from ipt_cards.deck.style_rule import StyleRule

ONE_FACT = 0.6
"""The share of content words that two notes have in common if they state one fact."""

TOLD = 0.75
"""The share of a question's content words that another repeats if it tells of the same."""

FEWEST_STEMS = 3
"""Content words of a question, below which too many others are like it."""

Key = TypeVar("Key", int, str)

_MOST_COMMON = 0.2
"""The share of notes from which a word tells no fact from another; it is the deck's subject."""

_FEW = 10
"""Notes of which that is never said."""

_MOST_CANDIDATES = 200
"""Cards that share a word: of a word that more have, nothing is told."""


class _Asked(NamedTuple):
    """A card with the stems of its question and of its answers."""

    note: Note
    card: Card
    text: str
    question: frozenset[str]
    answers: tuple[str, ...]
    answer: frozenset[str]

    @classmethod
    def of(cls, note: Note, card: Card) -> "_Asked":
        text = question_text(card)
        answers = tuple(answer_texts(card))
        answer = frozenset().union(*map(content_stems, answers))
        return cls(note, card, f" {' '.join(words(text))} ", content_stems(text), answers, answer)


def across_cards(deck: Deck) -> Iterator[Advice]:
    """What both rules find."""
    asked = [_Asked.of(note, card) for note in deck.notes() for card in cards_of(note)]
    yield from _answered_elsewhere(asked)
    # Of the others their author says which facts they ask for.
    yield from _crowded_facts([each for each in asked if not each.note.facts])


def _answered_elsewhere(asked: list[_Asked]) -> Iterator[Advice]:
    """The question of one card says what another asks for."""
    told = _index({place: each.question for place, each in enumerate(asked)})
    seen: set[tuple[str, str]] = set()
    for each in asked:
        if len(each.answers) != 1 or len(each.question) < FEWEST_STEMS or not each.answer:
            continue
        if each.answer <= each.question:
            continue
        answer = f" {' '.join(words(each.answers[0]))} "
        for place in _candidates(each.answer - each.question, told):
            other = asked[place]
            pair = (each.note.id, other.note.id)
            if other.note is each.note or pair in seen or answer not in other.text:
                continue
            if len(each.question & other.question) >= TOLD * len(each.question):
                seen.add(pair)
                yield advice(
                    each.note,
                    StyleRule.ANSWERED,
                    f"is answered, “{each.answers[0]}”, by the question of `{other.note.id}`: "
                    "word one of the two otherwise",
                )


def _crowded_facts(asked: list[_Asked]) -> Iterator[Advice]:
    """More cards than some ask one fact."""
    facts: dict[str, frozenset[str]] = {}
    cards: dict[str, list[_Asked]] = {}
    for each in asked:
        said = each.question | each.answer
        facts[each.note.id] = facts.get(each.note.id, frozenset()) | said
        cards.setdefault(each.note.id, []).append(each)
    about = _index(facts)
    common = {
        stem for stem, ids in about.items() if len(ids) > max(_FEW, len(facts) * _MOST_COMMON)
    }
    facts = {note_id: said - common for note_id, said in facts.items()}
    done: set[str] = set()
    for note_id, said in facts.items():
        if note_id in done or len(said) < FEWEST_STEMS:
            continue
        near = {
            other
            for other in _likely(said, about)
            if len(said & facts[other]) >= ONE_FACT * len(said | facts[other])
        } - done
        count = sum(len(cards[other]) for other in near)
        if count > MOST_CARDS and len(near) > 1:
            done |= near
            others = ", ".join(f"`{other}`" for other in facts if other in near - {note_id})
            yield advice(
                cards[note_id][0].note,
                StyleRule.CROWDED,
                f"and {others} ask one fact by {count} cards: {MOST_CARDS} are enough",
            )


def _likely(said: frozenset[str], about: Mapping[str, list[str]]) -> set[str]:
    """The notes that may state the same fact.

    Who shares that much shares one of the rarest words: not all of these can be among the rest.
    """
    rarest = sorted(said, key=lambda stem: (len(about[stem]), stem))
    asked_of = rarest[: len(said) - math.ceil(ONE_FACT * len(said)) + 1]
    return {
        other for stem in asked_of if len(about[stem]) <= _MOST_CANDIDATES for other in about[stem]
    }


def _index(sets: Mapping[Key, frozenset[str]]) -> dict[str, list[Key]]:
    found: dict[str, list[Key]] = {}
    for key, stems in sets.items():
        for stem in stems:
            found.setdefault(stem, []).append(key)
    return found


def _candidates(stems: frozenset[str], index: Mapping[str, list[int]]) -> list[int]:
    """The cards with the rarest of the stems; none where even that is in too many."""
    rarest = min((index.get(stem, []) for stem in sorted(stems)), key=len)
    return rarest if len(rarest) <= _MOST_CANDIDATES else []
