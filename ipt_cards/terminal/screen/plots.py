"""Plots made of characters, whose glyphs alone tell their parts apart: colours only add to them."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from rich.text import Text

from ipt_cards.progress.statistics.days import monday_of
from ipt_cards.scheduling.day import Day, date_of

EIGHTHS = " ▁▂▃▄▅▆▇█"
SHADES = "·░▒▓█"
WEEKS_A_YEAR = 53
_WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def column_chart(
    values: Sequence[int], first: Day, width: int, style: str, height: int = 6
) -> Text:
    """A chart with a column for each of the days from `first` on, at most `width` wide.

    No column is missing whose value isn't 0. The first day and each seventh are dated below, as far
    as there is room.
    """
    highest = max(*values, 1)
    margin = len(str(highest))
    step = max(1, min(4, (width - margin - 2) // len(values)))
    column = max(1, step - 1)
    chart = Text(no_wrap=True)
    for row in range(height - 1, -1, -1):
        label = str(highest) if row == height - 1 else ""
        chart.append(f"{label:>{margin}} {'┤' if label else '│'}", style="plot.axis")
        for value in values:
            eighths = max(-(-value * height * 8 // highest) - row * 8, 0)
            glyph = EIGHTHS[min(8, eighths)]
            chart.append(glyph * column + " " * (step - column), style=style)
        chart.append("\n")
    chart.append(f"{0:>{margin}} └{'─' * (step * len(values))}\n", style="plot.axis")
    dates = ""
    for offset in range(0, len(values), 7):
        label = f"{date_of(Day(first + offset)):%m-%d}"
        room = width - margin - 2 if not offset else step * len(values)
        if offset * step + len(label) <= room:
            dates = dates.ljust(offset * step) + label
    chart.append(" " * (margin + 2) + dates, style="plot.axis")
    return chart


def heat_map(days: Mapping[Day, int], today: Day, width: int, style: str) -> Text:
    """The year up to today, a week a column, as far as it fits into `width`.

    days: how many answers each day had.
    """
    weeks = min(WEEKS_A_YEAR, width - 4)
    last = monday_of(today)
    mondays = [Day(last - 7 * ago) for ago in range(weeks - 1, -1, -1)]
    shown = [count for day, count in days.items() if mondays[0] <= day <= today]
    chart = Text(" " * 4, no_wrap=True)
    chart.append(_months(mondays) + "\n", style="plot.axis")
    for weekday, name in enumerate(_WEEKDAYS):
        chart.append(f"{name:4}", style="plot.axis")
        for monday in mondays:
            day = Day(monday + weekday)
            level = heat(days.get(day, 0), shown)
            glyph = SHADES[level] if day <= today else " "
            chart.append(glyph, style=style if level else "plot.axis")
        chart.append("\n")
    chart.append(" " * 4 + "less ", style="plot.axis")
    chart.append(SHADES[1:], style=style)
    chart.append(" more", style="plot.axis")
    return chart


def heat(count: int, counts: Sequence[int]) -> int:
    """The shade, 0 to 4, of a day with so many answers among days with so many.

    Only 0 has the shade 0. A tenth of the days may be busier than the darkest shade tells, so that
    one extraordinary day doesn't make all others pale.
    """
    if not count or not counts:
        return 0
    usual = sorted(counts)[(len(counts) - 1) * 9 // 10]
    return min(4, -(-4 * count // usual)) if usual else 4


def stacked_bar(parts: Sequence[tuple[int, str, str]], width: int) -> Text:
    """One bar, `width` wide, of parts given as (size, glyph, style); blank if all are 0.

    A part that isn't 0 is at least a character wide, as long as there is room.
    """
    present = [part for part in parts if part[0] > 0]
    total = sum(size for size, _, _ in present)
    bar = Text(no_wrap=True)
    if len(present) > width:
        present = present[:width]
    spare = width - len(present)
    ends = [0, *accumulate(size for size, _, _ in present)]
    for (_, glyph, style), start, end in zip(present, ends, ends[1:], strict=False):
        bar.append(glyph * (1 + spare * end // total - spare * start // total), style=style)
    bar.pad_right(width - len(bar))
    return bar


def _months(mondays: Sequence[Day]) -> str:
    # A month is named above the week that its first day lies in.
    line = ""
    for column, monday in enumerate(mondays):
        sunday = date_of(Day(monday + 6))
        if sunday.day <= 7 and len(line) < max(column, 1) and column + 3 <= len(mondays):
            line = line.ljust(column) + _MONTHS[sunday.month - 1]
    return line
