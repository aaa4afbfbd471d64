"""How long the rest of a quiz will take."""

from collections.abc import Sequence

_CAP_MS = 60_000
_GUESS_MS = 8_000
_GUESS_WEIGHT = 5


def time_left_ms(cards: int, durations_ms: Sequence[int]) -> int:
    """The time that some cards will take, by how long the learner's latest answers took.

    An answer of over a minute counts as a minute: it says little about the next one. As long as
    there are few answers, a guess of eight seconds counts as five of them.
    """
    known = sum(min(duration, _CAP_MS) for duration in durations_ms)
    pace = (known + _GUESS_WEIGHT * _GUESS_MS) / (len(durations_ms) + _GUESS_WEIGHT)
    return round(cards * pace)
