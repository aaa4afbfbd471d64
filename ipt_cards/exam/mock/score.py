"""The score of a mock exam: by topic and in total, against the pass mark, and how sure it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from ipt_cards.forecast.wilson import wilson


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the questions asked were answered right. Skipped ones count as asked."""

    right: int
    asked: int

    @property
    def share(self) -> float:
        """The part answered right; 0 where nothing was asked."""
        return self.right / self.asked if self.asked else 0.0

    def reaches(self, percent: int) -> bool:
        """Whether the tally is at a pass mark, in whole percent, or above."""
        return self.asked > 0 and self.right * 100 >= percent * self.asked

    @property
    def interval(self) -> tuple[float, float]:
        """The shares that the tally is compatible with, at 95 % (see `wilson`)."""
        return wilson(self.share, self.asked)


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


def mark(answers: Iterable[tuple[str, bool]], pass_percent: int) -> Score:
    """Mark a paper: for each question its topic and whether it was answered right."""
    topics: dict[str, Tally] = {}
    for topic, right in answers:
        tally = topics.get(topic, Tally(0, 0))
        topics[topic] = Tally(tally.right + right, tally.asked + 1)
    total = Tally(
        sum(tally.right for tally in topics.values()), sum(tally.asked for tally in topics.values())
    )
    return Score(topics, total, pass_percent)
