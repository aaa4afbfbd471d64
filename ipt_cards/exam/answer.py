"""What the exam layer reads of the review log."""

from typing import NamedTuple

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
