"""How long a card takes this learner."""

from collections.abc import Iterable
from dataclasses import dataclass

from ipt_cards.forecast.answer import Answer

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


def pace(answers: Iterable[Answer]) -> Pace:
    """The learner's own pace: the log's mean, nearer to the default the shorter the log is."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    sessions = [DEFAULT_WEIGHT, DEFAULT_WEIGHT]
    spent_ms = [DEFAULT_WEIGHT * DEFAULT_PACE.new_ms, DEFAULT_WEIGHT * DEFAULT_PACE.review_ms]
    for card, day, _, duration_ms in answers:
        review = first.setdefault(card, day) != day
        sessions[review] += last.get(card) != day
        spent_ms[review] += min(duration_ms, LONGEST_ANSWER_MS)
        last[card] = day
    return Pace(
        *(max(1_000, round(ms / count)) for ms, count in zip(spent_ms, sessions, strict=True))
    )
