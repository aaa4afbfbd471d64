"""What lies ahead and what is hard: statistics on the cards of a deck."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nsmallest

from ipt_cards.progress.statistics.card_states import (
    MATURITIES,
    State,
    maturity,
    next_day,
)
from ipt_cards.progress.statistics.retention import Retention
from ipt_cards.progress.statistics.tally import Tally
from ipt_cards.scheduling.card_progress import UNSEEN, CardProgress
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.sm2 import STARTING_EASE


@dataclass(frozen=True, slots=True)
class HardCard:
    """A card that gives trouble. `ease` in hundredths."""

    card: str
    lapses: int
    ease: int
    retention: Retention


@dataclass(frozen=True, slots=True)
class TopicProgress:
    """A topic's cards by maturity (every one, also with 0), and its retention."""

    topic: str
    cards: Mapping[State, int]
    suspended: int
    retention: Retention


def forecast(
    cards: Iterable[str], progress: Mapping[str, CardProgress], today: Day, days: int = 30
) -> list[int]:
    """How many cards come back on each of the next days, today first, if all go as scheduled.

    What is overdue comes today. A card is counted once, at its next day, and new cards are left
    out: both depend on answers yet to be given.
    """
    ahead = Counter(next_day(progress[card], today) for card in cards if card in progress)
    return [ahead[Day(day)] for day in range(today, today + days)]


def hardest(
    tally: Tally,
    cards: Iterable[str],
    progress: Mapping[str, CardProgress],
    count: int = 10,
) -> list[HardCard]:
    """The cards with the most lapses, equals by ease factor, then retention; the worst first.

    Only cards that lapsed or whose ease factor fell are hard.
    """
    found = []
    for card in cards:
        state = progress.get(card, UNSEEN).state
        if state.lapses or state.ease < STARTING_EASE:
            kept = tally.retention(card)
            found.append((-state.lapses, state.ease, kept.rate or 0, card, kept))
    return [
        HardCard(card, -lapses, ease, kept)
        for lapses, ease, _, card, kept in nsmallest(count, found)
    ]


def by_topic(
    topics: Mapping[str, Iterable[str]],
    tally: Tally,
    progress: Mapping[str, CardProgress],
) -> list[TopicProgress]:
    """Each topic's progress, in the given order. `topics`: the cards by the topic's name."""
    found = []
    for topic, cards in topics.items():
        known = [progress.get(card, UNSEEN) for card in cards]
        counts = Counter(maturity(each.state) for each in known)
        kept = [tally.retention(card) for card in cards]
        found.append(
            TopicProgress(
                topic,
                {state: counts[state] for state in MATURITIES},
                sum(each.suspended for each in known),
                Retention(sum(each.passed for each in kept), sum(each.reviews for each in kept)),
            )
        )
    return found
