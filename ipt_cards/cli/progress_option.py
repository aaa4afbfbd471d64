"""The option --progress, the learner's settings, calendar and clock, and opening the log."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from ipt_cards.cli.configuration import (
    ConfigurationError,
    SchedulerName,
    Settings,
    configuration,
)
from ipt_cards.progress.errors import ProgressError
from ipt_cards.progress.location import VARIABLE, default_path
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling import sm2
from ipt_cards.scheduling.day import Calendar
from ipt_cards.scheduling.scheduler import Scheduler
from ipt_cards.terminal.theme import Colours

T = TypeVar("T")

F = TypeVar("F", bound=Callable[..., Any])


class ProgressProblem(click.ClickException):
    """What is wrong with the learner's progress, as one message. Exit code 2."""

    exit_code = 2


def _path_or_default(_context: click.Context, _param: click.Parameter, named: Path | None) -> Path:
    return default_path(os.environ) if named is None else named


def _there_or_default(context: click.Context, param: click.Parameter, named: Path | None) -> Path:
    if named is not None and not named.exists():
        raise click.BadParameter(f"there is no file {named}", context, param)
    return _path_or_default(context, param, named)


def _option(callback: Callable[..., Path]) -> Callable[[F], F]:
    return click.option(
        "--progress",
        "progress_file",
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        callback=callback,
        help=f"Your progress, if not in {VARIABLE} or the platform's usual place.",
    )


progress_option = _option(_path_or_default)
"""Gives the command a parameter `progress_file`, always a path; the file may be made there."""

existing_progress_option = _option(_there_or_default)
"""The same for commands that only read: a file that is named must be there, lest a mistyped name
shows an empty log."""


def goals_file(progress_file: Path) -> Path:
    """Where the learner's goals are kept that go with a progress file."""
    return progress_file.with_name(f"{progress_file.stem}.goals.json")


def now_ms() -> int:
    """The present instant, UTC milliseconds."""
    return time.time_ns() // 1_000_000


def learner_settings() -> Settings:
    """The learner's settings, read once a run.

    Raises ConfigurationError where they can't be read.
    """
    run = click.get_current_context().meta
    settings = run.get(__name__)
    if not isinstance(settings, Settings):
        settings = run[__name__] = configuration(os.environ).settings
    return settings


def learner_colours() -> Colours:
    """The colours that the learner wants.

    Raises ConfigurationError where the settings can't be read.
    """
    return learner_settings().theme


def configured(read: Callable[[Settings], T]) -> Callable[[], T | None]:
    """An option's default out of the learner's settings; none while a shell completes."""

    def default() -> T | None:
        completes = click.get_current_context().resilient_parsing
        return None if completes else read(learner_settings())

    return default


def scheduler_of(name: SchedulerName) -> Scheduler:
    """The scheduler of that name, with the parameters that are configured for it.

    Raises click.UsageError where its package isn't installed, and ConfigurationError for
    parameters that it can't have.
    """
    if name is SchedulerName.SM2:
        return sm2.review
    try:
        from ipt_cards.scheduling import fsrs  # noqa: PLC0415 - an extra, which few install
    except ModuleNotFoundError as error:
        raise click.UsageError(
            f"the package {error.name} isn't installed, which FSRS comes with: run "
            '`python -m pip install "ipt-cards[fsrs]"`, or go on with `--scheduler sm2`'
        ) from None
    parameters = learner_settings().fsrs_parameters
    if parameters is None:
        return fsrs.Fsrs()
    try:
        return fsrs.Fsrs(parameters)
    except ValueError as error:
        raise ConfigurationError(
            f"fsrs_parameters: {error}\nRun `ipt-cards config unset fsrs_parameters` for the "
            "default ones."
        ) from None


def _scheduler_named(
    _context: click.Context, _param: click.Parameter, name: str | None
) -> Scheduler:
    return sm2.review if name is None else scheduler_of(SchedulerName(name))


scheduler_option = click.option(
    "--scheduler",
    type=click.Choice([each.value for each in SchedulerName]),
    default=configured(lambda settings: settings.scheduler.value),
    show_default="sm2, or as configured",
    callback=_scheduler_named,
    help="What gives the intervals; another replays your log.",
)
"""Gives the command a parameter `scheduler`, always a Scheduler."""


def learner_calendar() -> Calendar:
    """The learner's days: in the time zone that is configured, else in this machine's (or TZ).

    Raises ConfigurationError, and click.UsageError where TZ names no zone.
    """
    settings = learner_settings()
    if settings.time_zone is not None:
        return Calendar(settings.time_zone, settings.rollover_hour)
    from zoneinfo import ZoneInfoNotFoundError  # noqa: PLC0415 - only commands with a log need it

    from tzlocal import get_localzone  # noqa: PLC0415

    try:
        return Calendar(get_localzone(), settings.rollover_hour)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise click.UsageError(
            f"the time zone of this machine can't be told ({error}): "
            "set TZ to a zone's name, such as TZ=Europe/Berlin, or run "
            "`ipt-cards config set time_zone Europe/Berlin`"
        ) from None


@contextmanager
def open_log(
    path: Path, calendar: Calendar, scheduler: Scheduler | None = None
) -> Iterator[ReviewLog]:
    """The review log at `path`, closed at the end.

    scheduler: the configured one where none is given.

    A ProgressError, from opening it or from anything done with it, ends the command with its
    message and exit code 2.
    """
    if scheduler is None:
        scheduler = scheduler_of(learner_settings().scheduler)
    try:
        with ReviewLog.open(path, calendar, scheduler=scheduler) as log:
            yield log
    except ProgressError as error:
        raise ProgressProblem(str(error)) from error
