"""What a note asks of a learner."""

from enum import StrEnum


class Level(StrEnum):
    """To recall a fact, to understand it, or to apply it to a case.

    The three levels at which items are written and exams are weighed (Bloom 1956, as the NBME's
    manual condenses it).
    """

    RECALL = "recall"
    UNDERSTANDING = "understanding"
    APPLICATION = "application"
