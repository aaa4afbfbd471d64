"""Answers in a table of PostgreSQL's."""

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from ipt_cards.extras import installing
from ipt_cards.study.errors import StudyError
from ipt_cards.study.items.staged import Staged, stage_rows

if TYPE_CHECKING:
    import duckdb

SCHEMES = ("postgresql://", "postgres://")
_WAITS_SECONDS = 15


def stage_postgres(
    database: "duckdb.DuckDBPyConnection", address: str, table: str, scratch: Path
) -> Staged:
    """Stage a table. address: postgresql://user:password@host/database.

    table: its name, after its schema's and a dot where it has another than the usual. Nothing is
    written there. Raises StudyError, which never tells the password.
    """
    try:
        import psycopg  # noqa: PLC0415 - an extra
        from psycopg import conninfo, sql  # noqa: PLC0415
    except ImportError:
        raise StudyError(
            "the package psycopg isn't installed, which reads PostgreSQL: run "
            f"`{installing('teach')}`"
        ) from None
    try:
        password = str(conninfo.conninfo_to_dict(address).get("password") or "")
    except (psycopg.Error, UnicodeError, ValueError):
        password = None
    if password is None or not address.startswith(SCHEMES):
        # What is wrong with it might be in the password, so nothing of it is shown.
        raise StudyError(
            "--from: this is no address of a PostgreSQL database, such as "
            "postgresql://teacher@db.example.org/course"
        )
    file = scratch / "postgres.csv"
    try:
        with psycopg.connect(address, connect_timeout=_WAITS_SECONDS) as connection:
            connection.read_only = True
            named = sql.Identifier(*table.split("."))
            cursor = connection.execute(sql.SQL("SELECT * FROM {} LIMIT 0").format(named))
            names = [column.name for column in cursor.description or ()]
            copied = sql.SQL("COPY (SELECT * FROM {}) TO STDOUT (FORMAT csv, HEADER)").format(named)
            with file.open("wb") as stream, cursor.copy(copied) as rows:
                for row in rows:
                    stream.write(row)
    except (psycopg.Error, UnicodeError, ValueError) as error:
        told = " ".join(str(error).split())
        for secret in {password, quote(password), quote(password, safe=""), unquote(password)}:
            if secret:
                told = told.replace(secret, "…")
        raise StudyError(f"--from: {told}") from None
    return stage_rows(database, f"table {table}", file, names)
