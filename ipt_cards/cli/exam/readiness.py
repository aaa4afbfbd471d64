"""`ipt-cards readiness`: the score to expect in the exam."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ipt_cards.cli.exam.day_type import DayType
from ipt_cards.cli.exam.learners_standing import learners_standing
from ipt_cards.cli.exam.unseen import unseen_as_json
from ipt_cards.cli.shared.deck_argument import deck_argument, load_or_exit
from ipt_cards.cli.shared.progress_option import (
    existing_progress_option,
    learner_colours,
    scheduler_option,
)
from ipt_cards.deck.deck import Deck
from ipt_cards.exam.plan.goal import Goal
from ipt_cards.scheduling.day import Day, date_of
from ipt_cards.scheduling.scheduler import Scheduler
from ipt_cards.study.exam.goals import Goals
from ipt_cards.study.review_log import past_exams_file

if TYPE_CHECKING:
    from ipt_cards.exam.plan.plan import Plan
    from ipt_cards.forecast.learner import Learner
    from ipt_cards.forecast.score.expected_score import Expected
    from ipt_cards.forecast.score.readiness_report import ReadinessReport
    from ipt_cards.study.exam.standing import Standing


@click.command
@deck_argument
@click.option(
    "--on",
    "day",
    type=DayType(),
    metavar="DATE",
    help="The day to look at.  [default: the planned exam's, else today]",
)
@scheduler_option
@existing_progress_option
@click.option("--json", "as_json", is_flag=True, help="Print the forecast as JSON.")
def command(
    *, deck: Path, day: Day | None, scheduler: Scheduler, progress_file: Path, as_json: bool
) -> None:
    """Forecast the score of an exam on DECK, and name the cards whose review would raise it most.

    Whatever your scheduler is, the forecast starts from what typical learners remember (FSRS-6 with
    its default parameters), and moves to you as fast as your answers are evidence. The range holds
    90 %: it is wide while little is known of you. A card that you never answered counts as known as
    often as your first answers to others were right, and as half known while there are none. Mock
    exams count only with `ipt-cards exam --log`, which lets the log have their answers.
    """
    read = load_or_exit(deck)
    goals = Goals.beside(progress_file)
    goal = goals.get(read.id)
    now = learners_standing(progress_file, scheduler)
    from ipt_cards.study.exam.forecasts import readiness_of  # noqa: PLC0415 - needs numpy

    if day is not None and day < now.today:
        raise click.UsageError(f"{date_of(day)} is past: name today or a day to come")
    plan = None
    if goal is not None and goal.exam >= now.today:
        plan = _planned(now, read, goal)
        day = goal.exam if day is None else day
    try:
        seen = readiness_of(read, now, now.today if day is None else day, plan)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    pass_percent = read.blueprint.pass_percent if read.blueprint else None
    if as_json:
        click.echo(
            json.dumps(_as_json(seen, read.topic_names, pass_percent), indent=2, ensure_ascii=False)
        )
        return
    from ipt_cards.terminal.reports.readiness import print_readiness  # noqa: PLC0415 - imports rich
    from ipt_cards.terminal.screen.console import report_console  # noqa: PLC0415

    print_readiness(
        report_console(learner_colours()),
        seen,
        read.topic_names,
        pass_percent,
        examined=_sat_exams(progress_file, read),
    )


def _sat_exams(progress_file: Path, deck: Deck) -> bool:
    if not past_exams_file(progress_file).exists():
        return False
    from ipt_cards.study.exam.exam_files import ExamFiles  # noqa: PLC0415 - few sit any

    exams, _ = ExamFiles(progress_file).history()
    return any(exam.deck == deck.id for exam in exams)


def _planned(now: "Standing", deck: Deck, goal: Goal) -> "Plan | None":
    try:
        return now.plan(deck, goal)
    except ValueError as error:
        click.echo(
            f"The plan can't be followed ({error}), so the forecast counts on no further review.",
            err=True,
        )
        return None


def _as_json(
    seen: "ReadinessReport", names: dict[str, str], pass_percent: int | None
) -> dict[str, object]:
    return {
        "day": date_of(seen.day).isoformat(),
        "planned": seen.planned,
        "pass_percent": pass_percent,
        "total": _expected(seen.readiness.total),
        "topics": [
            {"topic": names[topic], **_expected(expected)}
            for topic, expected in seen.readiness.topics.items()
        ],
        "unseen": unseen_as_json(seen.unseen, seen.learner),
        "suspended": list(seen.suspended),
        "most_helpful": [{"card": each.card, "gain": each.gain} for each in seen.most_helpful],
        "curve": [
            {
                "day": date_of(point.day).isoformat(),
                "without": _expected(point.without),
                "planned": _expected(point.planned) if seen.planned else None,
            }
            for point in seen.curve
        ],
        "model": _model(seen.learner),
    }


def _model(learner: "Learner") -> dict[str, object]:
    calibrated, typical, shifted = learner.model.experts
    return {
        "curve": "fsrs",
        "reviews": learner.model.reviews,
        "calibrated": learner.model.is_calibrated,
        "experts": {"calibrated": calibrated, "typical": typical, "shifted": shifted},
    }


def _expected(expected: "Expected") -> dict[str, float]:
    return {
        "share": round(expected.share, 4),
        "low": round(expected.low, 4),
        "high": round(expected.high, 4),
    }
