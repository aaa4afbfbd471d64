"""Bringing a drawn paper towards the levels that the blueprint weighs."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ipt_cards.exam.mock.blueprint import allot
from ipt_cards.forecast.exam_card import ExamCard


@dataclass(frozen=True, slots=True)
class Levels:
    """The blueprint's percent by level, and each card's level by its key; some have none."""

    weights: Mapping[str, int]
    of: Mapping[str, str]


@dataclass(slots=True)
class Drawn:
    """A topic's cards in the order they were drawn: those that are asked, and the rest."""

    asked: list[ExamCard]
    rest: list[ExamCard]


Exchange = tuple[str, str, str]
"""A topic, the level of a card that it gives up, and the level of the one that it takes."""


def towards(drawn: Mapping[str, Drawn], levels: Levels, questions: int) -> None:
    """Exchange cards within their topics until the levels are as near to the weights as can be.

    Each level gets its share of the questions by largest remainder. What has too many gives to what
    has too few, directly or by way of other levels, as often as that can be done: this is the
    shortest augmenting path of a flow from topics to levels, so that no other choice comes nearer.
    The last that were drawn are given up first, and the first of the rest come in.
    """
    wanted = allot(levels.weights, questions)
    while path := _path(drawn, levels, wanted):
        for topic, given, taken in path:
            _exchange(drawn[topic], given, taken, levels)


def _path(
    drawn: Mapping[str, Drawn], levels: Levels, wanted: Mapping[str, int]
) -> list[Exchange] | None:
    """The fewest exchanges by which a level with too many gives one to a level with too few."""
    have = Counter(levels.of.get(card.key, "") for topic in drawn.values() for card in topic.asked)
    edges: dict[str, dict[str, Exchange]] = {}
    for given, taken, topic in _possible(drawn, levels):
        edges.setdefault(given, {}).setdefault(taken, (topic, given, taken))
    names = [*wanted, *sorted(have.keys() - wanted.keys())]
    paths: list[tuple[str, list[Exchange]]] = [
        (level, []) for level in names if have[level] > wanted.get(level, 0)
    ]
    seen = {level for level, _ in paths}
    for level, path in paths:  # which grows: breadth first
        if have[level] < wanted.get(level, 0):
            return path
        for taken, exchange in edges.get(level, {}).items():
            if taken not in seen:
                seen.add(taken)
                paths.append((taken, [*path, exchange]))
    return None


def _possible(drawn: Mapping[str, Drawn], levels: Levels) -> Iterator[tuple[str, str, str]]:
    for topic, held in drawn.items():
        asked = dict.fromkeys(levels.of.get(card.key, "") for card in reversed(held.asked))
        rest = dict.fromkeys(levels.of.get(card.key, "") for card in held.rest)
        for given in asked:
            for taken in rest:
                if given != taken:
                    yield given, taken, topic


def _exchange(held: Drawn, given: str, taken: str, levels: Levels) -> None:
    out = next(card for card in reversed(held.asked) if levels.of.get(card.key, "") == given)
    into = next(card for card in held.rest if levels.of.get(card.key, "") == taken)
    held.asked.remove(out)
    held.rest.remove(into)
    held.asked.append(into)
    held.rest.append(out)
