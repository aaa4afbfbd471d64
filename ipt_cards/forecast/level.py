"""How much better or worse than typical learners this one has recalled of late.

Each review tells: it was recalled or not, where typical learners recall it with some probability.
The level is by how much the log-odds of the one are above those of the other, among the latest
hundred reviews or so. The form is the same among today's, the latest ten or so, beside what was to
be expected of a learner of that level. Both are 0 as long as nothing is known.
"""

from math import exp, log
from typing import NamedTuple

from ipt_cards.scheduling.day import Day

LEVEL_KEPT, FORM_KEPT = 0.99, 0.9
"""What each further review leaves of the weight of those before it."""

USUAL_RECALL, USUAL_WEIGHT = 0.9, 2.0
"""So many reviews, recalled as often as usual, stand in where there are few."""

SURE = 1e-6
"""No probability is taken as nearer to 0 or 1 than this."""


class Tally(NamedTuple):
    """Reviews, the latest weighing most: how many, recalled, and to be expected so."""

    reviews: float = 0.0
    recalled: float = 0.0
    expected: float = 0.0

    def after(self, kept: float, *, recalled: bool, expected: float) -> "Tally":
        """With one review more."""
        return Tally(
            self.reviews * kept + 1,
            self.recalled * kept + recalled,
            self.expected * kept + expected,
        )

    @property
    def advantage(self) -> float:
        """The log-odds of what was recalled over those of what was to be expected."""
        usual = USUAL_RECALL * USUAL_WEIGHT
        reviews = self.reviews + USUAL_WEIGHT
        recalled, expected = self.recalled + usual, self.expected + usual
        return log(recalled / (reviews - recalled)) - log(expected / (reviews - expected))


class Level(NamedTuple):
    """A learner's level and form, and the advantage over all reviews alike.

    day: the one that the form is of.
    """

    latest: Tally = Tally()
    today: Tally = Tally()
    day: Day = Day(0)
    ever: Tally = Tally()

    def after(self, day: Day, *, recalled: bool, expected: float) -> "Level":
        """After a review on a day, which typical learners recall with the probability expected."""
        form = self.today if day == self.day else Tally()
        return Level(
            self.latest.after(LEVEL_KEPT, recalled=recalled, expected=expected),
            form.after(FORM_KEPT, recalled=recalled, expected=self._own(expected)),
            day,
            self.ever.after(1.0, recalled=recalled, expected=expected),
        )

    def _own(self, expected: float) -> float:
        """What is to be expected of this learner where typical ones recall with a probability."""
        sure = min(1 - SURE, max(SURE, expected))
        return 1 / (1 + exp(-log(sure / (1 - sure)) - self.latest.advantage))

    def form(self, day: Day) -> float:
        """The form on a day; 0 on any but the last one with reviews."""
        return self.today.advantage if day == self.day else 0.0
