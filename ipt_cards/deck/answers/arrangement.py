"""What an arrangement of options in places is worth, where exams give a part of the mark.

An arrangement tells for each place the option that was put there, or None. An option is told by the
index of its right place.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

Arrangement = Sequence[int | None]


def with_option(arrangement: Arrangement, option: int) -> tuple[int | None, ...]:
    """The option taken out of its place or, where it has none, put into the first empty one."""
    places = list(arrangement)
    if option in places:
        places[places.index(option)] = None
    elif None in places:
        places[places.index(None)] = option
    return tuple(places)


def ordering_credit(arrangement: Arrangement) -> "Fraction":
    """The share of the mark for an order: of all steps but the last, those with the right next one.

    So one step at a wrong place costs a part, and an order that was guessed is worth little
    (Moodle's ordering question, "relative to the next item, excluding last").
    """
    from fractions import Fraction  # noqa: PLC0415 - a quiz needs none before an answer

    following = list(pairwise(arrangement))
    right = sum(
        step is not None and after is not None and after == step + 1 for step, after in following
    )
    return Fraction(right, len(following))


def matching_credit(arrangement: Arrangement) -> "Fraction":
    """The share of the mark for pairs: of all pairs, the right ones (as Moodle and QTI have it)."""
    from fractions import Fraction  # noqa: PLC0415 - as above

    right = sum(option == place for place, option in enumerate(arrangement))
    return Fraction(right, len(arrangement))
