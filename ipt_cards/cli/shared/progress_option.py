"""The options --progress and --scheduler, and the learner's settings of a run."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from ipt_cards.scheduling import sm2
from ipt_cards.scheduling.day import Calendar
from ipt_cards.scheduling.scheduler import Scheduler
from ipt_cards.study.clock import learner_calendar as calendar_of
from ipt_cards.study.configuration.settings import Colours, SchedulerName, Settings, configuration
from ipt_cards.study.review_log import VARIABLE, default_path, scheduler_of

T = TypeVar("T")

F = TypeVar("F", bound=Callable[..., Any])


def _path_or_default(context: click.Context, _param: click.Parameter, named: Path | None) -> Path:
    if named is not None:
        return named
    path = default_path(os.environ)
    if path.is_dir() and not context.resilient_parsing:
        says = (
            f"{VARIABLE} names the folder {path}"
            if os.environ.get(VARIABLE)
            else f"{path} is a folder"
        )
        raise click.UsageError(f"{says}: your progress is a file, such as {path / 'progress.db'}")
    return path


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


def learner_settings() -> Settings:
    """The learner's settings, read once a run.

    Raises ConfigurationError where they can't be read.
    """
    run = click.get_current_context().meta
    settings = run.get(__name__)
    if not isinstance(settings, Settings):
        settings = run[__name__] = configuration(os.environ).settings
    return settings


def learner_calendar() -> Calendar:
    """The learner's days. Raises StudyError where they can't be told."""
    return calendar_of(learner_settings())


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


def _scheduler_named(
    _context: click.Context, _param: click.Parameter, name: str | None
) -> Scheduler:
    return sm2.review if name is None else scheduler_of(SchedulerName(name), learner_settings())


scheduler_option = click.option(
    "--scheduler",
    type=click.Choice([each.value for each in SchedulerName]),
    default=configured(lambda settings: settings.scheduler.value),
    show_default="sm2, or as configured",
    callback=_scheduler_named,
    help="What gives the intervals; another replays your log.",
)
"""Gives the command a parameter `scheduler`, always a Scheduler."""
