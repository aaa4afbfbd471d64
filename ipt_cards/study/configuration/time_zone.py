"""Time zones by name or by rule, also where the machine has no data on zones."""

import os
import re
import struct
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

_UTC = frozenset({"UTC", "Etc/UTC", "GMT", "Etc/GMT", "Z", "Zulu"})
_RULE = re.compile(r"(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)[+-]?\d.*", re.ASCII)
"""How a zone begins that is told by a rule: a name of three letters or more, and an offset."""
_SUMMER = re.compile(r"(?:[A-Za-z]{3,}|<[^>]+>)[+-]?[\d:]+(?:[A-Za-z]{3,}|<[^>]+>)[+-]?[\d:]*")
_USUAL_SUMMER = ",M3.2.0,M11.1.0"
"""When summer time is where a rule doesn't say: from March to November, as the C library has it."""


def zone_named(written: str) -> ZoneInfo:
    """The zone of a name such as Europe/Berlin, or of a rule such as CET-1CEST,M3.5.0,M10.5.0/3.

    A rule is one as POSIX has them in TZ, where hours west of Greenwich are positive.
    Raises ValueError, saying what to write instead, where it is neither.
    """
    try:
        return ZoneInfo(written)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    if written in _UTC:
        return _by_rule("UTC0", "UTC")
    if _RULE.fullmatch(written):
        rule = written + _USUAL_SUMMER if _SUMMER.fullmatch(written) else written
        try:
            return _by_rule(rule, written)
        except (ValueError, UnicodeEncodeError):
            pass
    from ipt_cards.deck.reading.findings import did_you_mean  # noqa: PLC0415 - for a mistake only

    near = did_you_mean(written, sorted(available_timezones()))
    raise ValueError(f"`{written}` is no time zone{near or ': write a name such as Europe/Berlin'}")


def local_zone() -> ZoneInfo:
    """The zone of this machine: TZ's, else the system's, UTC where nothing tells.

    Raises ValueError where TZ, or the system, names what is none.
    """
    named = os.environ.get("TZ", "").removeprefix(":")
    if named and not Path(named).is_absolute():
        return zone_named(named)
    import warnings  # noqa: PLC0415 - as the next

    from tzlocal import get_localzone  # noqa: PLC0415 - only commands with a log need it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that nothing tells the zone, which makes it UTC
            found = get_localzone()
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(str(error).strip().replace("\n", " ")) from None
    # Whatever tzlocal says of its type, where there is no data at all it is datetime's own UTC.
    return found if isinstance(found, ZoneInfo) else zone_named("UTC")  # type: ignore[redundant-expr]


def _by_rule(rule: str, name: str) -> ZoneInfo:
    """The zone of a POSIX rule, as the footer of a compiled zone file without any data.

    RFC 8536, sections 3.1 to 3.3: two headers, each with one local time type, and the rule.
    Raises ValueError for a rule that can't be read.
    """
    counts = struct.pack(">6L", 0, 0, 0, 0, 1, 4)
    header = b"TZif2" + bytes(15) + counts
    one_type = struct.pack(">lBB", 0, 0, 0) + b"UTC\0"
    footer = f"\n{rule}\n".encode("ascii")
    return ZoneInfo.from_file(BytesIO((header + one_type) * 2 + footer), key=name)
