"""The learner's statistics as a screen, for any width."""

from collections.abc import Iterator, Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from ipt_cards.progress.statistics.answers import AnswerKind
from ipt_cards.progress.statistics.card_states import State
from ipt_cards.progress.statistics.cards import TopicProgress
from ipt_cards.progress.statistics.report import Report
from ipt_cards.progress.statistics.retention import Retention
from ipt_cards.scheduling.day import date_of
from ipt_cards.study.presenting.words import counted, duration, percent
from ipt_cards.terminal.screen.plots import column_chart, heat_map, stacked_bar
from ipt_cards.terminal.screen.tables import labelled

TWO_COLUMNS = 130
"""Terminal columns from which the sections stand side by side."""

WIDEST = 96
"""Columns that a section fills at most."""

ROOMY = 60
"""Columns from which a section has room for what is good to know as well."""

WEEKS_SHOWN = 12

MATURITY_GLYPHS = {
    State.MATURE: ("█", "maturity.mature"),
    State.YOUNG: ("▓", "maturity.young"),
    State.LEARNING: ("▒", "maturity.learning"),
    State.NEW: ("░", "maturity.new"),
}


class StatisticsScreen:
    """A renderable that lays a report out in the width it is given.

    On a terminal too low for all, what is done and left today comes last, where it stays in sight.
    """

    def __init__(self, report: Report, deck_name: str) -> None:
        self._report = report
        self._deck_name = deck_name

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the sections, one below the other or in two columns."""
        if options.max_width < TWO_COLUMNS:
            width = min(options.max_width, WIDEST)
            today = self._today()
            rest = Group(
                *_spaced(
                    self._ahead(width),
                    self._retention(width),
                    self._year(width),
                    self._topics(width),
                    *self._levels(width),
                    self._hardest(width),
                )
            )
            lines = console.render_lines(Group(today, rest), options, pad=False)
            # Besides, there are a blank line between and the shell's prompt.
            is_low = console.is_terminal and len(lines) + 2 > console.height
            yield from _spaced(*((rest, today) if is_low else (today, rest)))
            return
        half = min(WIDEST, (options.max_width - 4) // 2)
        columns = Table.grid(padding=(0, 4, 0, 0))
        columns.add_column(width=half)
        columns.add_column(width=half)
        columns.add_row(
            Group(*_spaced(self._today(), self._year(half), self._ahead(half))),
            Group(
                *_spaced(
                    self._topics(half),
                    *self._levels(half),
                    self._retention(half),
                    self._hardest(half),
                )
            ),
        )
        yield columns

    def _today(self) -> Group:
        study, left = self._report.study_today, self._report.left
        lines: list[tuple[str, str]] = []
        done = counted(study.answers, "answer")
        if study.answers:
            kinds = ", ".join(
                _of_kind(study.by_kind[kind], kind) for kind in AnswerKind if study.by_kind[kind]
            )
            grades = ", ".join(
                f"{grade.name.capitalize()} {count}"
                for grade, count in study.by_grade.items()
                if count
            )
            lines.append(("answered", f"{done} in {duration(study.duration_ms)}: {kinds}"))
            lines.append(("graded", grades))
        else:
            lines.append(("answered", "nothing yet"))
        waiting = [
            _of_kind(len(cards), kind)
            for kind, cards in (
                (AnswerKind.DRILL, left.drills),
                (AnswerKind.REVIEW, left.reviews),
                (AnswerKind.NEW, left.new),
            )
            if cards
        ]
        lines.append(
            ("left", f"{', '.join(waiting)} in {self._deck_name}" if waiting else "nothing")
        )
        days = self._report.streak
        lines.append(("streak", f"{counted(days.current, 'day')} (longest {days.longest:,})"))
        return Group(_heading("Today"), labelled(lines))

    def _ahead(self, width: int) -> Group:
        ahead = self._report.ahead
        total = sum(ahead)
        if not total:
            return Group(_heading("Next 30 days"), Text("No card comes back.", style="label"))
        summary = f"{counted(total, 'card')} come back" if total > 1 else "1 card comes back"
        return Group(
            _heading(f"Next {len(ahead)} days", summary),
            column_chart(ahead, self._report.today, width, "plot.ahead"),
        )

    def _retention(self, width: int) -> Group:
        whole = self._report.retention
        if not whole.all.reviews:
            return Group(
                _heading("Retention"), Text("No card was asked a second time yet.", style="label")
            )
        summary = f"{percent(*whole.all)} of {counted(whole.all.reviews, 'review')} passed"
        weeks = Table(
            box=None,
            pad_edge=False,
            padding=(0, 2, 0, 0),
            header_style="label",
            width=width,
        )
        weeks.add_column("week of", style="label", no_wrap=True)
        weeks.add_column(ratio=1)
        for name in ("all", "young", "mature"):
            weeks.add_column(name, justify="right", no_wrap=True)
        if width >= ROOMY:
            weeks.add_column("reviews", justify="right", no_wrap=True)
        for monday, kept in self._report.weeks[-WEEKS_SHOWN:]:
            row: list[RenderableType] = [
                f"{date_of(monday):%m-%d}",
                _bar(kept.all),
                percent(*kept.all),
                percent(*kept.young),
                percent(*kept.mature),
            ]
            weeks.add_row(*row, *([f"{kept.all.reviews:,}"] if width >= ROOMY else []))
        return Group(_heading("Retention", summary), weeks)

    def _year(self, width: int) -> Group:
        days = self._report.days
        total = sum(days.values())
        summary = f"{counted(total, 'answer')} on {counted(len(days), 'day')}"
        return Group(
            _heading("Year", summary if total else ""),
            heat_map(days, self._report.today, width, "plot.year"),
        )

    def _topics(self, width: int) -> Group:
        return _parts("Topics", self._report.topics, width)

    def _levels(self, width: int) -> list[Group]:
        levels = self._report.levels
        return [_parts("Levels", levels, width)] if levels else []

    def _hardest(self, width: int) -> Group:
        hardest = self._report.hardest
        if not hardest:
            return Group(_heading("Hardest cards"), Text("None yet.", style="label"))
        rows = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="label")
        figures = ("lapses", "ease", "passed")
        room = width - sum(2 + len(name) for name in figures)
        rows.add_column("card", no_wrap=True, overflow="ellipsis", max_width=room)
        for name in figures:
            rows.add_column(name, justify="right", no_wrap=True)
        for hard in hardest:
            rows.add_row(
                hard.card, f"{hard.lapses}", f"{hard.ease / 100:.2f}", percent(*hard.retention)
            )
        return Group(_heading("Hardest cards"), rows)


def _parts(name: str, topics: Sequence[TopicProgress], width: int) -> Group:
    rows = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False, width=width)
    names = max((Text(topic.topic).cell_len for topic in topics), default=0)
    name_width = min(names, width // 3)
    rows.add_column(no_wrap=True, overflow="ellipsis", width=name_width)
    rows.add_column(no_wrap=True)
    rows.add_column(justify="right", no_wrap=True, width=5)
    for topic in topics:
        parts = [
            (topic.cards[state], glyph, style) for state, (glyph, style) in MATURITY_GLYPHS.items()
        ]
        bar = stacked_bar(parts, width - name_width - 2 - 2 - 5)
        rows.add_row(topic.topic, bar, percent(*topic.retention))
    counts = {state: sum(topic.cards[state] for topic in topics) for state in MATURITY_GLYPHS}
    legend = Text("  ").join(
        Text.assemble((glyph, style), f" {state} {counts[state]:,}")
        for state, (glyph, style) in MATURITY_GLYPHS.items()
    )
    suspended = sum(topic.suspended for topic in topics)
    if suspended:
        legend.append(f"  ({suspended:,} suspended)", style="label")
    total = counted(sum(counts.values()), "card")
    return Group(_heading(name, f"{total}, and retention"), rows, legend)


def _spaced(*sections: RenderableType) -> Iterator[RenderableType]:
    for index, section in enumerate(sections):
        if index:
            yield ""
        yield section


def _heading(title: str, summary: str = "") -> Text:
    return Text.assemble((title, "title"), ("  " + summary if summary else "", "label"))


def _bar(kept: Retention) -> RenderableType:
    if kept.rate is None:
        return ""
    return ProgressBar(
        total=1,
        completed=kept.rate,
        style="bar.left",
        complete_style="bar.done",
        finished_style="bar.done",
    )


def _of_kind(count: int, kind: AnswerKind) -> str:
    return f"{count:,} new" if kind is AnswerKind.NEW else counted(count, kind.value)
