"""Penalised logistic regression by Newton's method.

The posterior is approximated by a Gaussian at its mode (Laplace), as in Bishop, Pattern
Recognition and Machine Learning, 4.5. numpy does the algebra.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LOGIT_LIMIT = 30.0
"""Probabilities stay this many logits from 0 and 1, where a float still tells them apart."""

MAXIMUM_STEPS = 50
TOLERANCE = 1e-10

DECIMALS = 8
"""Of a posterior. The last bits of a sum differ between machines; no forecast may."""


class Posterior(NamedTuple):
    """A Gaussian over the weights."""

    mean: Array
    covariance: Array


def probability(logits: Array) -> Array:
    """The logistic function, strictly between 0 and 1."""
    limited: Array = np.clip(logits, -LOGIT_LIMIT, LOGIT_LIMIT)
    made: Array = 1 / (1 + np.exp(-limited))
    return made


def fit(rows: Array, outcomes: Array, prior: Posterior) -> Posterior:
    """The posterior of the weights.

    rows: the features of each outcome. outcomes: 1 or 0. Without rows the posterior is the prior.
    """
    precision = np.linalg.inv(prior.covariance)

    def loss(weights: Array) -> float:
        logits = rows @ weights
        move = weights - prior.mean
        return float(
            np.sum(np.logaddexp(0, logits) - outcomes * logits) + move @ precision @ move / 2
        )

    weights = prior.mean
    current = loss(weights)
    curvature = precision
    for _ in range(MAXIMUM_STEPS):
        chances = probability(rows @ weights)
        slope = rows.T @ (chances - outcomes) + precision @ (weights - prior.mean)
        curvature = (rows.T * (chances * (1 - chances))) @ rows + precision
        step = np.linalg.solve(curvature, slope)
        length = 1.0
        while (tried := loss(weights - length * step)) > current and length > TOLERANCE:
            length /= 2  # Newton's step overshoots where the data nearly separate
        gain = current - tried
        if gain > 0:
            weights, current = weights - length * step, tried
        if gain < TOLERANCE:
            break
    covariance: Array = np.linalg.inv(curvature)
    return Posterior(weights.round(DECIMALS), covariance.round(DECIMALS))
