"""A learner's answers so far, folded: all that forecasts are made from, kept between commands."""

from array import array
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import fields

import numpy as np

from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.forgetting import LATEST_REVIEWS
from ipt_cards.forecast.history import Column, History, Review, Rows, history, rows_of
from ipt_cards.forecast.level import Level, Tally
from ipt_cards.forecast.memory import Memory
from ipt_cards.forecast.pace import Sessions
from ipt_cards.packed_columns import packed, unpacked
from ipt_cards.progress.answer_fold import Told
from ipt_cards.scheduling.day import Day

VERSION = "2"
"""To be raised whenever the same answers come to something else, or it is packed in another way."""

_MEMORY_TYPES = "ddqqdd"
"""Of the columns that keep the memories, a field each."""


class Past:
    """What the answers of a log come to, but for crammed ones, in the order of answering.

    memories: of each card answered. level: after all answers. sessions: what they took.
    first_failures: how many answers failed on cards' first days. first_passed: how many first
        answers to a card were right.
    """

    name = "forecast"
    made_by = VERSION

    def __init__(self) -> None:
        self.memories: dict[str, Memory] = {}
        self.level = Level()
        self.sessions = Sessions()
        self.first_failures = 0
        self.first_passed = 0
        self._reviews: deque[Review] = deque(maxlen=LATEST_REVIEWS)
        self._rows_before, self._recalled_before = rows_of(()), np.zeros(0)

    def take(self, answers: Iterable[Told]) -> None:
        """Go on with these answers."""
        self.add([Answer(*told[:4]) for told in answers if not told.crammed])

    def add(self, answers: Sequence[Answer]) -> None:
        """Go on with answers that all count."""
        for card, day, grade, duration_ms in answers:
            first_day = self.sessions.first.get(card)
            self.first_passed += first_day is None and grade.passed
            self.first_failures += first_day in (None, day) and not grade.passed
            self.sessions.add(card, day, duration_ms)
        known = history(answers, History(self.memories, self.level, ()))
        self.memories, self.level = known.memories, known.level
        self._reviews.extend(known.reviews)

    def reviews(self) -> tuple[Rows, Column]:
        """The latest reviews in columns, and 1 for each that was recalled, else 0."""
        recalled = np.array([review.recalled for review in self._reviews], dtype=np.float64)
        rows = self._rows_before.followed_by(rows_of(self._reviews))
        latest = slice(max(0, len(rows) - LATEST_REVIEWS), None)
        return rows[latest], np.concatenate((self._recalled_before, recalled))[latest]

    def packed(self) -> bytes:
        """What `unpack` makes the same again of."""
        sessions = self.sessions
        head = {
            "cards": list(self.memories),
            "level": self.level,
            "latest": list(sessions.latest),
            "first": [self.first_failures, self.first_passed],
        }
        of_cards = [*zip(*self.memories.values(), strict=True)] or [()] * len(_MEMORY_TYPES)
        rows, recalled = self.reviews()
        of_reviews = [getattr(rows, field.name) for field in fields(rows)]
        return packed(
            head,
            [
                *(array(code, held) for code, held in zip(_MEMORY_TYPES, of_cards, strict=True)),
                array("q", sessions.first.values()),
                *(array("d", column.tobytes()) for column in (*of_reviews, recalled)),
            ],
        )

    def unpack(self, content: bytes) -> None:
        """Begin with what was kept. Raises ValueError for what can't be read."""
        head, columns = unpacked(content)
        cards, of_cards = head["cards"], len(_MEMORY_TYPES)
        *of_reviews, recalled = (np.array(column) for column in columns[of_cards + 1 :])
        latest, today, day, ever = head["level"]
        rows = Rows(*of_reviews)
        self._rows_before, self._recalled_before = rows, recalled
        self.memories = dict(
            zip(cards, map(Memory._make, zip(*columns[:of_cards], strict=True)), strict=True)
        )
        self.level = Level(Tally(*latest), Tally(*today), Day(day), Tally(*ever))
        self.sessions = Sessions(
            dict(zip(cards, columns[of_cards], strict=True)),
            ((card, Day(on), ms) for card, on, ms in head["latest"]),
        )
        self.first_failures, self.first_passed = head["first"]
