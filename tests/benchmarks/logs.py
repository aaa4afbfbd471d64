"""Progress files to measure with: a year or more of a learner's answers."""

import random
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

from ipt_cards.progress.entries import Origin
from ipt_cards.progress.entry_id import RANDOM_BYTES, entry_id, instant_ms
from ipt_cards.progress.storage.database import connect, transaction
from ipt_cards.scheduling.day import DAY_MS, Calendar
from ipt_cards.scheduling.grade import BUTTONS

GRADE_WEIGHTS = (1, 2, 6, 1)
"""How often Again, Hard, Good and Easy are given."""

LongLogRow = tuple[str, str, int, int, str, int]


def write_log(path: Path, cards: list[str], reviews: int, *, until_ms: int, days: int) -> None:
    """A log of so many reviews, as many on each of the days before an instant."""
    connection = connect(path, Calendar(UTC))
    try:
        with transaction(connection):
            connection.executemany(
                "INSERT INTO review VALUES (?, ?, ?, ?, ?, ?)",
                _rows(cards, reviews, until_ms - days * DAY_MS, days),
            )
    finally:
        connection.close()


def _rows(cards: list[str], reviews: int, from_ms: int, days: int) -> Iterator[LongLogRow]:
    rng = random.Random(6)  # noqa: S311 - the same on all machines, not secret
    grades = [int(grade) for grade in BUTTONS]
    calendar = Calendar(UTC)
    step = days * DAY_MS / reviews
    for number in range(reviews):
        identifier = entry_id(from_ms + int(number * step), rng.randbytes(RANDOM_BYTES))
        [grade] = rng.choices(grades, GRADE_WEIGHTS)
        day = calendar.day(instant_ms(identifier))
        yield identifier, cards[number % len(cards)], grade, 8_000, Origin.QUIZ.value, day
