"""Ids of log entries: unique on all machines together, and ordered by time.

An id has UUIDv7's layout (RFC 9562, section 5.7), its first 48 bits being the entry's instant in
UTC milliseconds. So the id alone says when, the order of ids is the order of time, with ties broken
the same way everywhere, and no entry can disagree with itself about when it was made.
"""

import hashlib
import re

RANDOM_BYTES = 10
"""How many random bytes an id takes."""

END_OF_TIME_MS = 221_845_392_000_000
"""The year 9000, in UTC milliseconds: no instant may lie there or beyond, since a card's due day,
a hundred years after its review, has to be a date."""

_ID = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.ASCII
)


def entry_id(now_ms: int, random_bytes: bytes, after: str | None = None) -> str:
    """An id for an entry made now.

    now_ms: UTC milliseconds since the epoch, before the year 9000.
    random_bytes: `RANDOM_BYTES` bytes of the caller's randomness.
    after: an id that has to be smaller: the entry made just before, or the one to be taken back.
        If the clock stands (or was set back), the new entry counts as a millisecond later.
    """
    at_ms = now_ms if after is None else max(now_ms, instant_ms(after) + 1)
    return _uuid(at_ms, random_bytes, version=7)


def retraction_id(target: str) -> str:
    """The id of the retraction of an entry that is the same however often the learner asks for it.

    It lies right after the entry's.
    """
    digest = hashlib.sha256(f"retraction\0{target}".encode()).digest()
    return entry_id(instant_ms(target), digest[:RANDOM_BYTES], after=target)


def imported_id(at_ms: int, *identity: str) -> str:
    """The id of an entry that another program recorded, the same however often it is imported.

    at_ms: when it was made there, UTC milliseconds.
    identity: texts that tell it from every other entry of that instant, such as the program's name
        and the card key.

    The bits that are random elsewhere are a hash, which makes it a UUIDv8.
    """
    digest = hashlib.sha256("\0".join(identity).encode()).digest()
    return _uuid(at_ms, digest[:RANDOM_BYTES], version=8)


def least_id(at_ms: int) -> str:
    """The least text that is not above any id of that instant or later."""
    high = f"{at_ms:012x}"
    return f"{high[:8]}-{high[8:]}"


def instant_ms(identifier: str) -> int:
    """When the entry with that id was made, in UTC milliseconds."""
    return int(identifier[:8] + identifier[9:13], 16)


def is_imported(identifier: str) -> bool:
    """Whether the id was made by `imported_id`."""
    return identifier[14] == "8"


def check_id(identifier: str) -> None:
    """Raise ValueError for a text that is not an entry's id."""
    if not _ID.fullmatch(identifier):
        raise ValueError(f"{identifier!r} is not an entry's id (a UUID of version 7 or 8)")
    if instant_ms(identifier) >= END_OF_TIME_MS:
        raise ValueError(f"{identifier!r} lies beyond the year 9000")


def _uuid(at_ms: int, random_bytes: bytes, version: int) -> str:
    if not 0 <= at_ms < END_OF_TIME_MS:
        raise ValueError(f"{at_ms} ms is not an instant between 1970 and the year 9000")
    if len(random_bytes) != RANDOM_BYTES:
        raise ValueError(f"an id takes {RANDOM_BYTES} random bytes, not {len(random_bytes)}")
    bits = at_ms << 80 | int.from_bytes(random_bytes, "big")
    bits = bits & ~(0xF << 76) | version << 76
    bits = bits & ~(0b11 << 62) | 0b10 << 62
    text = f"{bits:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
