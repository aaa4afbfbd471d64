"""Rows on the pages of an SQLite file, read without SQLite, which stops at damage.

See https://sqlite.org/fileformat.html, sections 1.6 (B-tree pages) and 2.1 (records). Only B-trees
of WITHOUT ROWID tables and of indexes are read, and only rows that fit on their page: the log has
no others that matter.
"""

from collections.abc import Iterator

Row = tuple[str | int | None, ...]

MAGIC = b"SQLite format 3\0"
"""How an SQLite file begins."""

HEADER_SIZE = 100
"""Bytes at the head of the first page, before its own B-tree page."""

_LEAF, _INTERIOR = 0x0A, 0x02
_TABLE_PAGES = (0x05, 0x0D)
_INTEGER_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


class UnreadablePageError(Exception):
    """The bytes are no B-tree page, or a damaged one."""


def rows_on(page: bytes, start: int = 0) -> Iterator[Row]:
    """The rows on one page, of whatever table or index; none on a page of another kind.

    start: where the B-tree page begins, `HEADER_SIZE` on the file's first page.
    Raises UnreadablePageError, perhaps after some rows.
    """
    if start >= len(page):
        raise UnreadablePageError
    kind = page[start]
    if kind in _TABLE_PAGES:
        return
    if kind not in (_LEAF, _INTERIOR):
        if any(page):
            raise UnreadablePageError
        return
    cells = int.from_bytes(page[start + 3 : start + 5])
    pointers = start + (8 if kind == _LEAF else 12)
    try:
        for at in range(pointers, pointers + 2 * cells, 2):
            cell = page[at] << 8 | page[at + 1]
            yield _record(page, cell if kind == _LEAF else cell + 4)
    except (IndexError, UnicodeDecodeError) as error:
        raise UnreadablePageError from error


def _record(page: bytes, at: int) -> Row:
    size, at = _varint(page, at)
    if at + size > len(page):
        raise UnreadablePageError
    header_size, types_at = _varint(page, at)
    value_at = header_end = at + header_size
    if header_end > at + size:
        raise UnreadablePageError
    values: list[str | int | None] = []
    while types_at < header_end:
        serial_type, types_at = _varint(page, types_at)
        value, value_at = _value(page, value_at, serial_type)
        values.append(value)
    if value_at != at + size:
        raise UnreadablePageError
    return tuple(values)


def _value(page: bytes, at: int, serial_type: int) -> tuple[str | int | None, int]:
    if serial_type == 0:
        return None, at
    if serial_type in (8, 9):
        return serial_type - 8, at
    if size := _INTEGER_SIZES.get(serial_type):
        return int.from_bytes(page[at : at + size], signed=True), at + size
    if serial_type < 13 or serial_type % 2 == 0:
        raise UnreadablePageError  # A float or a blob, which no entry has.
    size = (serial_type - 13) // 2
    return page[at : at + size].decode(), at + size


def _varint(page: bytes, at: int) -> tuple[int, int]:
    value = 0
    for end in range(at + 1, at + 9):
        byte = page[end - 1]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, end
    raise UnreadablePageError  # Nine bytes: a number beyond any in a row that fits on its page.
