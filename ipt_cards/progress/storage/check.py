"""Whether a progress file is sound: its pages, its rows, and its cache against a new fold."""

import sqlite3
from collections.abc import Iterator

from ipt_cards.progress.entries import KINDS
from ipt_cards.progress.storage import cache, tables
from ipt_cards.scheduling.scheduler import Scheduler


def problems(connection: sqlite3.Connection, scheduler: Scheduler) -> Iterator[str]:
    """What is wrong with an open progress file, a sentence each; nothing when all is well.

    Raises sqlite3.DatabaseError where damage goes too deep to say what it is.
    """
    damage = [text for (text,) in connection.execute("PRAGMA integrity_check")]
    if damage != ["ok"]:
        yield from (f"The file is damaged: {text}." for text in damage)
        return
    entries_sound = True
    for problem in _malformed(connection):
        entries_sound = False
        yield problem
    if entries_sound:
        yield from _stale(connection, scheduler)


def _malformed(connection: sqlite3.Connection) -> Iterator[str]:
    for kind in KINDS:
        for row in connection.execute(f"SELECT * FROM {kind.kind} ORDER BY id"):
            try:
                tables.entry_of(kind, row)
            except ValueError as error:
                yield f"The {kind.kind} {row[0]} can't be: {error}."


def _stale(connection: sqlite3.Connection, scheduler: Scheduler) -> Iterator[str]:
    if not cache.is_current(connection, scheduler):
        return  # Made under other settings: whoever uses it next makes it anew.
    cached, folded = cache.read(connection), cache.folded(connection, scheduler)
    wrong = sorted(c for c in cached.keys() | folded.keys() if cached.get(c) != folded.get(c))
    if wrong:
        cards = f"{len(wrong):,} cards ({wrong[0]} the first)" if len(wrong) > 1 else wrong[0]
        yield (
            f"The cached schedule of {cards} isn't what the reviews amount to. Run `ipt-cards "
            "progress rebuild`."
        )
