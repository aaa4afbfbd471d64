"""Real learners' review logs, as forecasts read them."""

import csv
from datetime import UTC, datetime
from pathlib import Path

from ipt_cards.forecast.answer import Answer
from ipt_cards.scheduling.day import Calendar
from ipt_cards.scheduling.grade import BUTTONS

FOLDER = Path(__file__).parents[3] / "shared" / "real"
ONE_LEARNER = FOLDER / "one-learner-review-log.csv"


def real_logs() -> list[Path]:
    """Every log there is."""
    return sorted(FOLDER.glob("*.csv"))


def real_answers(path: Path = ONE_LEARNER) -> list[Answer]:
    """A log in the order of answering; days turn at 04:00 UTC, ratings are the four buttons."""
    calendar = Calendar(UTC)
    with path.open(newline="") as stream:
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
