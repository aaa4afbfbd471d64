"""How much may be asked: bytes of a request, and requests in a time."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.requests import Request

MOST_BYTES = 256 * 1024
"""Of a form: several times what the longest note has."""
_MOST_FIELDS = 500


class TooLargeError(Exception):
    """A form has more bytes than any of ours."""


@dataclass(slots=True)
class RequestRate:
    """So many requests a second that a client may make in the long run, and at once.

    It is a bucket that each request takes a token out of.
    """

    a_second: float
    at_once: float
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)

    def allows(self, client: str, now: float) -> bool:
        """Whether a client may ask at this moment, in seconds of any clock."""
        left, before = self._left.get(client, (self.at_once, now))
        left = min(self.at_once, left + (now - before) * self.a_second)
        allowed = left >= 1
        if len(self._left) > 1000:  # addresses are cheap
            self._left.clear()
        self._left[client] = (left - allowed, now)
        return allowed


async def form_of(request: Request) -> dict[str, list[str]]:
    """The fields of a form that was sent, each with its values. Raises TooLargeError."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise TooLargeError
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:  # no UTF-8, or too many fields: no form of ours
        pairs = []
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields
