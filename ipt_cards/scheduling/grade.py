"""The learner's own verdict on an answer."""

from enum import IntEnum


class Grade(IntEnum):
    """SM-2's quality of a response, 0 to 5 (Wozniak 1990, step 4).

    Learners usually see the four that have a button: Again, Hard, Good and Easy.
    """

    BLACKOUT = 0
    AGAIN = 1
    ALMOST = 2
    HARD = 3
    GOOD = 4
    EASY = 5

    @property
    def passed(self) -> bool:
        """Whether the answer was right, however hard it came (3 or more)."""
        return self >= Grade.HARD


GRADES = tuple(Grade)
"""By number: to look one up is faster than to make it, where a log has millions."""

BUTTONS = (Grade.AGAIN, Grade.HARD, Grade.GOOD, Grade.EASY)
"""The four grades with a button, in the order of their keys 1 to 4 (as in Anki)."""
