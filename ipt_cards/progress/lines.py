"""Entries as JSON Lines: the format of exports, and of whatever carries a log between machines.

One entry a line, its fields always in the same order, so that equal logs export equal bytes:

    {"v":2,"kind":"review","id":"0193…","at_ms":1732450000000,"card":"duration-weeks/c1","grade":4,
     "duration_ms":5200,"origin":"quiz","day":"2024-11-24"}
    {"v":1,"kind":"retraction","id":"…","at_ms":…,"target":"0193…"}
    {"v":1,"kind":"suspension","id":"…","at_ms":…,"card":"…","suspended":true}
    {"v":1,"kind":"burial","id":"…","at_ms":…,"card":"…","until":"2026-11-25"}
    {"v":1,"kind":"move","id":"…","at_ms":…,"card":"…","to":"…"}

`at_ms` repeats what the id says, for people and their scripts. `v` grows when a line of a later
release can't be understood by an earlier one: version 2 tells the learner's day of each review,
version 1 leaves it to whoever reads it. What is the same in both is written as version 1.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from types import MappingProxyType

from ipt_cards.progress.entries import (
    KINDS,
    UNTOLD,
    Burial,
    Entry,
    Move,
    Origin,
    Retraction,
    Review,
    Suspension,
)
from ipt_cards.progress.entry_id import instant_ms
from ipt_cards.progress.errors import MalformedLineError
from ipt_cards.scheduling.day import Day, date_of, day_of
from ipt_cards.scheduling.grade import Grade

VERSION = 2

LONGEST_LINE = 10_000
"""Bytes. Far beyond any entry; a stranger's file shall not fill the memory."""

_as_json = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode
_FIELDS = {kind.kind: tuple(field.name for field in fields(kind)) for kind in KINDS}
_EXPECTED = {kind: {"v", "kind", "at_ms", *names} for kind, names in _FIELDS.items()}
_WITHOUT_DAYS = 1
"""The version in which no review told its day."""


def to_line(entry: Entry) -> bytes:
    """An entry's line, in UTF-8 with its line feed."""
    values: dict[str, object] = {
        "v": VERSION if isinstance(entry, Review) and entry.day else _WITHOUT_DAYS,
        "kind": entry.kind,
        "id": entry.id,
        "at_ms": instant_ms(entry.id),
    }
    for name in _FIELDS[entry.kind]:
        values[name] = getattr(entry, name)
    match entry:
        case Burial():
            values["until"] = date_of(entry.until).isoformat()
        case Review(day=0):
            del values["day"]
        case Review():
            values["day"] = date_of(entry.day).isoformat()
    return _as_json(values).encode() + b"\n"


def read_lines(
    lines: Iterable[bytes],
    name: str,
    *,
    growing: bool = False,
    known: Mapping[bytes, Entry] = MappingProxyType({}),
) -> Iterator[Entry]:
    """The entries of JSON Lines, such as an open binary file.

    name: what to call the file in messages.
    known: entries by their lines, which then need no parsing: the bulk of what is read again.
    growing: whether the file may still be being written or copied: a last line without a line feed
        is then left out, to be read whole next time.

    Raises MalformedLineError, whose message begins `name:line:`, at the first line that isn't an
    entry. Blank lines are skipped.
    """
    for number, line in enumerate(lines, start=1):
        if growing and not line.endswith(b"\n"):
            return
        if not line.strip():
            continue
        if (entry := known.get(line)) is not None:
            yield entry
            continue
        try:
            yield from_line(line)
        except ValueError as error:
            raise MalformedLineError(f"{name}:{number}: {error}") from error


def from_line(line: bytes) -> Entry:
    """The entry on a line. Raises ValueError saying what is wrong with it."""
    if len(line) > LONGEST_LINE:
        raise ValueError(f"a line of {len(line)} bytes is no entry")
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"this is not JSON ({error})") from error
    if not isinstance(values, dict):
        raise ValueError("this is not a JSON object")  # noqa: TRY004 - the reader's one error type
    version = _whole(values, "v")
    if version > VERSION:
        raise ValueError(
            f"this was written by a newer ipt-cards (version {version}; this one knows {VERSION})"
            ": update ipt-cards"
        )
    if version < 1:
        raise ValueError(f"there is no version {version}")
    kind = _text(values, "kind")
    if kind not in _FIELDS:
        raise ValueError(f"there is no entry of the kind {kind!r}, only {', '.join(_FIELDS)}")
    entry = _READERS[kind](values, version)
    if _whole(values, "at_ms") != instant_ms(entry.id):
        raise ValueError(f"at_ms and id disagree: the id says {instant_ms(entry.id)}")
    if unknown := values.keys() - _EXPECTED[kind]:
        raise ValueError(f"a {kind} has no {', '.join(map(repr, sorted(unknown)))}")
    return entry


def _review(values: dict[str, object], version: int) -> Review:
    if version == _WITHOUT_DAYS and "day" in values:
        raise ValueError("a review of version 1 has no 'day'")
    return Review(
        _text(values, "id"),
        _text(values, "card"),
        _grade(_whole(values, "grade")),
        _whole(values, "duration_ms"),
        _origin(_text(values, "origin")),
        UNTOLD if version == _WITHOUT_DAYS else _day(_text(values, "day")),
    )


def _retraction(values: dict[str, object], _: int) -> Retraction:
    return Retraction(_text(values, "id"), _text(values, "target"))


def _suspension(values: dict[str, object], _: int) -> Suspension:
    suspended = _value(values, "suspended")
    if not isinstance(suspended, bool):
        raise ValueError(f"suspended is true or false, not {suspended!r}")  # noqa: TRY004 - as above
    return Suspension(_text(values, "id"), _text(values, "card"), suspended)


def _burial(values: dict[str, object], _: int) -> Burial:
    return Burial(_text(values, "id"), _text(values, "card"), _day(_text(values, "until")))


def _move(values: dict[str, object], _: int) -> Move:
    return Move(_text(values, "id"), _text(values, "card"), _text(values, "to"))


_READERS: dict[str, Callable[[dict[str, object], int], Entry]] = {
    "review": _review,
    "retraction": _retraction,
    "suspension": _suspension,
    "burial": _burial,
    "move": _move,
}


def _value(values: dict[str, object], field: str) -> object:
    if field not in values:
        raise ValueError(f"{field!r} is missing")
    return values[field]


def _text(values: dict[str, object], field: str) -> str:
    value = _value(values, field)
    if not isinstance(value, str):
        raise ValueError(f"{field} is a text, not {value!r}")  # noqa: TRY004 - as above
    return value


def _whole(values: dict[str, object], field: str) -> int:
    value = _value(values, field)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{field} is a whole number, not {value!r}")  # noqa: TRY004 - as above
    return value


def _grade(value: int) -> Grade:
    try:
        return Grade(value)
    except ValueError:
        raise ValueError(f"a grade is 0 to 5, not {value}") from None


def _origin(value: str) -> Origin:
    try:
        return Origin(value)
    except ValueError:
        raise ValueError(f"an origin is one of {', '.join(Origin)}, not {value!r}") from None


def _day(value: str) -> Day:
    try:
        day = day_of(date.fromisoformat(value))
    except ValueError:
        raise ValueError(f"a day is written like 2026-11-25, not {value!r}") from None
    return day
