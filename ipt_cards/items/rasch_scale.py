"""Whether a class's answers are enough for a Rasch scale, and by which way it is found."""

from collections.abc import Callable, Sequence

import numpy as np

from ipt_cards.items.counts import Counts, Real
from ipt_cards.items.rasch import MOST_CONDITIONAL, Difficulties, conditional, pairwise

ENOUGH = 100
"""Answers to a question, for its difficulty to be known within half a logit or so (Linacre 1994,
Rasch Measurement Transactions 7, 328)."""

MOST_PAIRWISE = 1000
"""Questions of which pairs are compared, which takes time with the third power of them."""


def rasch_scale(counts: Counts, wins: Callable[[Sequence[int]], Real]) -> Difficulties | None:
    """The difficulties of the questions that are right or wrong and have `ENOUGH` answers.

    wins: tells of some questions how many learners had one right and the other not, as `pairwise`
    asks. None where fewer than three questions have enough, or more than `MOST_PAIRWISE`.
    """
    enough = []
    for question in range(len(counts.questions)):
        held = counts.answers.of(question)
        if held.count.sum() >= ENOUGH and np.isin(held.score, (0, 1)).all():
            enough.append(question)
    if len(enough) < 3:
        return None
    whole = len(enough) == len(counts.questions) <= MOST_CONDITIONAL
    if whole and counts.same_paper:
        answers, sittings = counts.answers, counts.sittings
        right = np.bincount(answers.question, answers.score * answers.count, len(enough))
        reached = np.bincount(
            np.rint(sittings.points).astype(np.int64), sittings.count, len(enough) + 1
        )
        return conditional(np.rint(right).astype(np.int64), np.rint(reached).astype(np.int64))
    if len(enough) > MOST_PAIRWISE:
        return None
    found = pairwise(wins(enough))
    told = Difficulties(*(np.full(len(counts.questions), np.nan) for _ in range(2)))
    told.difficulty[enough] = found.difficulty
    return told
