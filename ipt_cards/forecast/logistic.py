"""Penalised logistic regression by Newton's method, for a handful of parameters.

The posterior is approximated by a Gaussian at its mode (Laplace), as in Bishop, Pattern
Recognition and Machine Learning, 4.5. Sums are exactly rounded (`fsum`), so that a fit doesn't
depend on the Python version's way of adding.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul, sub
from typing import NamedTuple

LOGIT_LIMIT = 30.0
"""Probabilities stay this many logits from 0 and 1, where a float still tells them apart."""

MAXIMUM_STEPS = 50
TOLERANCE = 1e-10

Vector = tuple[float, ...]
Matrix = tuple[Vector, ...]


class Posterior(NamedTuple):
    """A Gaussian over the weights."""

    mean: Vector
    covariance: Matrix


def probability(logit: float) -> float:
    """The logistic function, strictly between 0 and 1."""
    return 1 / (1 + math.exp(-max(-LOGIT_LIMIT, min(LOGIT_LIMIT, logit))))


def dot(left: Sequence[float], right: Sequence[float]) -> float:
    """The inner product."""
    return math.fsum(map(mul, left, right))


def fit(
    rows: Sequence[Vector], outcomes: Sequence[bool], prior: Vector, deviation: Vector
) -> Posterior:
    """The posterior of the weights under independent Gaussian priors.

    `rows` holds the features of each outcome; `prior` and `deviation` the mean and the standard
    deviation of each weight. Without rows the posterior is the prior.
    """
    problem = _Problem(
        columns=tuple(zip(*rows, strict=True)) if rows else ((),) * len(prior),
        targets=tuple(map(float, outcomes)),
        prior=prior,
        precision=tuple(spread**-2 for spread in deviation),
    )
    weights = prior
    loss, chances = problem.evaluate(weights)
    for _ in range(MAXIMUM_STEPS):
        step = _times(_inverse(problem.hessian(chances)), problem.gradient(weights, chances))
        length = 1.0
        while True:  # Newton's step overshoots where the data nearly separate: halve it then
            tried = tuple(w + length * move for w, move in zip(weights, step, strict=True))
            tried_loss, tried_chances = problem.evaluate(tried)
            if tried_loss <= loss or length < TOLERANCE:
                break
            length /= 2
        gain = loss - tried_loss
        if gain > 0:
            weights, loss, chances = tried, tried_loss, tried_chances
        if gain < TOLERANCE:
            break
    return Posterior(weights, _inverse(problem.hessian(chances)))


@dataclass(frozen=True, slots=True)
class _Problem:
    columns: tuple[Vector, ...]
    targets: Vector
    prior: Vector
    precision: Vector

    def evaluate(self, weights: Vector) -> tuple[float, Vector]:
        """The penalised log-loss, summed, and the probability of each row."""
        logits = [0.0] * len(self.targets)
        for weight, column in zip(weights, self.columns, strict=True):
            logits = [sum_ + weight * value for sum_, value in zip(logits, column, strict=True)]
        misfit = math.fsum(
            max(logit, 0.0) + math.log1p(math.exp(-abs(logit))) - target * logit
            for logit, target in zip(logits, self.targets, strict=True)
        )
        penalty = math.fsum(
            0.5 * stiffness * (weight - mean) ** 2
            for stiffness, weight, mean in zip(self.precision, weights, self.prior, strict=True)
        )
        return misfit + penalty, tuple(map(probability, logits))

    def gradient(self, weights: Vector, chances: Vector) -> Vector:
        """The way down the loss at `weights`."""
        residuals = tuple(map(sub, self.targets, chances))
        return tuple(
            dot(column, residuals) - stiffness * (weight - mean)
            for column, stiffness, weight, mean in zip(
                self.columns, self.precision, weights, self.prior, strict=True
            )
        )

    def hessian(self, chances: Vector) -> Matrix:
        """The curvature of the loss where the rows have these probabilities."""
        curvature = tuple(chance * (1 - chance) for chance in chances)
        weighted = [tuple(map(mul, curvature, column)) for column in self.columns]
        return tuple(
            tuple(
                dot(left, right) + (self.precision[i] if i == j else 0.0)
                for j, right in enumerate(self.columns)
            )
            for i, left in enumerate(weighted)
        )


def _times(matrix: Matrix, vector: Vector) -> Vector:
    return tuple(dot(row, vector) for row in matrix)


def _inverse(matrix: Matrix) -> Matrix:
    # Gauss-Jordan without pivoting: the matrices here are symmetric and positive definite.
    size = len(matrix)
    work = [[*row, *(1.0 if i == j else 0.0 for j in range(size))] for i, row in enumerate(matrix)]
    for i in range(size):
        pivot = work[i][i]
        work[i] = [value / pivot for value in work[i]]
        for j in range(size):
            factor = work[j][i]
            if j != i and factor:
                work[j] = [
                    value - factor * top for value, top in zip(work[j], work[i], strict=True)
                ]
    return tuple(tuple(row[size:]) for row in work)
