"""The study days from today to an exam, and the time there is on each."""

from dataclasses import dataclass

from ipt_cards.exam.plan.goal import Goal
from ipt_cards.forecast.pace import Pace
from ipt_cards.scheduling.day import Day


@dataclass(frozen=True, slots=True)
class Horizon:
    """Study days, by index, with the milliseconds free on each.

    window: the index of the first study day within the final window.
    """

    days: tuple[Day, ...]
    free_ms: tuple[int, ...]
    window: int
    pace: Pace

    @property
    def total_ms(self) -> int:
        """The time there is in all."""
        return sum(self.free_ms)


def horizon(goal: Goal, pace: Pace, today: Day, spent_ms: int) -> Horizon:
    """The horizon from today, of which `spent_ms` are already used, to the exam."""
    days = tuple(day for day in goal.days(today) if not goal.is_off(day))
    full = goal.minutes * 60_000
    free = tuple(max(0, full - spent_ms) if day == today else full for day in days)
    window = sum(day < goal.window_start for day in days)
    return Horizon(days, free, window, pace)
