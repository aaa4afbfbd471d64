"""What a benchmark found: pairs of figures, their medians, and whether the goal was reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Goal:
    """What is compared with what, and the ratio of the two that is wanted.

    limit: the ratio that ours may have at most, or, with `at_least`, must have. None for a
        comparison without a goal.
    """

    name: str
    what: str
    against: str
    unit: str
    limit: float | None = None
    at_least: bool = False

    @property
    def wanted(self) -> str:
        """The goal as a table shows it."""
        if self.limit is None:
            return "–"
        return f"{'≥' if self.at_least else '≤'} {self.limit:g}"


@dataclass(frozen=True, slots=True)
class Pair:
    """Ours and the other's figure, one measured right after the other."""

    ours: float
    other: float

    @property
    def ratio(self) -> float:
        """Ours, with the other as 1."""
        return self.ours / self.other


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was found for a goal."""

    goal: Goal
    pairs: Sequence[Pair]

    @property
    def ours(self) -> float:
        """The median of our figures."""
        return median(pair.ours for pair in self.pairs)

    @property
    def other(self) -> float:
        """The median of the other's figures."""
        return median(pair.other for pair in self.pairs)

    @property
    def ratio(self) -> float:
        """The median of the pairs' ratios: what slows the machine for a while slows both of one."""
        return median(pair.ratio for pair in self.pairs)

    @property
    def reached(self) -> bool | None:
        """Whether the goal was reached; None where there is none."""
        if self.goal.limit is None:
            return None
        return (
            self.ratio >= self.goal.limit if self.goal.at_least else self.ratio <= self.goal.limit
        )


HEADER = ("what", "ours", "against", "its figure", "ratio", "goal", "reached")


def row(found: Comparison) -> list[str]:
    """A comparison as a row under HEADER."""
    goal = found.goal
    return [
        goal.what,
        figure(found.ours, goal.unit),
        goal.against,
        figure(found.other, goal.unit),
        f"{found.ratio:.2f}",
        goal.wanted,
        {True: "yes", False: "**no**", None: "–"}[found.reached],
    ]


def as_json(found: Comparison) -> dict[str, Any]:
    """A comparison for scripts."""
    return {
        "name": found.goal.name,
        "unit": found.goal.unit,
        "ours": found.ours,
        "other": found.other,
        "ratio": found.ratio,
        "limit": found.goal.limit,
        "at_least": found.goal.at_least,
        "reached": found.reached,
        "pairs": [[pair.ours, pair.other] for pair in found.pairs],
    }


def figure(value: float, unit: str) -> str:
    """A figure with its unit, in the three digits that mean something."""
    match unit:
        case "s" if value < 1:
            return f"{value * 1000:.3g} ms"
        case "s":
            return f"{value:.3g} s"
        case "bytes":
            return f"{value / 2**20:.3g} MiB"
        case _:
            return f"{value:,.0f} {unit}"
