"""The days of a collection: the one that it counts from, and the hour at which each begins."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from ipt_cards.progress.entry_id import END_OF_TIME_MS
from ipt_cards.scheduling.day import Calendar, Day, day_of

_OFFSET = "creationOffset"
"""Minutes west of UTC at the place and time where the collection was made."""
_ROLLOVER = "rollover"
"""The hour of the preference "Next day starts at"."""


def first_day_of(connection: sqlite3.Connection, zone: tzinfo) -> Day:
    """The date whose number is 0 among the days that cards are due on.

    zone: the learner's, which old collections, that don't tell theirs, were made in.
    Raises ValueError for what Anki never writes.
    """
    [created] = connection.execute("SELECT crt FROM col").fetchone()
    if not isinstance(created, int) or not 0 <= created < END_OF_TIME_MS // 1000:
        raise ValueError(f"{created!r} is no time at which a collection was made")
    offset = _whole_number(connection, _OFFSET)
    if offset is not None:
        zone = timezone(-timedelta(minutes=offset))
    return day_of(datetime.fromtimestamp(created, UTC).astimezone(zone).date())


def calendar_of(connection: sqlite3.Connection, learners: Calendar) -> Calendar:
    """The days that answers in the collection were given on: the learner's, from its own hour on.

    An exported deck doesn't tell the hour, and has the learner's.
    Raises ValueError for what Anki never writes.
    """
    hour = _whole_number(connection, _ROLLOVER)
    return learners if hour is None else Calendar(learners.zone, hour)


def _whole_number(connection: sqlite3.Connection, key: str) -> int | None:
    # The newer schema has a table for what stood in the older's one JSON text.
    try:
        [conf] = connection.execute("SELECT conf FROM col").fetchone()
        if conf:
            written = json.loads(conf).get(key)
        else:
            row = connection.execute("SELECT val FROM config WHERE KEY = ?", (key,)).fetchone()
            written = json.loads(row[0]) if row else None
    except (AttributeError, RecursionError, TypeError) as error:
        raise ValueError(f"its settings can't be read ({error})") from error
    if written is not None and not isinstance(written, int):
        raise ValueError(f"{written!r} stands where {key} should")
    return written
