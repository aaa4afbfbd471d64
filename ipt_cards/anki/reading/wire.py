"""Just enough of Protocol Buffers' wire format to read the few fields that Anki keeps in it."""

from collections.abc import Iterator

_LONGEST_VARINT = 10

Value = int | bytes


def fields_of(message: bytes) -> Iterator[tuple[int, Value]]:
    """The fields of a message, as (number, value): whole numbers, and bytes for all else.

    Raises ValueError for bytes that are no message.
    """
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        value: Value
        match key & 7:
            case 0:
                value, at = _varint(message, at)
            case 1:
                value, at = _taken(message, at, 8)
            case 2:
                length, at = _varint(message, at)
                value, at = _taken(message, at, length)
            case 5:
                value, at = _taken(message, at, 4)
            case kind:
                raise ValueError(f"there is no wire type {kind}")
        yield key >> 3, value


def whole(message: bytes, number: int) -> int:
    """The whole number in a field; 0, as Protocol Buffers have it, where there is none."""
    return optional(message, number) or 0


def optional(message: bytes, number: int) -> int | None:
    """The whole number in a field; None where there is none."""
    found = None
    for field, value in fields_of(message):
        if field == number and isinstance(value, int):
            found = value
    return found


def text(message: bytes, number: int) -> str:
    """The text in a field; "" where there is none. Raises ValueError if it isn't UTF-8."""
    found = b""
    for field, value in fields_of(message):
        if field == number and isinstance(value, bytes):
            found = value
    return found.decode()


def _taken(message: bytes, at: int, length: int) -> tuple[bytes, int]:
    end = at + length
    if end > len(message):
        raise ValueError("the message ends in the middle of a field")
    return message[at:end], end


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = 0
    for index, byte in enumerate(message[at : at + _LONGEST_VARINT]):
        value |= (byte & 0x7F) << (7 * index)
        if not byte & 0x80:
            return value, at + index + 1
    raise ValueError("the message ends in the middle of a number")
