"""How long a card takes this learner."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ipt_cards.forecast.answer import Answer
from ipt_cards.scheduling.day import Day

LONGEST_ANSWER_MS = 60_000
"""What an answer counts at most: beyond a minute the learner was away (Anki's limit too)."""

DEFAULT_WEIGHT = 10
"""So many cards at the default pace stand in for a log that is still short."""

LATEST_ANSWERS = 300
"""So many of the latest count: they foretell a real learner's next day better than all do."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Milliseconds a card takes on a day, its drills included: a new card, and a review."""

    new_ms: int
    review_ms: int


Taken = tuple[str, Day, int]
"""An answer's card, day and duration in milliseconds."""

DEFAULT_PACE = Pace(new_ms=30_000, review_ms=12_000)


class Sessions:
    """When cards were introduced, and what the latest answers took.

    first: the day of each card's first answer. latest: card, day and duration in ms of the latest
    answers, LATEST_ANSWERS at most.
    """

    def __init__(self, first: dict[str, Day] | None = None, latest: Iterable[Taken] = ()) -> None:
        self.first = first or {}
        self.latest = deque(latest, LATEST_ANSWERS)

    def add(self, card: str, day: Day, duration_ms: int) -> None:
        """Count one answer more."""
        self.first.setdefault(card, day)
        self.latest.append((card, day, duration_ms))

    @property
    def pace(self) -> Pace:
        """How long cards take by these."""
        return pace_of(self.latest, self.first)


def pace(answers: Iterable[Answer]) -> Pace:
    """The learner's own pace, by the whole log."""
    sessions = Sessions()
    for card, day, _, duration_ms in answers:
        sessions.add(card, day, duration_ms)
    return sessions.pace


def pace_of(latest: Iterable[Taken], introduced: Mapping[str, Day]) -> Pace:
    """The latest answers' mean, nearer to the default the fewer they are.

    latest: LATEST_ANSWERS at most; one whose time isn't known, 0, tells nothing.
    introduced: each card's first day; a card that it doesn't tell of is new.
    """
    last: dict[str, Day] = {}
    cards = [DEFAULT_WEIGHT, DEFAULT_WEIGHT]
    spent_ms = [DEFAULT_WEIGHT * DEFAULT_PACE.new_ms, DEFAULT_WEIGHT * DEFAULT_PACE.review_ms]
    for card, day, duration_ms in latest:
        if not duration_ms:
            continue
        review = introduced.get(card, day) != day
        cards[review] += last.get(card) != day
        spent_ms[review] += min(duration_ms, LONGEST_ANSWER_MS)
        last[card] = day
    return Pace(*(max(1_000, round(ms / count)) for ms, count in zip(spent_ms, cards, strict=True)))
