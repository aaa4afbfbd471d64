"""What a learner plans for: the exam's day and the time there is until then."""

from dataclasses import dataclass

from ipt_cards.scheduling.day import Day

WEEK = 7
FINAL_WINDOW = 5
"""The last study days before the exam, in which every card is to be seen once more."""

DEFAULT_TARGET = 0.995

LONGEST_PLAN = 3_650
"""Days. What lies further ahead, but for the final window, no card needs."""


@dataclass(frozen=True, slots=True)
class Goal:
    """An exam to be ready for.

    exam: the exam's day, which isn't a study day itself, unless it is today.
    minutes: that the learner gives to the cards on each study day.
    days_off: weekdays without study, Monday 0 to Sunday 6.
    breaks: further days without study, from the first to the last of each.
    target: the recall on the exam's day from which a card is known well, and gets no more.
    final_window: how many study days before the exam count as its final window.
    topics: the ids of the only topics to learn; none stands for all.

    Raises ValueError for values that no plan could be made for.
    """

    exam: Day
    minutes: int
    days_off: frozenset[int] = frozenset()
    target: float = DEFAULT_TARGET
    final_window: int = FINAL_WINDOW
    topics: tuple[str, ...] = ()
    breaks: tuple[tuple[Day, Day], ...] = ()

    def __post_init__(self) -> None:
        """Refuse what can't be meant."""
        if not 1 <= self.minutes <= 24 * 60:
            raise ValueError(f"a day has 1 to 1440 minutes to study, not {self.minutes}")
        if not self.days_off <= set(range(WEEK)):
            raise ValueError("days off are weekdays, 0 (Monday) to 6 (Sunday)")
        if len(self.days_off) == WEEK:
            raise ValueError("with every day off no day is left to study")
        if not 0 < self.target < 1:
            raise ValueError(f"the target lies between 0 and 100 %, not at {self.target:.0%}")
        if any(last < first for first, last in self.breaks):
            raise ValueError("a break ends on the day it begins, or later")
        if self.final_window < 1:
            raise ValueError("the final window has at least one day")

    def covers(self, topic: str) -> bool:
        """Whether the topic is one to learn."""
        return not self.topics or topic in self.topics

    def is_off(self, day: Day) -> bool:
        """Whether the day is without study."""
        if any(first <= day <= last for first, last in self.breaks):
            return True
        return (day - 1) % WEEK in self.days_off  # ordinal 1, the first of January 1, was a Monday

    def days(self, today: Day) -> tuple[Day, ...]:
        """The days to plan, from today to the eve of the exam.

        All of the next ten years; of what lies beyond, only the final window. An exam today has the
        hours that are left.
        """
        if self.exam == today:
            return (today,)
        near_end = min(self.exam, today + LONGEST_PLAN)
        far_start = max(near_end, self.window_start)
        return tuple(map(Day, (*range(today, near_end), *range(far_start, self.exam))))

    @property
    def window_start(self) -> Day:
        """The first day of the final window, which may lie in the past."""
        day, left = self.exam, self.final_window
        while left:
            day = Day(day - 1)
            left -= not self.is_off(day)
        return day
