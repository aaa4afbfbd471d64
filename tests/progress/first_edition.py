"""Entries as the first edition wrote them, before reviews told their days."""

import sqlite3

from ipt_cards.progress.entries import Entry, Review
from ipt_cards.progress.storage.tables import row_of


def insert_as_first_edition(connection: sqlite3.Connection, entry: Entry) -> None:
    """Add an entry to a file of its format, 1 or 2."""
    row = row_of(entry)[:-1] if isinstance(entry, Review) else row_of(entry)
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {entry.kind} VALUES ({marks})", row)
