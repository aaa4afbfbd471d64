"""One real learner's review log, as the exam layer reads it, and the split it's judged on."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.memory import BLANK, Memory, answered
from ipt_cards.scheduling.day import Calendar, Day
from ipt_cards.scheduling.grade import BUTTONS

PATH = Path(__file__).parents[3] / "shared" / "real" / "one-learner-review-log.csv"


class Review(NamedTuple):
    """A card's first answer on a day after its introduction, and what stood in the log before."""

    memory: Memory
    day: Day
    recalled: bool


class Halves(NamedTuple):
    """The log cut in time where half of its reviews are done."""

    answers_of_the_first: list[Answer]
    first: list[Review]
    second: list[Review]


def real_answers() -> list[Answer]:
    """The log in the order of answering; days turn at 04:00 UTC, ratings are the four buttons."""
    calendar = Calendar(UTC)
    with PATH.open(newline="") as stream:
        rows = sorted(
            (
                round(datetime.fromisoformat(row["review_time"]).timestamp() * 1000),
                row["card_id"],
                row,
            )
            for row in csv.DictReader(stream)
        )
    return [
        Answer(
            card,
            calendar.day(at),
            BUTTONS[int(row["review_rating"]) - 1],
            int(row["review_duration"]),
        )
        for at, card, row in rows
    ]


def halves(answers: list[Answer]) -> Halves:
    """Cut a log for a forecast of its second half from its first."""
    folded: dict[str, Memory] = {}
    reviews: list[tuple[int, Review]] = []
    for index, answer in enumerate(answers):
        memory = folded.get(answer.card, BLANK)
        if not memory.state.is_new and answer.day > memory.state.reviewed:
            reviews.append((index, Review(memory, answer.day, answer.grade.passed)))
        folded[answer.card] = answered(memory, answer.grade, answer.day)
    middle = len(reviews) // 2
    cut, _ = reviews[middle]
    plain = [review for _, review in reviews]
    return Halves(answers[:cut], plain[:middle], plain[middle:])
