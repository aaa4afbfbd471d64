"""The weakest, the middle and the strongest third of a class."""

import numpy as np
from numpy.typing import NDArray

from ipt_cards.items.counts import Real, Sittings, Whole

WEAK, MIDDLE, STRONG = range(3)


class Thirds:
    """Which third a sitting is in, by the part of its points that was reached.

    Sittings of the same score stand at the middle of the ranks that they share, so that all of them
    are in one third, and where everyone has the same score, that is the middle one.
    """

    def __init__(self, sittings: Sittings) -> None:
        # What two ways to the same share differ by is rounding.
        shares, places = np.unique(np.round(sittings.share, 9), return_inverse=True)
        count = np.bincount(places, weights=sittings.count, minlength=len(shares))
        middle = np.cumsum(count) - count / 2
        total = count.sum()
        self._shares: Real = shares
        self._third: Whole = np.where(
            3 * middle < total, WEAK, np.where(3 * middle > 2 * total, STRONG, MIDDLE)
        )

    def of(self, share: Real) -> NDArray[np.int64]:
        """The third of each sitting, told by its share of the points."""
        if not len(self._shares):
            return np.zeros(0, dtype=np.int64)
        return self._third[np.searchsorted(self._shares, np.round(share, 9))]
