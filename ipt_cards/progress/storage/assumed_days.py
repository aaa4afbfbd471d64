"""By which zone and hour reviews of the first edition got their days when a file was migrated."""

import sqlite3
from typing import NamedTuple


class AssumedDays(NamedTuple):
    """So many reviews count for days of this zone that begin at this hour.

    told: whether the learner was told.
    """

    zone: str
    rollover_hour: int
    reviews: int
    told: bool


def assumed_days(connection: sqlite3.Connection) -> AssumedDays | None:
    """What the migration assumed; None where there was nothing to assume."""
    query = "SELECT zone, rollover_hour, reviews, told FROM assumed_days"
    row = connection.execute(query).fetchone()
    return row and AssumedDays(row[0], row[1], row[2], row[3] == 1)


def mark_told(connection: sqlite3.Connection) -> None:
    """Keep that the learner was told."""
    connection.execute("UPDATE assumed_days SET told = 1")
