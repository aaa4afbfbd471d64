"""All that the rules of style find in a deck, but for what they are told to allow."""

from collections.abc import Iterator, Sequence

from ipt_cards.deck.deck import Deck
from ipt_cards.deck.note import Note
from ipt_cards.deck.problem import Position, Problem, Severity
from ipt_cards.deck.rules.style import (
    across_deck,
    clozes,
    facts,
    option_grammar,
    options,
    questions,
)
from ipt_cards.deck.rules.style.across_cards import across_cards
from ipt_cards.deck.rules.style.advice import Advice
from ipt_cards.deck.rules.style.enumerations import enumerations
from ipt_cards.deck.spelling import ENGLISH
from ipt_cards.deck.style_rule import Allowance

NEEDLESS = "needless-allow"
"""The rule that an `allow` must be needed."""

_BY_NOTE = (questions, options, option_grammar, clozes)


def style_advice(deck: Deck) -> tuple[Problem, ...]:
    """Advice on a deck without errors, in order of position.

    Rules that go by English words are left out where the deck is in another language.
    """
    allowed = {note.id: {each.rule.value for each in note.allow} for note in deck.notes()}
    allowed[""] = {each.rule.value for each in deck.allow}
    found: list[Problem] = []
    used: set[tuple[str, str]] = set()
    for note_id, problem in _all_advice(deck):
        by = next((by for by in (note_id, "") if problem.rule in allowed[by]), None)
        if by is None:
            found.append(problem)
        else:
            used.add((by, problem.rule))
    found += _needless("the deck", Position("deck.yaml"), deck.allow, "", used)
    for note in deck.notes():
        found += _needless(f"`{note.id}`", note.at, note.allow, note.id, used)
    return tuple(sorted(found, key=lambda each: (each.at.file != "deck.yaml", each.at)))


def _needless(
    what: str,
    at: Position,
    allow: Sequence[Allowance],
    owner: str,
    used: set[tuple[str, str]],
) -> Iterator[Problem]:
    for each in allow:
        if (owner, each.rule) not in used:
            yield Problem(
                at,
                NEEDLESS,
                f"{what} allows `{each.rule}`, which it keeps: delete that from `allow`",
                Severity.ADVICE,
            )


def _all_advice(deck: Deck) -> Iterator[Advice]:
    is_english = deck.language == ENGLISH
    for note in deck.notes():
        yield from _advice_on(note, is_english=is_english)
    for rule in across_deck.RULES + facts.RULES:
        yield from rule(deck)
    if is_english:
        yield from enumerations(deck)
        yield from across_cards(deck)


def _advice_on(note: Note, *, is_english: bool) -> Iterator[Advice]:
    for group in _BY_NOTE:
        for rule in group.RULES:
            yield from rule(note)
        for rule in group.ENGLISH_RULES if is_english else ():
            yield from rule(note)
