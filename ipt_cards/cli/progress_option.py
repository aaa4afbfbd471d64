"""The option --progress, the learner's calendar and clock, and opening the review log."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from ipt_cards.progress.errors import ProgressError
from ipt_cards.progress.location import VARIABLE, default_path
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.day import Calendar

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


def now_ms() -> int:
    """The present instant, UTC milliseconds."""
    return time.time_ns() // 1_000_000


def learner_calendar() -> Calendar:
    """The calendar of this machine's time zone (or of TZ), with the usual rollover hour.

    Raises click.UsageError where TZ names no zone.
    """
    from zoneinfo import ZoneInfoNotFoundError  # noqa: PLC0415 - only commands with a log need it

    from tzlocal import get_localzone  # noqa: PLC0415

    try:
        return Calendar(get_localzone())
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise click.UsageError(
            f"the time zone of this machine can't be told ({error}): "
            "set TZ to a zone's name, such as TZ=Europe/Berlin"
        ) from None


@contextmanager
def open_log(path: Path, calendar: Calendar) -> Iterator[ReviewLog]:
    """The review log at `path`, closed at the end.

    A ProgressError, from opening it or from anything done with it, ends the command with its
    message and exit code 2.
    """
    try:
        with ReviewLog.open(path, calendar) as log:
            yield log
    except ProgressError as error:
        raise ProgressProblem(str(error)) from error
