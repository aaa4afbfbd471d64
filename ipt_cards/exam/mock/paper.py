"""Drawing the paper of a mock exam."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from ipt_cards.exam.mock.blueprint import allot_available
from ipt_cards.exam.mock.levels import Drawn, Levels, towards
from ipt_cards.forecast.exam_card import ExamCard, Form
from ipt_cards.scheduling.siblings import apart

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Question:
    """A question on a paper.

    options: the order in which a choice card's options stand, as indexes into the card's own
        order; empty for the other forms.
    """

    card: ExamCard
    options: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A drawn exam: its questions in the order they are asked, open ones after all others."""

    seed: int
    questions: tuple[Question, ...]


def draw(
    cards: Iterable[ExamCard],
    blueprint: Mapping[str, int],
    questions: int,
    seed: int,
    levels: Levels | None = None,
) -> Paper:
    """Draw a paper by the blueprint's weights.

    levels: which levels the questions should have, as far as the topics' cards allow it; for that
    alone a question is exchanged for another of its topic.

    Within a topic no two siblings are asked while a card of another note is left, and choice and
    typed cards are drawn before open ones. They are asked first, too; each of the two parts is in
    random order, but with siblings apart.

    The same cards, in whatever order, blueprint, number and seed give the same paper
    on any machine and Python version: of the generator only `getrandbits` is used.
    Raises ValueError when the blueprint's topics have too few cards.
    """
    rng = Random(seed)  # noqa: S311 — papers are to be repeatable, not secret
    by_topic: dict[str, list[ExamCard]] = {topic: [] for topic in blueprint}
    for card in sorted(cards, key=lambda card: card.key):
        if card.topic in by_topic:
            by_topic[card.topic].append(card)
    available = {topic: len(held) for topic, held in by_topic.items()}
    shares = allot_available(blueprint, questions, available)
    orders = {topic: _in_turn(by_topic[topic], rng) for topic in shares}
    drawn = {
        topic: Drawn(orders[topic][:share], orders[topic][share:])
        for topic, share in shares.items()
    }
    if levels is not None:
        towards(drawn, levels, questions)
    chosen = [card for topic in shares for card in drawn[topic].asked]
    asked = _apart(_open_last(shuffled(chosen, rng)))
    return Paper(
        seed, tuple(Question(card, tuple(shuffled(range(card.options), rng))) for card in asked)
    )


def shuffled(items: Sequence[Item], rng: Random) -> list[Item]:
    """The items in random order, each order as likely (Fisher and Yates)."""
    order = list(items)
    for last in range(len(order) - 1, 0, -1):
        other = _below(last + 1, rng)
        order[last], order[other] = order[other], order[last]
    return order


def _below(limit: int, rng: Random) -> int:
    bits = limit.bit_length()
    while (number := rng.getrandbits(bits)) >= limit:
        pass
    return number


def _in_turn(cards: Sequence[ExamCard], rng: Random) -> list[ExamCard]:
    order = _open_last(shuffled(cards, rng))
    asked: Counter[str] = Counter()
    turns = []
    for card in order:
        turns.append(asked[card.note])
        asked[card.note] += 1
    by_turn = sorted(range(len(order)), key=lambda index: turns[index])
    return [order[index] for index in by_turn]


def _apart(cards: Sequence[ExamCard]) -> list[ExamCard]:
    by_key = {card.key: card for card in cards}
    closed = [card.key for card in cards if card.form is not Form.OPEN]
    order = list(apart(closed))
    order += apart([card.key for card in cards if card.form is Form.OPEN], order)
    return [by_key[key] for key in order]


def _open_last(cards: Sequence[ExamCard]) -> list[ExamCard]:
    return sorted(cards, key=lambda card: card.form is Form.OPEN)
