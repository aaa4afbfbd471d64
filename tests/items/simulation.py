"""Simulated classes: questions of known faults, and learners who answer them by what they know."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from ipt_cards.items.question import Question


class Fault(Enum):
    """What is wrong with a question."""

    MIS_KEYED = "mis-keyed"
    DEAD = "dead distractor"
    WEAK_ONLY = "only the weak get it right"


@dataclass(frozen=True)
class SimulatedClass:
    """A class's scores and the options that it chose: a row a learner, a column a question."""

    questions: tuple[Question, ...]
    scores: NDArray[np.float64]
    chosen: NDArray[np.int64]


def simulated(
    rng: np.random.Generator,
    learners: int,
    questions: int,
    faults: Sequence[Fault] = (),
    *,
    options: int = 4,
    mean_difficulty: float = -0.6,
    skewed: bool = False,
) -> SimulatedClass:
    """A class that answers choices of one right option; the first questions have the faults.

    Whoever doesn't know guesses (a three-parameter model), and distractors aren't alike in how they
    draw. Faulty questions are neither very easy nor very hard, so that there is something to see.

    skewed: whether most learners know much, and few very little.
    """
    ability = rng.normal(size=(learners, 1))
    if skewed:
        ability = 0.8 - rng.gamma(1.5, 0.8, size=(learners, 1))
    difficulty = np.clip(rng.normal(mean_difficulty, 0.9, size=questions), -2.2, 2.2)
    difficulty[: len(faults)] = rng.uniform(-0.9, 0.3, size=len(faults))
    slope = rng.uniform(0.7, 2.0, size=questions)
    slope[: len(faults)] = rng.uniform(1.0, 1.8, size=len(faults))
    known = 1 / (1 + np.exp(-slope * (ability - difficulty)))
    guess = rng.uniform(0.05, 1 / options, size=questions)
    share = guess + (1 - guess) * known
    draw = rng.uniform(0.5, 1.5, size=(questions, options - 1))
    for question, fault in enumerate(faults):
        if fault is Fault.WEAK_ONLY:
            share[:, question] = 0.1 + 0.8 * (1 - known[:, question])
        elif fault is Fault.DEAD:
            draw[question, -1] = 0
    draw /= draw.sum(axis=1, keepdims=True)
    right = rng.random((learners, questions)) < share
    wrong = 1 + (rng.random((learners, questions, 1)) > np.cumsum(draw, axis=1)).sum(axis=2)
    chosen = np.where(right, 0, np.minimum(wrong, options - 1))
    for question, fault in enumerate(faults):
        if fault is Fault.MIS_KEYED:  # what the author took for right is the second
            chosen[:, question] = np.choose(
                np.minimum(chosen[:, question], 2), [1, 0, chosen[:, question]]
            )
    letters = tuple("ABCDEFGH"[:options])
    return SimulatedClass(
        tuple(
            Question(f"q{number}", "", f"Question {number}?", letters, frozenset({0}), True)
            for number in range(questions)
        ),
        (chosen == 0).astype(float),
        chosen,
    )
