"""Plots as shapes, which a template draws as SVG and tells in a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ipt_cards.progress.statistics.days import monday_of
from ipt_cards.scheduling.day import Day, date_of

HEIGHT = 120
"""Of the columns' part of a plot; lengths are in the plot's own unit."""
WIDTH = 600
_CELL, _STEP = 9, 11
_WEEKS = 53
_LEVELS = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle. kind: its class. told: what it says, label and value."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    told: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot of a size with its rectangles.

    texts: those in it, each with its place. ends: what stands below its left and right end.
    """

    width: float
    height: float
    bars: tuple[Bar, ...]
    texts: tuple[tuple[float, float, str], ...] = ()
    ends: tuple[str, ...] = ()

    @property
    def paths(self) -> dict[str, str]:
        """The rectangles of each kind as one path, which is a fifth of their size."""
        drawn: dict[str, str] = {}
        for bar in self.bars:
            drawn[bar.kind] = drawn.get(bar.kind, "") + (
                f"M{bar.x:g} {bar.y:g}h{bar.width:g}v{bar.height:g}h-{bar.width:g}z"
            )
        return drawn


def columns(values: Sequence[tuple[str, float, str]], most: float | None = None) -> Plot:
    """A column each. values: label, length and what is told of it. most: of the whole height."""
    highest = max((value for _, value, _ in values), default=0) if most is None else most
    step = WIDTH / max(1, len(values))
    bars = []
    for place, (label, value, told) in enumerate(values):
        height = HEIGHT * value / highest if highest else 0.0
        width = round(step * 0.8, 2)
        x, y = round(place * step, 2), round(HEIGHT - height, 2)
        bars.append(Bar(x, y, width, round(height, 2), "column", (label, told)))
    ends = tuple(dict.fromkeys(label for label, _, _ in (*values[:1], *values[-1:])))
    return Plot(WIDTH, HEIGHT, tuple(bars), ends=ends)


def heat_map(days: Mapping[Day, int], today: Day) -> Plot:
    """A year of days, a column a week, Monday above."""
    first = Day(monday_of(today) - 7 * (_WEEKS - 1))
    shown = [Day(day) for day in range(first, today + 1)]
    most = max((days.get(day, 0) for day in shown), default=0)
    bars = []
    texts = []
    month = 0
    for day in shown:
        week, weekday = divmod(day - first, 7)
        answers = days.get(day, 0)
        level = -(-_LEVELS * answers // most) if most else 0
        x, y = float(week * _STEP), float(14 + weekday * _STEP)
        told = f"{answers:,}" if answers else "none"
        bars.append(Bar(x, y, _CELL, _CELL, f"heat-{level}", (date_of(day).isoformat(), told)))
        at = date_of(day)
        if weekday == 0 and at.month != month:
            if month and week < _WEEKS - 2:
                texts.append((x, 9.0, f"{at:%m}"))
            month = at.month
    return Plot(_WEEKS * _STEP, 14 + 7 * _STEP, tuple(bars), tuple(texts))


def stacked(parts: Sequence[tuple[str, int]]) -> Plot:
    """A bar of parts, each with its kind and how much it is of the whole."""
    total = sum(count for _, count in parts)
    bars = []
    x = 0.0
    for kind, count in parts:
        width = 100 * count / total if total else 0.0
        if count:
            bars.append(Bar(round(x, 2), 0, round(width, 2), 8, kind, (kind, f"{count:,}")))
        x += width
    return Plot(100, 8, tuple(bars))
