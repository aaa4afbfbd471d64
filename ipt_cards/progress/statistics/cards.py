"""What lies ahead and what is hard: statistics on the cards of a deck."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ipt_cards.progress.statistics.answers import Answer
from ipt_cards.progress.statistics.card_states import (
    MATURITIES,
    State,
    maturity,
    next_day,
)
from ipt_cards.progress.statistics.retention import Retention, retention
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
    answers: Iterable[Answer],
    cards: Iterable[str],
    progress: Mapping[str, CardProgress],
    count: int = 10,
) -> list[HardCard]:
    """The cards with the most lapses, equals by ease factor, then retention; the worst first.

    Only cards that lapsed or whose ease factor fell are hard.
    """
    by_card: dict[str, list[Answer]] = {}
    for answer in answers:
        by_card.setdefault(answer.card, []).append(answer)
    found = []
    for card in cards:
        state = progress.get(card, UNSEEN).state
        if state.lapses or state.ease < STARTING_EASE:
            kept = retention(by_card.get(card, ())).all
            found.append(HardCard(card, state.lapses, state.ease, kept))
    found.sort(key=lambda hard: (-hard.lapses, hard.ease, hard.retention.rate or 0, hard.card))
    return found[:count]


def by_topic(
    topics: Mapping[str, Iterable[str]],
    answers: Iterable[Answer],
    progress: Mapping[str, CardProgress],
) -> list[TopicProgress]:
    """Each topic's progress, in the given order. `topics`: the cards by the topic's name."""
    topic_of = {card: topic for topic, cards in topics.items() for card in cards}
    answered: dict[str, list[Answer]] = {topic: [] for topic in topics}
    for answer in answers:
        if answer.card in topic_of:
            answered[topic_of[answer.card]].append(answer)
    found = []
    for topic, cards in topics.items():
        known = [progress.get(card, UNSEEN) for card in cards]
        counts = Counter(maturity(each.state) for each in known)
        found.append(
            TopicProgress(
                topic,
                {state: counts[state] for state in MATURITIES},
                sum(each.suspended for each in known),
                retention(answered[topic]).all,
            )
        )
    return found
