"""Rules on the facts that a deck's author names: asked for often enough, and not too often."""

from collections.abc import Iterator

from ipt_cards.deck.deck import Deck
from ipt_cards.deck.problem import Problem, Severity
from ipt_cards.deck.rules.coverage import CoveredFact, covered_facts
from ipt_cards.deck.rules.style.advice import Advice
from ipt_cards.deck.style_rule import StyleRule

MOST_CARDS = 5
"""How many cards one fact may have; more teach the cards rather than the fact."""


def thin_facts(deck: Deck) -> Iterator[Advice]:
    """Fewer than two notes ask for a fact, all are of one kind, or all are at one level."""
    for each in covered_facts(deck):
        if each.lacks:
            yield _advice(
                each,
                StyleRule.THIN,
                f"{', and '.join(each.lacks)}: two notes should, of different kinds"
                f"{' and at different levels' if each.needs_levels else ''}",
            )


def crowded_facts(deck: Deck) -> Iterator[Advice]:
    """More cards than some ask for a fact that notes name."""
    for each in covered_facts(deck):
        if len(each.notes) > 1 and each.cards_of_its_own > MOST_CARDS:
            others = ", ".join(f"`{note.id}`" for note in each.notes)
            yield _advice(
                each,
                StyleRule.CROWDED,
                f"{each.cards} cards ask for it, of {others}: {MOST_CARDS} are enough (of a note "
                "on several facts each has its part)",
            )


def _advice(each: CoveredFact, rule: StyleRule, message: str) -> Advice:
    # Any note that asks for the fact may have leave to break the rule for it.
    leave = (note.id for note in each.notes if any(by.rule is rule for by in note.allow))
    told = f"`{each.fact.id}`: {message}"
    return Advice(next(leave, ""), Problem(each.fact.at, rule.value, told, Severity.ADVICE))


RULES = (thin_facts, crowded_facts)
