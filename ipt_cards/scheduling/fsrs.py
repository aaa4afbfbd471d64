"""FSRS-6 by the `fsrs` package, in the learner's days.

Due is the day on which recall falls to 0.9. Nothing is random: no fuzz, no steps within a day; a
failed card is drilled the same day as under SM-2 (step 7), a hard one isn't, and FSRS has a rule
of its own for what a drill changes.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from math import exp, log, log1p

from fsrs import Card, Rating, State
from fsrs import Scheduler as Package
from fsrs.scheduler import DEFAULT_PARAMETERS

from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.sm2 import MAXIMUM_INTERVAL, CardState

RETENTION = 0.9
"""The recall at which a card is due."""

RATINGS = (Rating.Again, Rating.Again, Rating.Again, Rating.Hard, Rating.Good, Rating.Easy)
"""By grade: FSRS knows one way to fail."""

DECIMALS = 6
"""Of stability and difficulty. The last bits of a power differ between machines; nobody's
schedule may."""

_LAST_REVIEW = datetime(1, 1, 1, tzinfo=UTC)
"""Only the days since count, so every card may have had its last review on the first of all."""
_LONGEST_PAUSE = 3_600_000
"""Days, with room for an interval before the calendar ends; recall has long ceased to change."""


@dataclass(frozen=True)
class Fsrs:
    """FSRS-6 with its parameters w0 to w20, a Scheduler. Without slots for what it computes once.

    Raises ValueError for parameters that the package allows nobody.
    """

    parameters: tuple[float, ...] = DEFAULT_PARAMETERS

    def __post_init__(self) -> None:
        """Let the package judge the parameters."""
        _ = self._package

    def __call__(self, state: CardState, grade: Grade, day: Day) -> CardState:
        """The state after an answer on a day.

        A day before the last review (a clock set back) counts as the day of that review.
        Repetitions and lapses are counted as under SM-2; the ease factor isn't used.
        """
        pause = min(max(0, day - state.reviewed), _LONGEST_PAUSE)
        at = _LAST_REVIEW + timedelta(pause)
        card, _ = self._package.review_card(_card(state), RATINGS[grade], at)
        assert card.stability is not None  # noqa: S101 - an answered card has both
        assert card.difficulty is not None  # noqa: S101
        is_drill = day <= state.reviewed
        reviewed = state.reviewed if is_drill else day
        interval = (card.due - at).days
        repetitions, lapses = state.repetitions, state.lapses
        if not is_drill:
            lapses += not grade.passed and not state.is_new
            repetitions = repetitions + 1 if grade.passed else 0
        return CardState(
            repetitions,
            state.ease,
            interval,
            Day(reviewed + interval),
            reviewed,
            lapses,
            not grade.passed,
            round(card.stability, DECIMALS),
            round(card.difficulty, DECIMALS),
        )

    @property
    def is_fitted(self) -> bool:
        """Whether the parameters are others than the default ones."""
        return self.parameters != DEFAULT_PARAMETERS

    @property
    def exponent(self) -> float:
        """Of the forgetting curve, without its sign: w20."""
        return self.parameters[20]

    def decay(self, elapsed: float, stability: float) -> float:
        """−ln of the recall so many days after a review that left a stability, both in days."""
        return self.exponent * log1p(self._factor * elapsed / stability)

    def recall(self, state: CardState, day: Day) -> float:
        """The probability that an answered card is recalled on a day not before its last review."""
        return exp(-self.decay(max(0, day - state.reviewed), state.stability))

    @cached_property
    def _package(self) -> Package:
        return Package(
            self.parameters,
            desired_retention=RETENTION,
            learning_steps=(),
            relearning_steps=(),
            maximum_interval=MAXIMUM_INTERVAL,
            enable_fuzzing=False,
        )

    @cached_property
    def _factor(self) -> float:
        # So that recall is RETENTION when the stability has passed.
        return exp(-log(RETENTION) / self.exponent) - 1


def _card(state: CardState) -> Card:
    if state.is_new:
        return Card(card_id=0, due=_LAST_REVIEW)
    return Card(
        card_id=0,
        state=State.Review,
        stability=state.stability,
        difficulty=state.difficulty,
        due=_LAST_REVIEW,
        last_review=_LAST_REVIEW,
    )
