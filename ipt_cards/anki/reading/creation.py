"""The day that a collection counts its days from."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from ipt_cards.progress.entry_id import END_OF_TIME_MS
from ipt_cards.scheduling.day import Day, day_of

_OFFSET = "creationOffset"
"""Minutes west of UTC at the place and time where the collection was made."""


def first_day_of(connection: sqlite3.Connection, zone: tzinfo) -> Day:
    """The date whose number is 0 among the days that cards are due on.

    zone: the learner's, which old collections, that don't tell theirs, were made in.
    Raises ValueError for what Anki never writes.
    """
    [created, conf] = connection.execute("SELECT crt, conf FROM col").fetchone()
    if not isinstance(created, int) or not 0 <= created < END_OF_TIME_MS // 1000:
        raise ValueError(f"{created!r} is no time at which a collection was made")
    offset = _offset(connection, conf)
    if offset is not None:
        zone = timezone(-timedelta(minutes=offset))
    return day_of(datetime.fromtimestamp(created, UTC).astimezone(zone).date())


def _offset(connection: sqlite3.Connection, conf: str) -> int | None:
    # The newer schema has a table for what stood in the older's one JSON text.
    try:
        if conf:
            written = json.loads(conf).get(_OFFSET)
        else:
            query = "SELECT val FROM config WHERE KEY = ?"
            row = connection.execute(query, (_OFFSET,)).fetchone()
            written = json.loads(row[0]) if row else None
    except (AttributeError, RecursionError, TypeError) as error:
        raise ValueError(f"its settings can't be read ({error})") from error
    if written is not None and not isinstance(written, int):
        raise ValueError(f"{written!r} stands where an offset from UTC should")
    return written
