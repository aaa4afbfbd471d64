"""The score to expect, as the learner reads it."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from ipt_cards.forecast.score.expected_score import Expected
from ipt_cards.forecast.score.readiness import Point
from ipt_cards.forecast.score.readiness_report import ReadinessReport
from ipt_cards.scheduling.day import date_of
from ipt_cards.study.presenting.forecasts import (
    MOCK_EXAMS,
    RANGE,
    described,
    expected_told,
    suspended_told,
    unseen_told,
)
from ipt_cards.terminal.screen.in_sight import print_in_sight
from ipt_cards.terminal.screen.tables import labelled

WIDEST = 96
CURVE_HEIGHT = 8
NARROWEST_BAR, WIDEST_BAR = 10, 40

_BAR = {"█": "plot.year", "▒": "plot.ahead", "·": "plot.axis"}
"""The styles of what a bar is made of: the share, what it stays within, the rest."""

AXIS_WIDTH = 7
"""Left of the curve: 100 % and the axis."""


def print_readiness(
    console: Console,
    seen: ReadinessReport,
    names: dict[str, str],
    pass_percent: int | None,
    *,
    examined: bool,
) -> None:
    """Print the total, the topics, the curve, the cards that help most, and the model.

    On a terminal too low for all, the total comes last, so that it stays in sight.

    examined: whether the learner sat mock exams on the deck.
    """
    width = min(console.width, WIDEST)
    total = seen.readiness.total
    rows = [("expected", f"{expected_told(total)} on {date_of(seen.day)}")]
    if pass_percent is not None:
        rows.append(("to pass", f"{pass_percent} %"))
    counts_on = "the plan being followed" if seen.planned else "no further review"
    rows.append(("counts on", counts_on))
    if told := unseen_told(seen.unseen, seen.learner, planned=seen.planned):
        rows.append(("unseen", told))
    if examined:
        rows.append(("mock exams", MOCK_EXAMS))
    if seen.suspended:
        rows.append(("suspended", suspended_told(len(seen.suspended))))
    print_in_sight(
        console,
        lambda: console.print(labelled(rows), width=width),
        lambda: _print_rest(console, seen, names, width),
    )


def _print_rest(console: Console, seen: ReadinessReport, names: dict[str, str], width: int) -> None:
    console.print(Text("Topics", style="title"))
    console.print(_topics(seen.readiness.topics, names, width))
    if len(seen.curve) > 1:
        console.print()
        console.print(Text("The way there", style="title"))
        console.print(_curve(seen.curve, width, planned=seen.planned))
    if seen.most_helpful:
        console.print()
        console.print(Text("Most helpful to review now", style="title"))
        for helpful in seen.most_helpful:
            console.print(Text(f"{100 * helpful.gain:+6.2f} %  {helpful.card}"))
    console.print()
    console.print(Text(f"{described(seen.learner)} {RANGE}", style="label"), width=width)


def _topics(topics: Mapping[str, Expected], names: dict[str, str], width: int) -> Text:
    # Where a name leaves no room for the bar, the bar comes below it.
    longest = max(cell_len(names[topic]) for topic in topics)
    room = width - longest - 2
    beside = room >= NARROWEST_BAR + 2 + max(len(expected_told(each)) for each in topics.values())
    lines = []
    for topic, expected in topics.items():
        name = Text(names[topic])
        if beside:
            name.pad_right(longest - cell_len(names[topic]) + 2)
            lines.append(name + _interval(expected, room))
        else:
            lines += [name, Text("  ") + _interval(expected, width - 2)]
    return Text("\n").join(lines)


def _interval(expected: Expected, width: int) -> Text:
    # The bar shows the interval as a band, with the expected share marked in it.
    share = f"  {expected_told(expected):>{len('99 % (99–100 %)')}}"
    last = min(WIDEST_BAR, width - len(share)) - 1
    low, at, high = (round(part * last) for part in (expected.low, expected.share, expected.high))
    glyphs = [
        "█" if place == at else "▒" if low <= place <= high else "·" for place in range(last + 1)
    ]
    line = Text(no_wrap=True)
    for glyph, run in groupby(glyphs):
        line.append("".join(run), style=_BAR[glyph])
    return line.append(share)


def _curve(points: Sequence[Point], width: int, *, planned: bool) -> Text:
    chart = Text(no_wrap=True)
    room = width - AXIS_WIDTH
    points = _thinned(points, room)
    step = min(3, room // len(points))
    across = step * len(points)
    rows = [[" "] * across for _ in range(CURVE_HEIGHT)]
    lowest = min(min(point.without.share, point.planned.share) for point in points)
    bottom = min(90, int(10 * lowest) * 10)

    def put(column: int, share: float, glyph: str) -> None:
        above = (100 * share - bottom) / (100 - bottom)
        rows[CURVE_HEIGHT - 1 - round(above * (CURVE_HEIGHT - 1))][step * column] = glyph

    for column, point in enumerate(points):
        put(column, point.without.share, "○")
        if planned:
            put(column, point.planned.share, "●")
    for number, row in enumerate(rows):
        label = {0: "100 %", CURVE_HEIGHT - 1: f"{bottom} %"}.get(number, "")
        chart.append(f"{label:>5} ", style="plot.axis")
        chart.append("┤" if label else "│", style="plot.axis")
        for glyph, run in groupby(row):
            chart.append("".join(run), style="plot.year" if glyph == "●" else "plot.ahead")
        chart.append("\n")
    first, last = (date_of(points[end].day).strftime("%m-%d") for end in (0, -1))
    gap = max(1, across - len(first) - len(last))
    chart.append(f"{'':6} {first}{' ' * gap}{last}\n", style="plot.axis")
    legend = ["○ without a review", *(["● with the plan"] if planned else [])]
    apart = "   " if len("   ".join(legend)) <= room else f"\n{'':{AXIS_WIDTH}}"
    chart.append(f"{'':{AXIS_WIDTH}}{apart.join(legend)}", style="plot.axis")
    return chart


def _thinned(points: Sequence[Point], most: int) -> Sequence[Point]:
    """Not more points than that, evenly chosen, the first and the last among them."""
    if len(points) <= most:
        return points
    last = len(points) - 1
    return [points[round(place * last / (most - 1))] for place in range(most)]
