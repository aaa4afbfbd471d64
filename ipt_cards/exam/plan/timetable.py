"""The study days until an exam and the time that is still free on each."""

from collections.abc import Sequence

from ipt_cards.scheduling.day import Day


class Timetable:
    """Study days, by index, with the milliseconds free on each, which an opportunity takes."""

    def __init__(self, days: Sequence[Day], free_ms: Sequence[int]) -> None:
        self.days = tuple(days)
        self.free_ms = list(free_ms)

    def has_room(self, index: int, ms: int) -> bool:
        """Whether an opportunity of that length fits into the day."""
        return self.free_ms[index] >= ms

    def take(self, index: int, ms: int) -> None:
        """Use a day's time."""
        self.free_ms[index] -= ms

    def give_back(self, index: int, ms: int) -> None:
        """Free a day's time again."""
        self.free_ms[index] += ms

    def first(self, low: int, high: int, ms: int) -> int | None:
        """The earliest of the days low to high with room."""
        return next((index for index in range(low, high + 1) if self.has_room(index, ms)), None)

    def latest(self, low: int, high: int, ms: int) -> int | None:
        """The latest of the days low to high with room."""
        return next((i for i in range(high, low - 1, -1) if self.has_room(i, ms)), None)

    def nearest(self, ideal: int, low: int, high: int, ms: int) -> int | None:
        """The day nearest to the ideal, of the days low to high, with room; the earlier of two."""
        ideal = max(low, min(high, ideal))
        for distance in range(high - low + 1):
            for index in (ideal - distance, ideal + distance):
                if low <= index <= high and self.has_room(index, ms):
                    return index
        return None

    def freest(self, ideal: int, reach: int, low: int, high: int, ms: int) -> int | None:
        """The day with most time within reach of the ideal; where none has room, the nearest."""
        ideal = max(low, min(high, ideal))
        around = range(max(low, ideal - reach), min(high, ideal + reach) + 1)
        best = max(around, key=lambda i: (self.free_ms[i], -abs(i - ideal)), default=None)
        if best is not None and self.has_room(best, ms):
            return best
        return self.nearest(ideal, low, high, ms)
