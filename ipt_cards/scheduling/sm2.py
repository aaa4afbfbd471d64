"""SM-2 exactly as published (Wozniak 1990, SuperMemo's SM-2 page, steps 1 to 7).

The ease factor is kept in whole hundredths: every step of the published formula is a multiple of
0.01, so integers are exact where floats drift (and `ceil` would turn the drift into a day).
"""

from typing import NamedTuple

from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade

STARTING_EASE = 250
MINIMUM_EASE = 130
FIRST_INTERVAL = 1
SECOND_INTERVAL = 6
MAXIMUM_INTERVAL = 36_500
"""Days. The published rule has no upper end, but a calendar has: answers given early, one after
another, would soon lead beyond the year 9999. Anki ends at the same hundred years."""

EASE_CHANGE = tuple(10 - (5 - q) * (8 + (5 - q) * 2) for q in Grade)
"""By grade, in hundredths: EF' − EF = 0.1 − (5−q)(0.08 + (5−q)·0.02)."""


class CardState(NamedTuple):
    """What a scheduler knows of a card. A NamedTuple, since folding a long log makes millions.

    repetitions: answers passed in a row, SM-2's n.
    ease: the ease factor in hundredths, 130 or more.
    interval: days between the last review and the day due, a hundred years at most; 0 for a new
        card.
    due: the day the card is next due; 0 for a new card.
    reviewed: the day of the last review; 0 for a new card.
    lapses: how many reviews failed: first answers of a day to a card answered on an earlier one.
    drilling: whether the last answer on `reviewed` was below 4, so that the card comes back in
        that same day's session (step 7).
    stability, difficulty: FSRS's memory of the card (in days, and from 1 to 10); 0 under SM-2.
    """

    repetitions: int
    ease: int
    interval: int
    due: Day
    reviewed: Day
    lapses: int
    drilling: bool
    stability: float = 0.0
    difficulty: float = 0.0

    @property
    def is_new(self) -> bool:
        """Whether the card was never answered."""
        return self.reviewed == 0

    @property
    def ease_factor(self) -> float:
        """The ease factor as published, 1.3 or more."""
        return self.ease / 100

    def drills_on(self, day: Day) -> bool:
        """Whether the card still has to come back in this day's session."""
        return self.drilling and self.reviewed == day


NEW = CardState(
    repetitions=0,
    ease=STARTING_EASE,
    interval=0,
    due=Day(0),
    reviewed=Day(0),
    lapses=0,
    drilling=False,
)


def review(state: CardState, grade: Grade, day: Day) -> CardState:
    """The state after an answer on a day.

    The first answer of a day is the review. Each further answer on that day is a drill (step 7):
    it changes nothing but whether the card comes back once more. A day before the last review (a
    clock set back) counts as the day of that review, so that the function is total.
    """
    repetitions, ease, interval, due, reviewed, lapses, _, _, _ = state
    if day <= reviewed:
        return CardState(repetitions, ease, interval, due, reviewed, lapses, grade < 4)
    if grade < 3:
        return CardState(
            0,
            ease,
            FIRST_INTERVAL,
            Day(day + FIRST_INTERVAL),
            day,
            lapses + (reviewed > 0),
            True,
        )
    ease = max(MINIMUM_EASE, ease + EASE_CHANGE[grade])
    if repetitions == 0:
        interval = FIRST_INTERVAL
    elif repetitions == 1:
        interval = SECOND_INTERVAL
    else:
        interval = min(MAXIMUM_INTERVAL, -(-interval * ease // 100))
    return CardState(repetitions + 1, ease, interval, Day(day + interval), day, lapses, grade < 4)
