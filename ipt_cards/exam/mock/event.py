"""What a learner can do in an exam, whatever it is taken in."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Choose:
    """Answer by these options, instead of those before; none takes the answer back.

    Where only one is right, one may be chosen.
    """

    options: frozenset[int]


@dataclass(frozen=True, slots=True)
class Arrange:
    """Answer by the option in each place; where none is, the answer is taken back."""

    arrangement: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Type:
    """Answer by a text, and go on. Blank takes it back.

    credit: the share of the mark that the caller found it worth.
    """

    text: str
    credit: Fraction


@dataclass(frozen=True, slots=True)
class Reveal:
    """See the answer to an open question."""


@dataclass(frozen=True, slots=True)
class Grade:
    """Say whether the answer to a revealed question was right, and go on."""

    right: bool


@dataclass(frozen=True, slots=True)
class Flag:
    """Mark the question to come back to it, or drop the mark."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Go to the next question without an answer, after the last from the first on again."""


@dataclass(frozen=True, slots=True)
class GoTo:
    """Go to a place; beyond the first or the last question, to that one."""

    place: int


@dataclass(frozen=True, slots=True)
class HandIn:
    """End the sitting."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Nothing but time passes."""


Event = Choose | Arrange | Type | Reveal | Grade | Flag | Skip | GoTo | HandIn | Tick
