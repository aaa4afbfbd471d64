"""A table of answers from a file, staged in DuckDB under columns of our own names.

Nothing of a file's own, neither its path nor its columns' names, becomes part of a query.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ipt_cards.formats.encoding import text_of
from ipt_cards.formats.found import Source
from ipt_cards.formats.tables.sheets import is_workbook, workbook
from ipt_cards.study.errors import StudyError

if TYPE_CHECKING:
    import duckdb

STAGED = "staged"
"""The table or view that rows are staged in: columns c0, c1, … of text, and of a table the row's
number, n, from 0."""

_DELIMITERS = ",;\t|"
_HEAD = 1 << 20
"""Bytes that the names of a table's columns stand within."""
_SAMPLE = 200


@dataclass(frozen=True, slots=True)
class Staged:
    """What was staged: the names of the columns, and some rows of text.

    name: the file's, for messages.
    """

    name: str
    names: tuple[str, ...]
    sample: tuple[tuple[str | None, ...], ...]


def stage_csv(
    database: "duckdb.DuckDBPyConnection", path: Path, name: str, scratch: Path
) -> Staged:
    """Stage a CSV, of whatever delimiter and encoding, or a workbook. name: for messages.

    Raises StudyError or FormatError for a file that is no table.
    """
    import duckdb  # noqa: PLC0415 - an extra

    names, delimiter = _head(path)
    try:
        if names:
            return _stage(database, name, path, names, delimiter)
    except duckdb.Error:
        pass  # not UTF-8, or its rows differ in length
    rewritten = scratch / "rewritten.csv"
    names = _rewrite(path, name, rewritten)
    if not names:
        return Staged(name, (), ())
    try:
        return _stage(database, name, rewritten, names, ",")
    except duckdb.Error as error:
        raise StudyError(f"{name}: this table can't be read ({_first_line(error)})") from None


def stage_rows(
    database: "duckdb.DuckDBPyConnection", name: str, path: Path, names: Sequence[str]
) -> Staged:
    """Stage a CSV of ours, in UTF-8 with commas and a line for the names. name: for messages."""
    return _stage(database, name, path, names, ",")


def stage_parquet(database: "duckdb.DuckDBPyConnection", name: str, paths: list[Path]) -> Staged:
    """Let Parquet files be read where they lie, as one table. Raises StudyError for others."""
    import duckdb  # noqa: PLC0415 - an extra

    try:
        found = database.read_parquet([escaped(path) for path in paths], union_by_name=True)
        # By place, for DuckDB before 2.0 reads a column's name as SQL wherever one is asked for.
        columns = (f"#{number + 1}::VARCHAR AS c{number}" for number in range(len(found.columns)))
        clear(database)
        found.project(", ".join(columns)).create_view(STAGED)
        return staged(database, name, found.columns)
    except duckdb.Error as error:
        raise StudyError(f"{name}: this can't be read as Parquet ({_first_line(error)})") from None


def clear(database: "duckdb.DuckDBPyConnection") -> None:
    """Forget what was staged."""
    rows = database.execute(
        "SELECT table_type FROM information_schema.tables WHERE table_name = $1", [STAGED]
    ).fetchall()
    for (kind,) in rows:
        database.execute(f"DROP {'VIEW' if kind == 'VIEW' else 'TABLE'} {STAGED}")


def staged(database: "duckdb.DuckDBPyConnection", name: str, names: Sequence[str]) -> Staged:
    """What is staged now. names: the columns'."""
    columns = ", ".join(f"c{number}" for number in range(len(names)))
    rows = database.execute(f"SELECT {columns} FROM {STAGED} LIMIT {_SAMPLE}").fetchall()
    return Staged(name, tuple(names), tuple(rows))


def escaped(path: Path) -> str:
    """A path as DuckDB takes it for this one file, whatever is in its name."""
    return re.sub(r"([\[*?])", r"[\1]", str(path.absolute()))


def _head(path: Path) -> tuple[list[str], str]:
    """The names in the first line, and what parts them; none where it isn't UTF-8."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:
            return [], ","
        text = head[: error.start].decode("utf-8-sig")
    if "\0" in text:
        return [], ","
    delimiter = _delimiter(text)
    return _names(text, delimiter), delimiter


def _delimiter(text: str) -> str:
    return max(_DELIMITERS, key=lambda each: len(_names(text, each)))


def _names(text: str, delimiter: str) -> list[str]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = next(reader, [])
    except csv.Error:
        return []
    return names if reader.line_num == 1 else []


def _stage(
    database: "duckdb.DuckDBPyConnection",
    name: str,
    path: Path,
    names: Sequence[str],
    delimiter: str,
) -> Staged:
    columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(len(names)))
    clear(database)
    database.execute(
        f"CREATE TABLE {STAGED} AS SELECT (row_number() OVER () - 1)::INTEGER AS n, * FROM "
        "read_csv($1, auto_detect = false, header = false, skip = 1, delim = $2, quote = '\"', "
        f"escape = '\"', max_line_size = 16777216, columns = {{{columns}}})",
        [escaped(path), delimiter],
    )
    return staged(database, name, names)


def _rewrite(path: Path, name: str, target: Path) -> list[str]:
    """Write a table as CSV in UTF-8 with rows of the same length; the names of its columns."""
    rows = _rows(Source(name, path.read_bytes()))
    names = [name.strip() for name in next(rows, [])]
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(names)
        for row in rows:
            if any(row):
                writer.writerow((row + [""] * len(names))[: len(names)])
    return names


def _rows(source: Source) -> Iterator[list[str]]:
    if is_workbook(source):
        yield from (row.cells for row in workbook(source).rows)
        return
    text = text_of(source).text
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text[:_HEAD]))
    try:
        yield from reader
    except csv.Error as error:
        raise StudyError(f"{source.name}:{reader.line_num}: {error}") from None


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
