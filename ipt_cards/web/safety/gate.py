"""What every request passes on its way in, and every answer on its way out."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ipt_cards.web.safety.headers import HEADERS
from ipt_cards.web.safety.limits import MOST_BYTES, RequestRate
from ipt_cards.web.safety.origin import is_stranger, own_hosts

_METHODS = ("GET", "HEAD", "POST")


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets through what the learner's own pages ask of this server.

    hosts: what Host may be; it is known once the server listens.
    shared: whether it may be the address, too, at which the request came in: that is no name that a
        stranger could make lead here.
    """

    app: ASGIApp
    hosts: frozenset[str]
    scheme: str
    rate: RequestRate
    shared: bool = False
    clock: Callable[[], float] = time.monotonic

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse to."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, _with_headers(send))
            return
        await self.app(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers: Mapping[str, str] = Headers(scope=scope)
        client = scope["client"][0] if scope.get("client") else ""
        if not self.rate.allows(client, self.clock()):
            return PlainTextResponse(
                "Too many requests at once: wait a moment.", 429, {"Retry-After": "1"}
            )
        if scope["method"] not in _METHODS:
            return PlainTextResponse("No page takes this.", 405, {"Allow": ", ".join(_METHODS)})
        hosts = self.hosts
        if self.shared and scope.get("server"):
            address, port = scope["server"]
            hosts |= own_hosts((address,), port, self.scheme)
        if why := is_stranger(scope["method"], headers, hosts, self.scheme):
            return PlainTextResponse(why, 403)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:20]) > MOST_BYTES:
            return PlainTextResponse("This is more than any form of these pages has.", 413)
        return None


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return send_with_headers
