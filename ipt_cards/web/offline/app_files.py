"""What makes the pages an app that opens without the server, where the browser lets them be one."""

import json

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ipt_cards.web.pages import static_address, static_names, static_text
from ipt_cards.web.site import site_of

_SHELL = "/offline"
_LOADED = ("style.css", "htmx.min.js", "offline.js", "page.js", "icon.svg")
_MODULES = "offline/"
_SECURE_HOSTS = ("127.0.0.1", "localhost")
"""To which browsers trust their way without HTTPS."""


async def manifest(request: Request) -> Response:
    """What the app is called and how it looks."""
    if not _is_secure(request):
        return _none()
    icon = {"src": static_address("icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    told = {
        "id": "/",
        "name": "ipt-cards",
        "short_name": "ipt-cards",
        "start_url": "/",
        "display": "standalone",
        "background_color": "#fbfaf8",
        "theme_color": "#34568b",
        "icons": [icon],
    }
    return JSONResponse(told, media_type="application/manifest+json")


async def worker(request: Request) -> Response:
    """The script that keeps what the app needs without the server."""
    if not _is_secure(request):
        return _none()
    modules = (name for name in static_names() if name.startswith(_MODULES))
    kept = [_SHELL, *map(static_address, (*_LOADED, *modules))]
    script = f"const SHELL = {json.dumps(kept)};\n{static_text('worker.js')}"
    return Response(script, media_type="text/javascript")


async def shell(request: Request) -> Response:
    """The page that shows the cards that are on the device. There is nothing of a deck in it."""
    return site_of(request).pages.page("alone.html")


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https" or request.url.hostname in _SECURE_HOSTS


def _none() -> Response:
    return Response("Browsers make an app of pages that go over HTTPS alone.", 404)
