"""Reading SQLite databases of strangers: nothing in them is run, nothing believed unseen."""

import sqlite3


def guard(connection: sqlite3.Connection) -> None:
    """Let a connection only read, run no code of the database's, and trust none of its pages."""
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")


def tables_of(connection: sqlite3.Connection) -> set[str]:
    """The names of what are tables indeed.

    A view or a virtual table by the name of one would run a stranger's code.
    """
    return {
        name
        for name, sql in connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'table'"
        )
        if isinstance(sql, str) and sql.upper().startswith("CREATE TABLE")
    }
