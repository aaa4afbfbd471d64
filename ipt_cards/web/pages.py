"""Making a page out of a template."""

import hashlib
import secrets
from collections.abc import Mapping
from functools import cache
from gzip import compress
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ipt_cards.study.presenting.words import counted

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
_FOR_EVER = "private, max-age=31536000, immutable"

CSRF = secrets.token_urlsafe(32)
"""What every form of this process carries, and no page of a stranger knows."""


class Pages:
    """The templates. goes_on: whether pages go on when the server can't be reached."""

    def __init__(self, *, goes_on: bool = False) -> None:
        self._templates = Environment(
            loader=PackageLoader("ipt_cards.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(
            static=static_address, csrf=CSRF, deck=None, here="", goes_on=goes_on, counted=counted
        )

    def page(self, template: str, status: int = 200, /, **shown: Any) -> Response:  # noqa: ANN401
        """A template's page with what it shows."""
        return HTMLResponse(self._templates.get_template(template).render(**shown), status)

    def part(self, template: str, macro: str, /, *shown: object, **more: object) -> str:
        """What a macro of a template makes of what it shows."""
        made = getattr(self._templates.get_template(template).module, macro)
        return str(made(*shown, **more))

    def error(self, title: str, message: str, status: int) -> Response:
        """A page that says what went wrong."""
        return self.page("error.html", status, title=title, message=message)


def is_own_form(form: Mapping[str, list[str]]) -> bool:
    """Whether a form is one of this process's pages."""
    return secrets.compare_digest(form.get("csrf", [""])[0].encode(), CSRF.encode())


def static_address(name: str) -> str:
    """Where a page loads a file from; another address whenever the file is another."""
    _, _, digest = _static_file(name)
    return f"/static/{digest}/{name}"


def static_text(name: str) -> str:
    """What stands in a file that pages load."""
    content, _, _ = _static_file(name)
    return content.decode("utf-8")


async def static(request: Request) -> Response:
    """A file that pages load."""
    try:
        content, packed, _ = _static_file(request.path_params["name"])
    except FileNotFoundError:
        return Response("There is no such file.", 404)
    suffix = "." + request.path_params["name"].rpartition(".")[2]
    headers = {"cache-control": _FOR_EVER, "content-type": _TYPES[suffix]}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers |= {"content-encoding": "gzip", "vary": "accept-encoding"}
        content = packed
    return Response(content, headers=headers)


@cache
def _static_file(name: str) -> tuple[bytes, bytes, str]:
    folder = files("ipt_cards.web") / "static"
    if name not in {file.name for file in folder.iterdir() if file.name[0] != "."}:
        raise FileNotFoundError(name)
    content = (folder / name).read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:12]
    return content, compress(content, mtime=0), digest
