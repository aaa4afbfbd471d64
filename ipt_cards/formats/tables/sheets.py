"""The sheets of a workbook of Excel's or LibreOffice's."""

import io
import zipfile
from collections.abc import Iterator, Sequence

from ipt_cards.deck.text import without_control_characters
from ipt_cards.formats.archive import ZIP, names_in
from ipt_cards.formats.encoding import text_of
from ipt_cards.formats.found import FormatError, NoTextError, Source
from ipt_cards.formats.tables.rows import Row, Rows

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_PROGRAMS = {"xlsx": "Excel", "xlsm": "Excel", "xls": "Excel", "ods": "LibreOffice"}
_LARGEST = 1 << 30
"""Bytes that a workbook may unpack to."""


def is_workbook(source: Source) -> bool:
    """Whether this is a workbook."""
    if source.content.startswith(_OLD_EXCEL):
        return True
    return bool({"xl/workbook.xml", "xl/workbook.bin", "content.xml"} & names_in(source))


def require_text(source: Source) -> None:
    """Refuse a file that is no workbook, and by its ending should be one.

    Raises FormatError. Programs that write a table as text and call it .xls have always been there.
    """
    ending = source.name.rpartition(".")[2].lower()
    if ending not in _PROGRAMS or (ending == "xls" and _is_text(source)):
        return
    raise _damaged(source, "")


def _is_text(source: Source) -> bool:
    try:
        text = text_of(source).text
    except FormatError:
        return False
    return "\ufffd" not in text and without_control_characters(text) == text


def _damaged(source: Source, why: str) -> FormatError:
    program = _PROGRAMS.get(source.name.rpartition(".")[2].lower(), "Excel")
    told = f" ({why})" if why else ""
    return NoTextError(
        source.name,
        f"this is no {program} file, or it is damaged{told}: open it in {program}, and save it "
        "again or as CSV",
    )


def workbook(source: Source) -> Rows:
    """The rows of all sheets. Raises FormatError for a workbook that can't be read."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - for workbooks only

    _require_small(source)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(source.content))
        sheets = [
            (name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in book.sheet_names
        ]
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged(source, str(error)) from None
    filled = [(name, rows) for name, rows in sheets if any(any(_text(c) for c in r) for r in rows)]
    return Rows(_rows(filled), "a workbook" if len(filled) < 2 else f"{len(filled)} sheets")


def _require_small(source: Source) -> None:
    if source.content.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
            if sum(each.file_size for each in archive.infolist()) > _LARGEST:
                raise NoTextError(
                    source.name, f"it unpacks to more than {_LARGEST >> 20} MiB: split it"
                )


def _rows(sheets: Sequence[tuple[str, Sequence[Sequence[object]]]]) -> Iterator[Row]:
    for name, rows in sheets:
        for line, cells in enumerate(rows, 1):
            texts = [_text(cell) for cell in cells]
            if any(texts):
                yield Row(line, texts, name if len(sheets) > 1 else "")


def _text(cell: object) -> str:
    """A cell as its sheet shows it."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return ("TRUE" if cell else "FALSE") if isinstance(cell, bool) else str(cell)
