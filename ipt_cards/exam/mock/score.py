"""The score of a mock exam: by topic and in total, against the pass mark, and how sure it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from ipt_cards.forecast.wilson import wilson


@dataclass(frozen=True, slots=True)
class Tally:
    """How many points were reached of those that there were, one a question.

    A question that is right in part gives a part of its point. Skipped ones count as asked.
    """

    right: Fraction | int
    asked: int

    @property
    def share(self) -> float:
        """The part answered right; 0 where nothing was asked."""
        return float(self.right / self.asked) if self.asked else 0.0

    @property
    def points(self) -> str:
        """The points reached as people read them, at most one decimal."""
        return f"{float(self.right):.1f}".removesuffix(".0")

    def reaches(self, percent: int) -> bool:
        """Whether the tally is at a pass mark, in whole percent, or above."""
        return self.asked > 0 and self.right * 100 >= percent * self.asked

    @property
    def interval(self) -> tuple[float, float]:
        """The shares that the tally is compatible with, at 95 % (see `wilson`)."""
        return wilson(self.share, self.asked)


NOTHING_ASKED = Tally(0, 0)


@dataclass(frozen=True, slots=True)
class Score:
    """A marked paper: topics in the order they were first asked."""

    topics: dict[str, Tally]
    total: Tally
    pass_percent: int

    @property
    def passed(self) -> bool:
        """Whether the whole paper is at the pass mark or above."""
        return self.total.reaches(self.pass_percent)


def mark(answers: Iterable[tuple[str, Fraction | int]], pass_percent: int) -> Score:
    """Mark a paper: for each question its topic and the share of its point that was reached."""
    topics: dict[str, Tally] = {}
    for topic, right in answers:
        tally = topics.get(topic, NOTHING_ASKED)
        topics[topic] = Tally(tally.right + right, tally.asked + 1)
    total = Tally(
        sum(tally.right for tally in topics.values()), sum(tally.asked for tally in topics.values())
    )
    return Score(topics, total, pass_percent)
