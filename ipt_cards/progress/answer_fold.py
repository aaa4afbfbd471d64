"""What the answers of a log come to, one after another, and can be gone on with."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from ipt_cards.progress.entries import Origin, Review
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade


class Told(NamedTuple):
    """An answer that stands, with its card's current name. crammed: whether that is all it was."""

    card: str
    day: Day
    grade: Grade
    duration_ms: int
    crammed: bool


class AnswerFold(Protocol):
    """Something made of answers in the order of their ids, from the log's first one on.

    name: what it is kept as. made_by: all that it depends on beside the log, its own rules too.
    """

    name: str
    made_by: str

    def take(self, answers: Iterable[Told]) -> None:
        """Go on with these answers."""

    def packed(self) -> bytes:
        """What `unpack` makes the same again of."""

    def unpack(self, content: bytes) -> None:
        """Begin with what was kept. Raises ValueError, and changes nothing, for anything else."""


def told(review: Review) -> Told:
    """A review that stands, by its card's current name, as folds take it."""
    crammed = review.origin is Origin.CRAM
    return Told(review.card, review.day, review.grade, review.duration_ms, crammed)
