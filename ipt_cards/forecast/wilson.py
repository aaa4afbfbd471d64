"""The interval that a share of few questions is good for."""

import math

NINETY_PERCENT = 1.6448536269514722
NINETY_FIVE_PERCENT = 1.959963984540054
"""The standard normal deviates that so many of all draws stay within."""


def wilson(share: float, asked: float, deviate: float = NINETY_FIVE_PERCENT) -> tuple[float, float]:
    """The shares that a share of so many questions is compatible with.

    The score interval of Wilson 1927 (JASA 22, 209-212), which keeps within 0 and 1 and holds for
    few questions too.
    """
    if asked <= 0:
        return 0.0, 1.0
    spread = deviate**2 / asked
    reach = math.sqrt(spread * (share * (1 - share) + spread / 4))
    # (share + spread / 2 ∓ reach) / (1 + spread), without differences that rounding would spoil.
    low, wrong = (each**2 / (each + spread / 2 + reach) for each in (share, 1 - share))
    return low, 1 - wrong
