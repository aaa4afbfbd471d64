"""Where the learner's review log is, and opening it with the scheduler that is wanted."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ipt_cards.extras import installing
from ipt_cards.scheduling import sm2
from ipt_cards.scheduling.day import DAY_MS
from ipt_cards.scheduling.scheduler import Scheduler
from ipt_cards.study.clock import learner_calendar
from ipt_cards.study.configuration.settings import SchedulerName, Settings, configuration
from ipt_cards.study.errors import ConfigurationError, StudyError

if TYPE_CHECKING:
    from ipt_cards.progress.entries import Review
    from ipt_cards.progress.log import ReviewLog

VARIABLE = "IPT_CARDS_PROGRESS"

CLOCK_TOLERANCE_MS = DAY_MS
"""So far ahead an answer may lie before it is told: by less it moves to tomorrow at most."""


def default_path(environ: Mapping[str, str]) -> Path:
    """The progress file that IPT_CARDS_PROGRESS names, else the platform's place for user data."""
    if named := environ.get(VARIABLE):
        return Path(named).expanduser()
    import platformdirs  # noqa: PLC0415 - not needed where the file is named

    return Path(platformdirs.user_data_dir("ipt-cards", appauthor=False)) / "progress.db"


def goals_file(progress_file: Path) -> Path:
    """Where the learner's goals are kept that go with a progress file."""
    return progress_file.with_name(f"{progress_file.stem}.goals.json")


def past_exams_file(progress_file: Path) -> Path:
    """Where the mock exams that were handed in are kept that go with a progress file."""
    return progress_file.with_name(f"{progress_file.stem}.exams.jsonl")


def scheduler_of(name: SchedulerName, settings: Settings) -> Scheduler:
    """The scheduler of that name, with the parameters that are configured for it.

    Raises StudyError where its package isn't installed, and ConfigurationError for parameters that
    it can't have.
    """
    if name is SchedulerName.SM2:
        return sm2.review
    try:
        from ipt_cards.scheduling import fsrs  # noqa: PLC0415 - an extra, which few install
    except ModuleNotFoundError as error:
        raise StudyError(
            f"the package {error.name} isn't installed, which FSRS comes with: run "
            f"`{installing('fsrs')}`, or go on with `--scheduler sm2`"
        ) from None
    if settings.fsrs_parameters is None:
        return fsrs.Fsrs()
    try:
        return fsrs.Fsrs(settings.fsrs_parameters)
    except ValueError as error:
        raise ConfigurationError(
            f"fsrs_parameters: {error}\nRun `ipt-cards config unset fsrs_parameters` for the "
            "default ones."
        ) from None


def reviews_ahead(log: "ReviewLog", now_ms: int) -> "list[Review]":
    """The answers that stand and are dated later than any clock that is right could date them."""
    since_ms = now_ms + CLOCK_TOLERANCE_MS
    newest = log.newest()
    return log.reviews(since_ms) if newest is not None and newest.at_ms > since_ms else []


def open_log(
    path: str | Path | None = None,
    settings: Settings | None = None,
    scheduler: Scheduler | None = None,
) -> "ReviewLog":
    """A learner's review log, by the learner's days; to be closed, or used as a context.

    path: the usual progress file where none is given; a file that isn't there is made.
    settings, scheduler: those that are configured where none are given.

    Raises ProgressError where the file can't be used, and StudyError for settings that can't hold.
    """
    from ipt_cards.progress.log import ReviewLog  # noqa: PLC0415 - a build needs none

    path = default_path(os.environ) if path is None else Path(path)
    if settings is None:
        settings = configuration(os.environ).settings
    if scheduler is None:
        scheduler = scheduler_of(settings.scheduler, settings)
    return ReviewLog.open(path, learner_calendar(settings), scheduler=scheduler)
