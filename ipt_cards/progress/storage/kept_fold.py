"""What the answers so far come to, kept in the file so that only those since need be read.

Every function here runs inside a transaction that its caller began.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ipt_cards.progress.answer_fold import AnswerFold, Told
from ipt_cards.progress.fold import current_names, taken_back
from ipt_cards.progress.storage import tables
from ipt_cards.progress.storage.database import statements
from ipt_cards.scheduling.grade import GRADES

WORTH_KEEPING = 1_000
"""So many answers that came since are kept, too: fewer are read in no time."""


def read_on(connection: sqlite3.Connection, fold: AnswerFold) -> tuple[int, str]:
    """Let a new fold take all answers, of which most was kept.

    Returns how many weren't, and the id of the last review; "" where there is none.
    """
    upto = _begin(connection, fold)
    [newest] = connection.execute("SELECT max(id) FROM review").fetchone()
    since = list(_told_since(connection, upto))
    fold.take(since)
    return len(since), newest or ""


def keep(connection: sqlite3.Connection, fold: AnswerFold, upto: str) -> None:
    """Keep what all answers up to that review come to."""
    for statement in statements(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")):
        connection.execute(statement)
    connection.execute(
        "INSERT OR REPLACE INTO kept_fold VALUES (?, ?, ?, ?)",
        (fold.name, fold.made_by, upto, fold.packed()),
    )


def forget(connection: sqlite3.Connection) -> None:
    """Drop all that is kept."""
    if _is_there(connection):
        connection.execute("DELETE FROM kept_fold")


def _begin(connection: sqlite3.Connection, fold: AnswerFold) -> str:
    if not _is_there(connection):
        return ""
    row = connection.execute(
        "SELECT upto, content FROM kept_fold WHERE name = ? AND made_by = ?",
        (fold.name, fold.made_by),
    ).fetchone()
    if row is None:
        return ""
    upto, content = row
    try:
        fold.unpack(content)
    except (ValueError, TypeError):
        return ""
    return str(upto)


def _is_there(connection: sqlite3.Connection) -> bool:
    query = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'kept_fold'"
    return connection.execute(query).fetchone() is not None


def _told_since(connection: sqlite3.Connection, upto: str) -> Iterator[Told]:
    gone = taken_back(connection.execute("SELECT id, target FROM retraction"))
    names = current_names(tables.standing_moves(connection))
    rows = connection.execute(
        "SELECT id, card, day, grade, duration_ms, origin = 'cram' FROM review WHERE id > ? "
        "ORDER BY id",
        (upto,),
    )
    for identifier, card, day, grade, duration_ms, crammed in rows:
        if identifier not in gone:
            yield Told(names.get(card, card), day, GRADES[grade], duration_ms, crammed == 1)
