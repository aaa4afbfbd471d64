"""Rules on the deck as a whole."""

from collections.abc import Iterator

from ipt_cards.deck.deck import Deck
from ipt_cards.deck.note import ChoiceNote
from ipt_cards.deck.problem import Position
from ipt_cards.deck.rules.style.advice import Advice, advice_at
from ipt_cards.deck.rules.style.options import Options
from ipt_cards.deck.style_rule import StyleRule

RAREST_CHANCE = 0.01
"""How improbable so many longest answers must be before they are no chance."""

FARTHEST_SHARE = 10
"""Points by which a topic's share of the cards may differ from that of the exam."""

FEWEST_CARDS = 20
"""Cards of a deck, below which shares say nothing."""

_DECK = Position("deck.yaml")


def longest_answers(deck: Deck) -> Iterator[Advice]:
    """The right option is the longest in more notes than chance makes it."""
    chances: list[float] = []
    longest = 0
    for note in deck.notes():
        if isinstance(note, ChoiceNote) and len(note.answers) == 1 and note.distractors:
            options = Options.of(note)
            longest += len(options.right[0]) > max(map(len, options.wrong))
            chances.append(1 / len(options.all))
    if chances and chance_of_as_many(longest, chances) < RAREST_CHANCE:
        expected = round(sum(chances))
        yield advice_at(
            _DECK,
            StyleRule.LONGEST_IN_DECK,
            f"the right option is the longest in {longest} of {len(chances)} choice notes, where "
            f"chance makes it {expected}: lengthen distractors or shorten answers",
        )


def chance_of_as_many(count: int, chances: list[float]) -> float:
    """How probable it is that so many events or more happen, each with a chance of its own.

    The exact tail of the Poisson binomial distribution; the binomial where all chances are equal.
    """
    import numpy as np  # noqa: PLC0415 - slow to import, and a deck has one such question

    if count <= 0:
        return 1.0
    happened = np.zeros(len(chances) + 1)
    happened[0] = 1.0
    for chance in chances:
        more = happened[:-1] * chance
        happened *= 1 - chance
        happened[1:] += more
    return float(happened[count:].sum())


def topic_shares(deck: Deck) -> Iterator[Advice]:
    """A topic has a much larger or smaller share of the cards than of the exam."""
    total = sum(len(topic.card_keys) for topic in deck.topics)
    if not deck.weights or total < FEWEST_CARDS:
        return
    for topic in deck.topics:
        weight = deck.weights.get(topic.id, 0)
        share = 100 * len(topic.card_keys) / total
        twice = max(share, weight) >= 2 * min(share, weight) and abs(share - weight) >= 5
        if abs(share - weight) >= FARTHEST_SHARE or twice:
            yield advice_at(
                Position(f"{topic.id}.yaml"),
                StyleRule.SHARE,
                f"`{topic.id}` has {share:.0f} % of the cards and {weight} % of the exam: "
                f"{'write fewer cards' if share > weight else 'write more cards'}, or weigh it "
                "otherwise in deck.yaml",
            )


RULES = (longest_answers, topic_shares)
