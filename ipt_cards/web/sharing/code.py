"""The code that pairs a device: for one device, for some minutes, and not to be found by trying."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from ipt_cards.web.safety.limits import RequestRate

LIFETIME_MINUTES = 10
_DIGITS = 8


def drawn() -> str:
    """A code that nobody can foresee."""
    return f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"


class Tried(Enum):
    """What came of a code that was written."""

    RIGHT = "right"
    WRONG = "wrong"
    TOO_OFTEN = "too often"


@dataclass(slots=True)
class PairingCode:
    """The code that holds, if one does. Instants are seconds of any clock.

    draw: makes a code.

    Of each device five tries are looked at at once, and then six a minute, of all devices together
    sixty a minute: in the lifetime of a code, that is one chance in 150,000.
    """

    draw: Callable[[], str] = drawn
    _code: str = ""
    _ends: float = 0.0
    _of_each: RequestRate = field(default_factory=lambda: RequestRate(a_second=0.1, at_once=5))
    _of_all: RequestRate = field(default_factory=lambda: RequestRate(a_second=1, at_once=60))

    def renew(self, now: float) -> str:
        """A code where none holds by now, from now on the one that does; else ""."""
        if self._code and now < self._ends:
            return ""
        self._code, self._ends = self.draw(), now + 60 * LIFETIME_MINUTES
        return self._code

    def attempt(self, written: str, client: str, now: float) -> Tried:
        """Use the code up, if it is the one that was written, with whatever between its digits."""
        if not (self._of_each.allows(client, now) and self._of_all.allows("", now)):
            return Tried.TOO_OFTEN
        digits = "".join(each for each in written if each.isascii() and each.isdecimal())
        is_right = secrets.compare_digest(digits, self._code)
        if not self._code or now >= self._ends or not is_right:
            return Tried.WRONG
        self._code = ""
        return Tried.RIGHT
