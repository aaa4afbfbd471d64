"""What a log's answers come to for statistics: counted one by one, and kept between commands."""

from array import array
from collections import Counter
from collections.abc import Iterable
from itertools import compress
from typing import Any

from ipt_cards.packed_columns import packed, unpacked
from ipt_cards.progress.answer_fold import Told
from ipt_cards.progress.statistics.answers import AnswerKind, kind_of
from ipt_cards.progress.statistics.card_states import MATURE_INTERVAL
from ipt_cards.progress.statistics.days import DayOfStudy, monday_of
from ipt_cards.progress.statistics.retention import Retention, RetentionByMaturity
from ipt_cards.scheduling import sm2
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.scheduler import Scheduler, identity
from ipt_cards.scheduling.sm2 import NEW, CardState

VERSION = 1
"""To be raised whenever the same answers come to something else, or it is packed in another way."""

_KINDS, _GRADES = tuple(AnswerKind), tuple(Grade)
_PASSED, _MATURE = 1, 2
_WEEK = 4
"""A review is kept as its week's Monday times this, plus what of the two above it was."""

_STATE_TYPES = "qqqqqqqdd"
"""Of the columns that keep the cards' states, a field each."""


class Tally:
    """The answers of a log, counted in their order.

    Every one counts for its day. A review, which is what retention is measured on, counts for its
    card and for its week, as of a card that was young or mature by then.
    """

    name = "statistics"

    def __init__(self, scheduler: Scheduler = sm2.review) -> None:
        self.made_by = f"{VERSION} {identity(scheduler)}"
        self._scheduler = scheduler
        self._places: dict[str, int] = {}
        self._states: dict[int, CardState] = {}
        # Of all cards but those in _states: a column a field.
        self._kept_states: list[array[Any]] = [array(typecode) for typecode in _STATE_TYPES]
        self._passed, self._reviews = array("I"), array("I")
        self._review_places, self._review_weeks = array("I"), array("I")
        # Of each day how many answers of each kind and of each grade there were, and their time.
        self._days: dict[int, list[int]] = {}

    def take(self, answers: Iterable[Told]) -> None:
        """Go on with these answers, which stand and come in the order of their ids."""
        places, states, scheduler = self._places, self._states, self._scheduler
        for card, day, grade, duration_ms, crammed in answers:
            place = places.setdefault(card, len(places))
            if place == len(self._reviews):
                states[place] = NEW
                self._passed.append(0)
                self._reviews.append(0)
            before = states[place] if place in states else self._kept_state(place)
            kind = AnswerKind.CRAM if crammed else kind_of(before, day)
            if not crammed:
                states[place] = scheduler(before, grade, day)
            if kind is AnswerKind.REVIEW:
                self._reviews[place] += 1
                self._passed[place] += grade.passed
                mature = _MATURE if before.interval >= MATURE_INTERVAL else 0
                passed = _PASSED if grade.passed else 0
                self._review_places.append(place)
                self._review_weeks.append(monday_of(day) * _WEEK + mature + passed)
            done = self._days.setdefault(day, [0] * (len(_KINDS) + len(_GRADES) + 1))
            done[_KINDS.index(kind)] += 1
            done[len(_KINDS) + grade] += 1
            done[-1] += duration_ms

    def days(self) -> dict[Day, int]:
        """How many answers each day with any had, in the order of the days."""
        return {Day(day): sum(done[: len(_KINDS)]) for day, done in sorted(self._days.items())}

    def on(self, day: Day) -> DayOfStudy:
        """What was done on a day."""
        done = self._days.get(day) or [0] * (len(_KINDS) + len(_GRADES) + 1)
        kinds = done[: len(_KINDS)]
        return DayOfStudy(
            answers=sum(kinds),
            by_kind=dict(zip(_KINDS, kinds, strict=True)),
            by_grade=dict(zip(_GRADES, done[len(_KINDS) : -1], strict=True)),
            duration_ms=done[-1],
        )

    def retention(self, card: str) -> Retention:
        """The retention of one card."""
        place = self._places.get(card)
        if place is None:
            return Retention()
        return Retention(self._passed[place], self._reviews[place])

    def weeks(self, cards: Iterable[str]) -> dict[Day, RetentionByMaturity]:
        """The retention of some cards in each week with any review of them, by its Monday."""
        asked_for = bytearray(len(self._places))
        for place in map(self._places.get, cards):
            if place is not None:
                asked_for[place] = 1
        chosen = compress(self._review_weeks, map(asked_for.__getitem__, self._review_places))
        counts = Counter(chosen)
        return {
            Day(monday): RetentionByMaturity(
                young=_retention(counts, monday * _WEEK),
                mature=_retention(counts, monday * _WEEK + _MATURE),
            )
            for monday in sorted({week // _WEEK for week in counts})
        }

    def packed(self) -> bytes:
        """What `unpack` makes the same again of."""
        added = len(self._places) - len(self._kept_states[0])
        for field, column in enumerate(self._kept_states):
            column.extend(array(column.typecode, [NEW[field]] * added))
            for place, state in self._states.items():
                column[place] = state[field]
        self._states = {}
        counts = (self._passed, self._reviews, self._review_places, self._review_weeks)
        return packed([list(self._places), list(self._days.items())], [*self._kept_states, *counts])

    def unpack(self, content: bytes) -> None:
        """Begin with what was kept. Raises ValueError for what can't be read."""
        (cards, days), columns = unpacked(content)
        kept_states = columns[: len(_STATE_TYPES)]
        passed, reviews, review_places, review_weeks = columns[len(_STATE_TYPES) :]
        self._places = {card: place for place, card in enumerate(cards)}
        self._days = dict(days)
        self._kept_states = kept_states
        self._passed, self._reviews = passed, reviews
        self._review_places, self._review_weeks = review_places, review_weeks

    def _kept_state(self, place: int) -> CardState:
        values: list[Any] = [column[place] for column in self._kept_states]
        values[6] = values[6] == 1  # drilling
        return CardState(*values)


def _retention(counts: Counter[int], failed: int) -> Retention:
    passed = counts[failed + _PASSED]
    return Retention(passed, passed + counts[failed])
