"""Correlation of two counted quantities."""

import math

import numpy as np

from ipt_cards.forecast.wilson import NINETY_FIVE_PERCENT
from ipt_cards.items.counts import Real, Whole


def correlation(one: Real, other: Real, count: Whole) -> float | None:
    """Pearson's correlation of pairs that occur so often; None where either never varies."""
    total = count.sum()
    if total < 2:
        return None
    first, second = (each - (each * count).sum() / total for each in (one, other))
    spreads = [math.sqrt(float((each * each * count).sum())) for each in (first, second)]
    # What rounding leaves of a quantity that is the same for all is no spread.
    least = 1e-9 * math.sqrt(total)
    if min(spreads) <= least:
        return None
    found = float((first * second * count).sum()) / (spreads[0] * spreads[1])
    return max(-1.0, min(1.0, found))


def correlation_range(found: float, pairs: int) -> tuple[float, float] | None:
    """The correlations that one of so many pairs is compatible with, at 95 %.

    By Fisher's transformation (1921, Metron 1, 3-32). None of fewer than four pairs.
    """
    if pairs < 4:
        return None
    if abs(found) == 1:
        return found, found
    reach = NINETY_FIVE_PERCENT / math.sqrt(pairs - 3)
    middle = math.atanh(found)
    return math.tanh(middle - reach), math.tanh(middle + reach)


def probability_of_less(found: float, pairs: int) -> float:
    """How probable a correlation this low is where there is none; 1 of fewer than four pairs."""
    if pairs < 4:
        return 1.0
    if found <= -1:
        return 0.0
    if found >= 1:
        return 1.0
    return 0.5 * math.erfc(-math.atanh(found) * math.sqrt((pairs - 3) / 2))


def probability_of_more(found: float, pairs: int) -> float:
    """How probable a correlation this high is where there is none; 1 of fewer than four pairs."""
    return probability_of_less(-found, pairs)


def spread(values: Real, count: Whole) -> float | None:
    """The standard deviation, of a sample; None of fewer than two values."""
    total = int(count.sum())
    if total < 2:
        return None
    away = values - (values * count).sum() / total
    return float(np.sqrt((away * away * count).sum() / (total - 1)))
