"""Rows of texts, however a table is kept."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ipt_cards.formats.found import FormatError, Loss, Source
from ipt_cards.formats.tables.columns import named_columns

_SAMPLE = 8000
_DELIMITERS = ",;\t|"
_MOST_BROKEN = 100
_SHOWN = {"\t": "tabs", ";": "semicolons", ",": "commas", "|": "bars", " ": "blanks", ":": "colons"}


class Row(NamedTuple):
    """A row that isn't empty.

    line: from 1. sheet: the one that it stands in; "" for the only one.
    """

    line: int
    cells: list[str]
    sheet: str = ""


@dataclass(slots=True)
class Rows:
    """The rows of a table, to be gone through once.

    read_as: how they are parted, for people. losses: rows that can't be read; added to on the way.
    """

    rows: Iterator[Row]
    read_as: str
    losses: list[Loss] = field(default_factory=list)


def delimited(source: Source, text: str, delimiter: str | None, first_line: int = 1) -> Rows:
    """The rows of a text with a delimiter; None where that is to be found.

    first_line: where in the source the text begins.
    """
    lines = io.StringIO(text, newline="")
    quoted = True
    if delimiter is None:
        delimiter = _delimiter(text, source)
        # Quizlet's definitions may begin with a quotation mark that is just one.
        quoted = delimiter != "\t" or _reads_quoted(text)
    rows = Rows(iter(()), f"parted by {_SHOWN.get(delimiter, repr(delimiter))}")
    if quoted:
        rows.rows = _quoted_rows(source, lines.readlines(), delimiter, first_line, rows.losses)
    else:
        plain = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
        rows.rows = _filled(source, plain, first_line)
    return rows


def _filled(source: Source, cells: Iterator[list[str]], line: int) -> Iterator[Row]:
    try:
        for number, row in enumerate(cells, line):
            if any(map(str.strip, row)):
                yield Row(number, row)
    except csv.Error as error:
        raise FormatError(source.name, line, 1, f"this is no table: {error}") from None


def _quoted_rows(
    source: Source, lines: list[str], delimiter: str, first_line: int, losses: list[Loss]
) -> Iterator[Row]:
    """Rows whose cells may stand in quotation marks.

    Where a mark doesn't close, its line alone is lost.
    """
    begin = 0
    broken = 0
    while begin < len(lines):
        reader = csv.reader(iter(lines[begin:]), delimiter=delimiter, strict=True)
        at = begin
        try:
            for row in reader:
                if any(map(str.strip, row)):
                    yield Row(first_line + at, row)
                at = begin + reader.line_num
        except csv.Error:
            line = first_line + at
            column = _opened_at(lines[at], delimiter)
            broken += 1
            if broken > _MOST_BROKEN:
                raise FormatError(
                    source.name,
                    line,
                    column,
                    "too many rows have a quotation mark that doesn't close: is it a table?",
                ) from None
            what = f"not taken: a quotation mark opens in column {column} and doesn't close"
            losses.append(Loss(line, what))
            at += 1
        else:
            return
        begin = at


def _opened_at(line: str, delimiter: str) -> int:
    """Where in a line, from 1, the last cell begins that stands in quotation marks."""
    begins = 1 if line.startswith('"') else 0
    place = line.find(delimiter + '"')
    while place >= 0:
        begins = place + 2
        place = line.find(delimiter + '"', place + 1)
    return max(begins, 1)


def _delimiter(text: str, source: Source) -> str:
    ending = source.name.rpartition(".")[2].lower()
    first = text.partition("\n")[0]
    if ending in {"tsv", "tab"} or (ending == "txt" and "\t" in first):
        return "\t"
    # What a table's heads are parted by is clear; else the whole of its beginning tells.
    for delimiter in _DELIMITERS:
        if named_columns([head.strip().strip('"') for head in first.split(delimiter)]):
            return delimiter
    import clevercsv  # noqa: PLC0415 - heavy

    sample = text[:_SAMPLE].rpartition("\n")[0] if len(text) > _SAMPLE else text
    try:
        found = clevercsv.Detector().detect(sample, delimiters=list(_DELIMITERS))
    except clevercsv.Error:
        found = None
    if found is not None and found.delimiter and found.delimiter in first:
        return str(found.delimiter)
    return max(_DELIMITERS, key=first.count)


def _reads_quoted(text: str) -> bool:
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True):
            pass
    except csv.Error:
        return False
    return True
