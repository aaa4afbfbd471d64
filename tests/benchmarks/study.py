"""A simulated learner at his cards, whatever his memory is."""

from collections.abc import Callable
from random import Random
from typing import Protocol

from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.fsrs6 import AGAIN, EASY, GOOD, HARD
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import BUTTONS
from tests.benchmarks.memories.act_r import ActR
from tests.benchmarks.memories.fsrs import Fsrs
from tests.benchmarks.memories.half_life import HalfLife

START = Day(739_000)
ANSWER_MS = 12_000
MOST_DRILLS = 5

FIRST_RATINGS = {AGAIN: 0.24, HARD: 0.094, GOOD: 0.495, EASY: 0.171}
PASSING_RATINGS = {HARD: 0.224, GOOD: 0.631, EASY: 0.145}
"""How often learners rate so: the defaults of the FSRS project's own simulator."""


class Memory(Protocol):
    """What a learner forgets by."""

    def recall(self, card: int, day: int, second: float, /) -> float:
        """The probability that a card that was studied is recalled."""

    def study(self, card: int, day: int, second: float, rating: int, /) -> None:
        """Answer a card, with a rating from 1 to 4, and see its answer."""


MEMORIES: dict[str, Callable[[int, Random], Memory]] = {
    "FSRS-6, drawn": Fsrs,
    "half-life": HalfLife,
    "ACT-R": ActR,
}


class Study:
    """A learner with a memory of some cards.

    guessing: whether some share of the cards, drawn for each learner, is known beforehand. Else
        none is, and first answers are rated as the FSRS project's simulator has it.

    `log` is all that a strategy may look at. Each card has its own random numbers, so that its nth
    answer falls alike under all strategies as far as memory allows.
    """

    def __init__(self, memory: str, seed: int, cards: int, *, guessing: bool = False) -> None:
        rng = Random(f"{seed} {memory}")  # noqa: S311 — to be repeatable, not secret
        self.cards = [f"card-{number}" for number in range(cards)]
        self.log: list[Answer] = []
        self._memory = MEMORIES[memory](cards, rng)
        self.known_share = rng.uniform(0.0, 1.0)
        self._known = [guessing and rng.random() < self.known_share for _ in range(cards)]
        self._guessing = guessing
        self._seen = [False] * cards
        self._rngs = [Random(f"{seed} {card}") for card in range(cards)]  # noqa: S311 — as above
        self._day, self._second = Day(0), 0.0

    def recall(self, card: int, day: Day) -> float:
        """The probability that a card is recalled at the beginning of a day."""
        if self._seen[card]:
            return self._memory.recall(card, day, 0.0)
        return float(self._known[card])

    def score(self, day: Day) -> float:
        """The share of all cards to be expected right at the beginning of a day."""
        return sum(self.recall(card, day) for card in range(len(self.cards))) / len(self.cards)

    def answer(self, card: int, day: Day) -> int:
        """Answer a card once and grade it: the rating, 1 to 4."""
        if day != self._day:
            self._day, self._second = day, 0.0
        self._second += ANSWER_MS / 1000
        rng = self._rngs[card]
        chance = float(self._known[card])
        if self._seen[card]:
            chance = self._memory.recall(card, day, self._second)
        recalled, passing = rng.random() < chance, _drawn(PASSING_RATINGS, rng)
        rating = passing if recalled else AGAIN
        if not self._seen[card] and not self._guessing:
            rating = _drawn(FIRST_RATINGS, rng)
        self._memory.study(card, day, self._second, rating)
        self._seen[card] = True
        self.log.append(Answer(self.cards[card], day, BUTTONS[rating - 1], ANSWER_MS))
        return rating

    def review(self, card: int, day: Day, most: int) -> None:
        """Answer a card, and drill it until it's passed, with so many answers at most."""
        for _ in range(min(most, 1 + MOST_DRILLS)):
            if self.answer(card, day) != AGAIN:
                break


def _drawn(chances: dict[int, float], rng: Random) -> int:
    point = rng.random()
    for rating, chance in chances.items():
        point -= chance
        if point < 0:
            return rating
    return rating
