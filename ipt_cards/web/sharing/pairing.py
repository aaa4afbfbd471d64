"""What a device passes that isn't this machine: it is paired, or sees how to become so."""

import base64
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ipt_cards.web.pages import Pages, static_text
from ipt_cards.web.safety.limits import TooLargeError, form_of
from ipt_cards.web.sharing.code import PairingCode, Tried
from ipt_cards.web.sharing.devices import KEPT_DAYS, PairedDevices, mark_of

PAIR = "/pair"
_COOKIE = "ipt-cards-device"
_PROBLEMS = {
    Tried.WRONG: "That isn't the code, or it was used, or is too old. The terminal shows the one "
    "that holds.",
    Tried.TOO_OFTEN: "Too many codes were tried. Wait a minute, and try again.",
}


@dataclass(frozen=True, slots=True)
class Pairing:
    """Lets this machine's browsers through, and devices that are paired.

    own_hosts: what Host is where a browser on this machine asks, under names that no other can
        mean by them.
    secure: whether pages go over HTTPS.
    show: shows the person a new code. told: tells of a device that was paired, by its address.
    """

    app: ASGIApp
    devices: PairedDevices
    code: PairingCode
    pages: Pages
    own_hosts: frozenset[str]
    secure: bool
    show: Callable[[str], None]
    told: Callable[[str], None]
    clock: Callable[[], float] = time.monotonic

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the application do so."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        token = request.cookies.get(self._cookie, "")
        if self._is_own(scope) or self.devices.is_paired(token):
            answer: ASGIApp = self.app
            if request.url.path == PAIR:
                answer = RedirectResponse("/", 303)
            elif mark_of(token):
                scope.setdefault("state", {})["mark"] = mark_of(token)
        elif request.url.path == PAIR and request.method == "POST":
            answer = await self._pair(request, token)
        else:
            is_asked = request.url.path == PAIR
            if is_asked or "text/html" in request.headers.get("accept", ""):
                self._renew_code()  # a person looks at it, rather than a page of before
            code = request.query_params.get("code", "")
            answer = self._page(200 if is_asked else 401, "", code)
        await answer(scope, receive, send)

    @property
    def _cookie(self) -> str:
        return f"__Host-{_COOKIE}" if self.secure else _COOKIE

    def _is_own(self, scope: Scope) -> bool:
        client = scope["client"][0] if scope.get("client") else ""
        host = Headers(scope=scope).get("host", "").lower()
        return bool(client) and ip_address(client).is_loopback and host in self.own_hosts

    async def _pair(self, request: Request, before: str) -> Response:
        try:
            [written, *_] = (await form_of(request)).get("code", [""])
        except TooLargeError:
            return self._page(413, _PROBLEMS[Tried.WRONG], "")
        client = request.client.host if request.client else ""
        tried = self.code.attempt(written, client, self.clock())
        if tried is not Tried.RIGHT:
            self._renew_code()
            return self._page(429 if tried is Tried.TOO_OFTEN else 403, _PROBLEMS[tried], "")
        try:
            token = self.devices.pair(before)
        except OSError as error:
            return self._page(500, f"This device can't be remembered: {error}", "")
        self.told(client)
        paired = RedirectResponse("/", 303)
        paired.set_cookie(
            self._cookie,
            token,
            max_age=KEPT_DAYS * 24 * 3600,
            secure=self.secure,
            httponly=True,
            samesite="strict",
        )
        return paired

    def _renew_code(self) -> None:
        if fresh := self.code.renew(self.clock()):
            self.show(fresh)

    def _page(self, status: int, problem: str, code: str) -> Response:
        style = static_text("style.css")
        answer = self.pages.page(
            "pair.html",
            status,
            problem=problem,
            code=code[:20],
            secure=self.secure,
            style=style,
        )
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        answer.headers["content-security-policy"] = (
            f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; form-action 'self'; "
            "base-uri 'none'; frame-ancestors 'none'"
        )
        answer.headers["hx-refresh"] = "true"  # into no page of before, whose policy forbids it
        return answer
