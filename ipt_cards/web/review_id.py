"""The ids that a device gives to its answers, which are told from those of others by its mark."""

import hashlib
from pathlib import Path

from starlette.requests import Request

from ipt_cards.progress.entry_id import check_id, instant_ms, is_imported
from ipt_cards.scheduling.day import DAY_MS

OLDEST_MS = 180 * DAY_MS
NEAR_MS = 120_000
"""How far the clock of a device may be from this machine's, by which it was set."""

_NOT_OWN = "it has no id of this device"
_FUTURE = "its time is still to come: this device's clock is wrong"
_PAST = "it is older than half a year"


def device_mark(request: Request, log: Path) -> str:
    """Eight hexadecimal digits, with which the last twelve of a device's ids begin.

    log: the learner's, which tells browsers on this machine from those on others.
    """
    if mark := getattr(request.state, "mark", ""):
        return str(mark)
    return hashlib.sha256(str(log.resolve()).encode()).hexdigest()[:8]


def why_not(identifier: str, mark: str, now_ms: int, oldest_ms: int = OLDEST_MS) -> str:
    """Why a device's answer can't have that id, for the person; "" where it can.

    mark: the device's. oldest_ms: how long ago the answer may have been given.
    """
    try:
        check_id(identifier)
    except ValueError:
        return _NOT_OWN
    if is_imported(identifier) or not identifier[24:].startswith(mark):
        return _NOT_OWN
    if instant_ms(identifier) > now_ms + NEAR_MS:
        return _FUTURE
    return _PAST if instant_ms(identifier) < now_ms - oldest_ms else ""
