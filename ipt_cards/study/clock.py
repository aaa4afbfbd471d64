"""The present instant, and the learner's days."""

import time

from ipt_cards.scheduling.day import Calendar
from ipt_cards.study.configuration.settings import Settings
from ipt_cards.study.errors import StudyError


def now_ms() -> int:
    """The present instant, UTC milliseconds."""
    return time.time_ns() // 1_000_000


def learner_calendar(settings: Settings) -> Calendar:
    """The learner's days: in the time zone that is configured, else in this machine's (or TZ).

    Raises StudyError where TZ names no zone.
    """
    if settings.time_zone is not None:
        return Calendar(settings.time_zone, settings.rollover_hour)
    from ipt_cards.study.configuration.time_zone import local_zone  # noqa: PLC0415 - only commands with a log

    try:
        return Calendar(local_zone(), settings.rollover_hour)
    except ValueError as error:
        said = str(error).rstrip("?")
        raise StudyError(
            f"the time zone of this machine can't be told: {said}. Set TZ, or run `ipt-cards "
            "config set time_zone ZONE`; UTC is a zone that is always there."
        ) from None
