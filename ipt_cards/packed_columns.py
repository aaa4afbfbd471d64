"""Numbers in columns as bytes: how what was made of a long log is kept, to be read at once."""

import json
import sys
import zlib
from array import array
from collections.abc import Sequence
from typing import Any

_SIZE = 4
"""Bytes of the checksum, and of the head's length."""


def packed(head: object, columns: Sequence["array[Any]"]) -> bytes:
    """Columns of numbers behind a head, which is anything that JSON has, with a checksum."""
    shapes = [[column.typecode, len(column)] for column in columns]
    first = json.dumps([head, shapes], separators=(",", ":")).encode()
    body = b"".join((_number(len(first)), first, *map(_little_endian, columns)))
    return _number(zlib.crc32(body)) + body


def unpacked(content: bytes) -> tuple[Any, list["array[Any]"]]:
    """The head and the columns that `packed` packed. Raises ValueError for bytes that it didn't."""
    whole = memoryview(content)
    if whole[:_SIZE] != _number(zlib.crc32(whole[_SIZE:])):
        raise ValueError("the checksum is another")
    start = 2 * _SIZE + int.from_bytes(whole[_SIZE : 2 * _SIZE], "little")
    head, shapes = json.loads(bytes(whole[2 * _SIZE : start]))
    columns = []
    for typecode, length in shapes:
        column = array(typecode)
        end = start + length * column.itemsize
        column.frombytes(whole[start:end])
        if sys.byteorder == "big":
            column.byteswap()
        columns.append(column)
        start = end
    if start != len(whole):
        raise ValueError("the columns are of another length")
    return head, columns


def _number(number: int) -> bytes:
    return number.to_bytes(_SIZE, "little")


def _little_endian(column: "array[Any]") -> bytes:
    if sys.byteorder == "big":
        column = column[:]
        column.byteswap()
    return column.tobytes()
