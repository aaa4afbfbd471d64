"""How hard questions are on the scale of Rasch's model, whoever was asked them.

A learner of ability θ answers a question of difficulty b right with the probability
1 / (1 + exp(b − θ)) (Rasch 1960). Difficulties are in logits, and their mean is 0. Neither way of
finding them assumes anything of how able learners are: both condition on what was right in all.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ipt_cards.items.counts import Real, Whole

MOST_CONDITIONAL = 120
"""Questions of which the conditional likelihood is taken whole: its second derivatives take time
with the fourth power of them."""

_STEPS = 100
_CLOSE = 1e-12


@dataclass(frozen=True, slots=True)
class Difficulties:
    """Each question's difficulty, and its standard error; NaN where it has none."""

    difficulty: Real
    error: Real


def conditional(right: Whole, reached: Whole) -> Difficulties:
    """Conditional maximum likelihood, of learners who were all asked the same questions.

    right: how many had each question right. reached: how many had 0, 1, … all questions right.
    By Newton's method, with sums over all ways to a score (Andersen 1972, JRSS B 34, 42-54). A
    question that all or none had right has no difficulty, and is left out.
    """
    learners = int(reached.sum())
    held = (right > 0) & (right < learners)
    all_right = int((right == learners).sum())
    questions = int(held.sum())
    found = _unknown(len(right))
    if questions < 2:
        return found
    # With those that all had right left out, everyone has as many less.
    scores = np.asarray(reached[all_right : all_right + questions + 1], dtype=float)
    tallies = np.asarray(right[held], dtype=float)
    easiness = np.log(tallies / (learners - tallies))
    easiness -= easiness.mean()
    for _ in range(_STEPS):
        gradient, information = _conditional_likelihood(easiness, tallies, scores)
        step = _solved(gradient, information)
        if step is None:
            return found
        easiness += np.clip(step, -1, 1)
        if np.abs(step).max() < _CLOSE:
            break
    else:
        return found
    _, information = _conditional_likelihood(easiness, tallies, scores)
    # The inverse on what has the mean 0, where the information doesn't vanish.
    covariance = np.linalg.inv(information + 1) - 1 / questions**2
    found.difficulty[held] = -easiness
    found.error[held] = np.sqrt(np.diag(covariance))
    return found


def pairwise(wins: Real) -> Difficulties:
    """Pairwise conditional maximum likelihood, of learners who were asked different questions.

    wins: in row i and column j, how many had question i right and j wrong. Of two questions of
    which one was right, which one it was depends on nothing but their difficulties (Zwinderman
    1995, Applied Psychological Measurement 19, 369-375). Questions that no chain of such pairs
    links both ways have no common scale: the largest set that is linked has difficulties, and no
    errors, for pairs of the same learner aren't independent.
    """
    found = _unknown(len(wins))
    held = _linked(wins > 0)
    questions = len(held)
    if questions < 2:
        return found
    won = wins[np.ix_(held, held)]
    met = won + won.T
    easiness = np.zeros(questions)
    for _ in range(_STEPS):
        right = 1 / (1 + np.exp(easiness[None, :] - easiness[:, None]))
        gradient = (won - met * right).sum(axis=1)
        weight = met * right * right.T
        information = np.diag(weight.sum(axis=1)) - weight
        step = _solved(gradient, information)
        if step is None:
            return found
        easiness += np.clip(step, -1, 1)
        if np.abs(step).max() < _CLOSE:
            break
    else:
        return found
    found.difficulty[held] = -(easiness - easiness.mean())
    return found


def _unknown(questions: int) -> Difficulties:
    return Difficulties(np.full(questions, np.nan), np.full(questions, np.nan))


def _conditional_likelihood(easiness: Real, tallies: Real, scores: Real) -> tuple[Real, Real]:
    """The gradient and the information at easinesses."""
    questions = len(easiness)
    weight = np.exp(easiness)
    # without[i, j]: the sums without questions i and j, by how many of the others are right; on the
    # diagonal without i alone.
    without = np.zeros((questions, questions, questions + 1))
    without[:, :, 0] = 1
    for question in range(questions):
        grown = without.copy()
        grown[:, :, 1:] += weight[question] * without[:, :, :-1]
        grown[question] = without[question]
        grown[:, question] = without[:, question]
        without = grown
    alone = without[np.arange(questions), np.arange(questions)]
    whole = alone[0].copy()
    whole[1:] += weight[0] * alone[0, :-1]
    by_sum = scores / whole
    expected = np.zeros((questions, questions + 1))
    expected[:, 1:] = weight[:, None] * alone[:, :-1] / whole[1:]
    both = np.einsum("ijr,r->ij", without[:, :, :-2], by_sum[2:]) * weight[:, None] * weight
    met = expected @ scores
    np.fill_diagonal(both, met)
    information = both - (expected * scores) @ expected.T
    return tallies - met, information


def _solved(gradient: Real, information: Real) -> Real | None:
    """The step of Newton's method that leaves the mean as it is; None where there is none."""
    try:
        # Added to what all have in common, which the data don't tell, this leaves it alone.
        step = np.linalg.solve(information + 1, gradient)
    except np.linalg.LinAlgError:
        return None
    return step - step.mean() if np.isfinite(step).all() else None


def _linked(won: NDArray[np.bool_]) -> Whole:
    """The largest set of questions of which each is linked to each other, both ways."""
    left = np.ones(len(won), dtype=bool)
    largest = np.zeros(0, dtype=np.int64)
    while left.any():
        first = int(np.argmax(left))
        linked = _reached(won, first) & _reached(won.T, first) & left
        if linked.sum() > len(largest):
            largest = np.flatnonzero(linked)
        left &= ~linked
    return largest


def _reached(won: NDArray[np.bool_], first: int) -> NDArray[np.bool_]:
    reached = np.zeros(len(won), dtype=bool)
    reached[first] = True
    while True:
        further = reached | won[reached].any(axis=0)
        if (further == reached).all():
            return reached
        reached = further
