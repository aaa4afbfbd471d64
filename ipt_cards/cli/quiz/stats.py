"""`ipt-cards stats`: how the learning goes."""

import json
from pathlib import Path

import click

from ipt_cards.cli.shared.deck_argument import deck_argument, load_or_exit
from ipt_cards.cli.shared.learners_log import open_learners_log
from ipt_cards.cli.shared.progress_option import (
    existing_progress_option,
    learner_calendar,
    learner_colours,
    learner_settings,
    scheduler_option,
)
from ipt_cards.progress.statistics.cards import TopicProgress
from ipt_cards.progress.statistics.report import Report, report
from ipt_cards.progress.statistics.retention import Retention, RetentionByMaturity
from ipt_cards.progress.statistics.tally import Tally
from ipt_cards.scheduling.day import Day, date_of
from ipt_cards.scheduling.queue import Limits
from ipt_cards.scheduling.scheduler import Scheduler
from ipt_cards.study.clock import now_ms


@click.command
@deck_argument
@scheduler_option
@existing_progress_option
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def command(deck: Path, scheduler: Scheduler, progress_file: Path, as_json: bool) -> None:  # noqa: FBT001 - click's flag
    """Show how the learning of DECK goes.

    Today, the streak and the year count every answer, whatever the deck; the rest is about DECK.
    Retention is the part of the reviews that were passed (Hard or better); first answers, further
    ones on the same day and cramming don't count. A card is mature from an interval of 21 days on.
    """
    read = load_or_exit(deck)
    settings = learner_settings()
    today = learner_calendar().day(now_ms())
    with open_learners_log(progress_file, scheduler) as log:
        made = report(
            topics={topic.name: topic.card_keys for topic in read.topics},
            tally=log.folded(Tally(scheduler)),
            answered_today=[review.card for review in log.reviews(on=today)],
            progress=log.progress(),
            today=today,
            limits=Limits(new=settings.new, reviews=settings.reviews),
            levels=read.cards_by_level(),
            after=read.after,
        )
    if as_json:
        click.echo(json.dumps(_as_json(made), indent=2, ensure_ascii=False))
        return
    from ipt_cards.terminal.reports.statistics import StatisticsScreen  # noqa: PLC0415
    from ipt_cards.terminal.screen.console import report_console  # noqa: PLC0415 - rich is slow to import

    report_console(learner_colours()).print(StatisticsScreen(made, read.name))


def _as_json(made: Report) -> dict[str, object]:
    return {
        "today": {
            "day": _iso(made.today),
            "answers": made.study_today.answers,
            "by_kind": made.study_today.by_kind,
            "by_grade": {grade.value: n for grade, n in made.study_today.by_grade.items()},
            "duration_ms": made.study_today.duration_ms,
            "left": {
                "drills": len(made.left.drills),
                "reviews": len(made.left.reviews),
                "new": len(made.left.new),
            },
        },
        "streak": {"current": made.streak.current, "longest": made.streak.longest},
        "retention": _by_maturity(made.retention),
        "weeks": [{"monday": _iso(monday), **_by_maturity(kept)} for monday, kept in made.weeks],
        "forecast": [
            {"day": _iso(Day(made.today + offset)), "cards": cards}
            for offset, cards in enumerate(made.ahead)
        ],
        "days": {_iso(day): answers for day, answers in made.days.items()},
        "hardest": [
            {
                "card": hard.card,
                "lapses": hard.lapses,
                "ease_factor": hard.ease / 100,
                **_counts(hard.retention),
            }
            for hard in made.hardest
        ],
        "topics": [{"topic": topic.topic, **_cards(topic)} for topic in made.topics],
        **({"levels": levels} if (levels := _levels(made)) else {}),
    }


def _levels(made: Report) -> list[dict[str, object]]:
    return [{"level": level.topic, **_cards(level)} for level in made.levels]


def _cards(part: TopicProgress) -> dict[str, object]:
    counts = {state.value: count for state, count in part.cards.items()}
    return {**counts, "suspended": part.suspended, **_counts(part.retention)}


def _by_maturity(kept: RetentionByMaturity) -> dict[str, object]:
    return {"young": _counts(kept.young), "mature": _counts(kept.mature)}


def _counts(kept: Retention) -> dict[str, object]:
    return {"reviews": kept.reviews, "passed": kept.passed}


def _iso(day: Day) -> str:
    return date_of(day).isoformat()
