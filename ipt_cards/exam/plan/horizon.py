"""The way from today to an exam, and each card's opportunities on it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from ipt_cards.exam.plan.goal import Goal
from ipt_cards.forecast.exam_card import ExamCard
from ipt_cards.forecast.expected_memory import after_opportunities
from ipt_cards.forecast.learner import Learner
from ipt_cards.scheduling.day import Day

OPPORTUNITIES_OF_A_NEW_CARD = 3


@dataclass(slots=True)
class StudyOpportunities:
    """A card's opportunities while they are laid out: `days`, ascending indexes of study days.

    introductions: how many of them are no reviews: 1, the first, for a new card, else 0.
    reviewed: the day of the last review; 0 for a new card.
    failed: whether that review was failed.
    unreviewed: the recall to expect on the exam's day without any opportunity more.
    release: the first study day on which the card can be seen.
    needed: how many opportunities the rules ask for.
    preferred: as needed, but 1 for a card that was seen in the final window: nothing is worth as
        much as one opportunity more on the eve.
    fixed: how many opportunities at the beginning stay where they are when others are laid between.
    """

    key: str
    introductions: int
    reviewed: Day
    failed: bool
    unreviewed: float
    release: int
    needed: int
    preferred: int
    fixed: int
    days: list[int] = field(default_factory=list)

    @property
    def needed_between(self) -> int:
        """How many reviews the rules ask for between the first opportunity and the last."""
        return max(0, self.needed - 1 - self.introductions)


@dataclass(frozen=True, slots=True)
class Horizon:
    """The study days from today to the exam, with the time there is on each.

    window: the index of the first study day within the final window.
    """

    goal: Goal
    learner: Learner
    days: tuple[Day, ...]
    free_ms: tuple[int, ...]
    window: int

    @property
    def new_ms(self) -> int:
        """The time that introducing a card takes."""
        return self.learner.pace.new_ms

    @property
    def review_ms(self) -> int:
        """The time that a review takes."""
        return self.learner.pace.review_ms

    def required(self, cards: Iterable[ExamCard]) -> list[StudyOpportunities]:
        """Each card with what the rules ask for it."""
        return [self._required(card.key) for card in cards]

    def promise(self, card: str, opportunities: Iterable[int]) -> float:
        """The recall to expect on the exam's day of a card seen on these study days, in order."""
        after = after_opportunities(
            card, tuple(self.days[index] for index in opportunities), self.learner
        )
        return 0.0 if after is None else self.learner.model.recall(after, self.goal.exam)

    def _required(self, key: str) -> StudyOpportunities:
        memory = self.learner.memories.get(key)
        if memory is None:
            return StudyOpportunities(
                key,
                introductions=1,
                reviewed=Day(0),
                failed=False,
                unreviewed=0.0,
                release=0,
                needed=OPPORTUNITIES_OF_A_NEW_CARD,
                preferred=OPPORTUNITIES_OF_A_NEW_CARD,
                fixed=1,
            )
        release = bisect_right(self.days, memory.reviewed)
        left = len(self.days) - release
        # A card once introduced is seen as often as days are left for it: only an introduction
        # can be too late.
        wanting = min(OPPORTUNITIES_OF_A_NEW_CARD - memory.sessions, left)
        needed = max(wanting, 0 if memory.reviewed >= self.goal.window_start else 1)
        return StudyOpportunities(
            key,
            introductions=0,
            reviewed=memory.reviewed,
            failed=memory.state.repetitions == 0,
            unreviewed=self.promise(key, ()),
            release=release,
            needed=needed,
            preferred=max(needed, min(1, left)),
            fixed=0,
        )


def horizon(goal: Goal, learner: Learner, today: Day, spent_ms: int) -> Horizon:
    """The horizon from today, of which `spent_ms` are already used, to the exam."""
    days = tuple(day for day in goal.days(today) if not goal.is_off(day))
    full = goal.minutes * 60_000
    free = tuple(max(0, full - spent_ms) if day == today else full for day in days)
    return Horizon(goal, learner, days, free, bisect_left(days, goal.window_start))
