"""The blueprint of a new deck, where its sources tell how an exam is made up."""

from collections.abc import Iterable

from ipt_cards.deck.deck import Blueprint, Deck
from ipt_cards.formats.found import Found
from ipt_cards.formats.placing import topic_name


def blueprint_of(deck: Deck, sources: Iterable[Found]) -> Blueprint | None:
    """The weights that the sources give to the deck's topics, as percents; None where none does."""
    said: dict[str, int] = {}
    for found in sources:
        for name, weight in found.weights.items():
            said[topic_name(name)] = said.get(topic_name(name), 0) + weight
    weights = {topic.id: said.get(topic.name, 0) for topic in deck.topics}
    percents = {each: percent for each, percent in _percents(weights).items() if percent}
    return Blueprint(tuple(percents.items())) if percents else None


def _percents(weights: dict[str, int]) -> dict[str, int]:
    """Whole percents that sum to 100: what rounding down leaves goes where it cost most."""
    total = sum(weights.values())
    if not total:
        return {}
    percents = {each: weight * 100 // total for each, weight in weights.items()}
    short = sorted(weights, key=lambda each: -(weights[each] * 100 % total))
    for each in short[: 100 - sum(percents.values())]:
        percents[each] += 1
    return percents
