"""What the exam layer reads of the review log."""

from collections.abc import Iterable
from typing import NamedTuple

from ipt_cards.progress.entries import Origin, Review
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade


class Answer(NamedTuple):
    """One answer that stands (not taken back). A sequence of them is in the order of answering.

    card: the card's key.
    day: the learner's day it was given on.
    duration_ms: from the question shown to the grade.
    """

    card: str
    day: Day
    grade: Grade
    duration_ms: int


def answers_of(reviews: Iterable[Review]) -> tuple[Answer, ...]:
    """The answers among the log's standing reviews, in their order; crammed ones don't count."""
    return tuple(
        Answer(review.card, review.day, review.grade, review.duration_ms)
        for review in reviews
        if review.origin is not Origin.CRAM
    )
