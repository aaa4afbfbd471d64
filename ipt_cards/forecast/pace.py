"""How long a card takes this learner."""

from collections.abc import Iterable
from dataclasses import dataclass

from ipt_cards.forecast.answer import Answer
from ipt_cards.scheduling.day import Day

LONGEST_ANSWER_MS = 60_000
"""What an answer counts at most: beyond a minute the learner was away (Anki's limit too)."""

DEFAULT_WEIGHT = 10
"""So many sessions at the default pace stand in for a log that is still short."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Milliseconds a card takes on a day, its drills included: a new card, and a review."""

    new_ms: int
    review_ms: int


DEFAULT_PACE = Pace(new_ms=30_000, review_ms=12_000)


class Sessions:
    """What answers took, a session being a card's answers on one day.

    first, last: the day of each card's first and last answer. counts: how many sessions there were
    of new cards, and of reviews. spent_ms: what these took.
    """

    def __init__(
        self,
        first: dict[str, Day] | None = None,
        last: dict[str, Day] | None = None,
        counts: Iterable[int] = (0, 0),
        spent_ms: Iterable[int] = (0, 0),
    ) -> None:
        self.first, self.last = first or {}, last or {}
        self.counts, self.spent_ms = list(counts), list(spent_ms)

    def add(self, card: str, day: Day, duration_ms: int) -> None:
        """Count one answer more."""
        review = self.first.setdefault(card, day) != day
        self.counts[review] += self.last.get(card) != day
        self.spent_ms[review] += min(duration_ms, LONGEST_ANSWER_MS)
        self.last[card] = day

    @property
    def pace(self) -> Pace:
        """The mean, nearer to the default the fewer there were."""
        return Pace(
            *(
                max(1_000, round((ms + DEFAULT_WEIGHT * usual) / (count + DEFAULT_WEIGHT)))
                for ms, count, usual in zip(
                    self.spent_ms,
                    self.counts,
                    (DEFAULT_PACE.new_ms, DEFAULT_PACE.review_ms),
                    strict=True,
                )
            )
        )


def pace(answers: Iterable[Answer]) -> Pace:
    """The learner's own pace: the log's mean, nearer to the default the shorter the log is."""
    sessions = Sessions()
    for card, day, _, duration_ms in answers:
        sessions.add(card, day, duration_ms)
    return sessions.pace
