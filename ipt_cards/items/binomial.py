"""Exact tails of the binomial distribution."""

import math


def at_most(count: int, trials: int, share: float) -> float:
    """The probability of so many or fewer in so many trials. share: of one, above 0 and below 1."""
    if count < 0:
        return 0.0
    if count >= trials:
        return 1.0
    ratio = (1 - share) / share
    term = total = 1.0
    for held in range(count, 0, -1):
        term *= held / (trials - held + 1) * ratio
        total += term
        if term < total * 1e-17 and held < trials * share:
            break
    log_first = (
        math.lgamma(trials + 1)
        - math.lgamma(count + 1)
        - math.lgamma(trials - count + 1)
        + count * math.log(share)
        + (trials - count) * math.log1p(-share)
    )
    return min(1.0, math.exp(log_first + math.log(total)))


def at_least(count: int, trials: int, share: float) -> float:
    """The probability of so many or more in so many trials."""
    return at_most(trials - count, trials, 1 - share)
