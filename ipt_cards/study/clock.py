"""The present instant, and the learner's days."""

import time

from ipt_cards.scheduling.day import Calendar
from ipt_cards.study.errors import StudyError
from ipt_cards.study.settings import Settings


def now_ms() -> int:
    """The present instant, UTC milliseconds."""
    return time.time_ns() // 1_000_000


def learner_calendar(settings: Settings) -> Calendar:
    """The learner's days: in the time zone that is configured, else in this machine's (or TZ).

    Raises StudyError where TZ names no zone.
    """
    if settings.time_zone is not None:
        return Calendar(settings.time_zone, settings.rollover_hour)
    from zoneinfo import ZoneInfoNotFoundError  # noqa: PLC0415 - only commands with a log need it

    from tzlocal import get_localzone  # noqa: PLC0415

    try:
        return Calendar(get_localzone(), settings.rollover_hour)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise StudyError(
            f"the time zone of this machine can't be told ({error}): "
            "set TZ to a zone's name, such as TZ=Europe/Berlin, or run "
            "`ipt-cards config set time_zone Europe/Berlin`"
        ) from None
