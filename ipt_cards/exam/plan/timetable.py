"""The time that study days have left, and the days that cards have: which has room, and is near."""

from bisect import insort

from ipt_cards.exam.plan.allocation import Exam
from ipt_cards.exam.plan.horizon import Horizon

NEAR_BY = 3
"""So many days at most an opportunity moves to have a day without a sibling."""


class Timetable:
    """The time that is free on each study day, and each card's days, ascending.

    siblings: of each card, the others of its note, by their places. answered: whether each was
    answered on the first of the days already.
    """

    def __init__(self, exam: Exam, horizon: Horizon) -> None:
        self.free_ms = list(horizon.free_ms)
        self.days: list[list[int]] = [[] for _ in exam.siblings]
        self.siblings = exam.siblings
        self.answered = (exam.release > 0).tolist()
        lengths = horizon.pace.new_ms, horizon.pace.review_ms
        self._longest_ms = max(lengths)
        # For each length an opportunity has, a byte a day: whether there is room for it. The
        # nearest day that has some is found among these without looking at each in Python.
        self._room = {ms: bytearray(free >= ms for free in horizon.free_ms) for ms in lengths}

    def take(self, card: int, index: int, ms: int) -> None:
        """Give a card an opportunity on a day."""
        insort(self.days[card], index)
        self.free_ms[index] -= ms
        if self.free_ms[index] < self._longest_ms:
            self._look_for_room(index)

    def give_back(self, card: int, place: int, ms: int) -> int:
        """Take one of a card's opportunities from it, by its place among them: the day it had."""
        index = self.days[card].pop(place)
        self.free_ms[index] += ms
        self._look_for_room(index)
        return index

    def _look_for_room(self, index: int) -> None:
        for length, room in self._room.items():
            room[index] = self.free_ms[index] >= length

    def has_sibling(self, card: int, index: int) -> bool:
        """Whether a sibling of the card has that day."""
        return bool(self.siblings[card]) and any(
            index in self.days[other] or (index == 0 and self.answered[other])
            for other in self.siblings[card]
        )

    def nearest(self, card: int, ideal: int, days: tuple[int, int], ms: int) -> int | None:
        """The day nearest to the ideal, of the days from the first to the last, with room.

        The later of two; near by, one without a sibling of the card first.
        """
        low, high = days
        if high < low:
            return None
        ideal = max(low, min(high, ideal))
        room = self._room[ms]
        later, earlier = room.find(1, ideal, high + 1), room.rfind(1, low, ideal)
        before = later < 0 or (earlier >= 0 and ideal - earlier < later - ideal)
        found = earlier if before else later
        if found < 0:
            return None
        if not self.has_sibling(card, found):
            return found
        distance = abs(found - ideal)
        for away in range(distance, max(distance, NEAR_BY) + 1):
            for index in (ideal + away, ideal - away):
                if low <= index <= high and room[index] and not self.has_sibling(card, index):
                    return index
        return found

    def latest(self, card: int, low: int, high: int, ms: int) -> int | None:
        """The latest of the days low to high with room; near by, one without a sibling first."""
        room = self._room[ms]
        found = room.rfind(1, low, high + 1)
        if found < 0:
            return None
        for index in range(found, max(low, found - NEAR_BY) - 1, -1):
            if room[index] and not self.has_sibling(card, index):
                return index
        return found
