"""Making a page out of a template."""

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from functools import cache
from gzip import compress
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ipt_cards.study.presenting.words import counted
from ipt_cards.web.style.sheet import style_sheet

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
            static=static_address,
            csrf=CSRF,
            deck=None,
            here="",
            unread=(),
            goes_on=goes_on,
            counted=counted,
        )

    def page(self, template: str, status: int = 200, /, **shown: Any) -> Response:  # noqa: ANN401
        """A template's page with what it shows."""
        return HTMLResponse(self._templates.get_template(template).render(**shown), status)

    def part(self, template: str, macro: str, /, *shown: object, **more: object) -> str:
        """What a macro of a template makes of what it shows."""
        made = getattr(self._templates.get_template(template).module, macro)
        return str(made(*shown, **more))

    def error(self, title: str, message: str, status: int, back: str = "/") -> Response:
        """A page that says what went wrong. back: where it leads, the start or where one was."""
        return self.page("error.html", status, title=title, message=message, back=back)


def is_own_form(form: Mapping[str, list[str]]) -> bool:
    """Whether a form is one of this process's pages."""
    return secrets.compare_digest(form.get("csrf", [""])[0].encode(), CSRF.encode())


def static_address(name: str) -> str:
    """Where a page loads a file from; another address whenever any of the files is another.

    So the addresses that scripts import each other from, beside themselves, are other ones, too.
    """
    return f"/static/{_digest()}/{name}"


def static_names() -> list[str]:
    """The files that pages load, each by its path with slashes."""
    return list(_static_files())


def static_text(name: str) -> str:
    """What stands in a file that pages load."""
    return _static_files()[name].decode("utf-8")


async def static(request: Request) -> Response:
    """A file that pages load."""
    name = request.path_params["name"]
    content = _static_files().get(name)
    if content is None:
        return Response("There is no such file.", 404)
    suffix = "." + name.rpartition(".")[2]
    headers = {"cache-control": _FOR_EVER, "content-type": _TYPES[suffix]}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers |= {"content-encoding": "gzip", "vary": "accept-encoding"}
        content = _packed(name)
    return Response(content, headers=headers)


@cache
def _static_files() -> dict[str, bytes]:
    found = _files_in(files("ipt_cards.web") / "static", "")
    return dict(sorted([*found, ("style.css", style_sheet().encode())]))


def _files_in(folder: Traversable, before: str) -> Iterator[tuple[str, bytes]]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _files_in(each, f"{before}{each.name}/")
        elif each.name[0] != ".":
            yield before + each.name, each.read_bytes()


@cache
def _digest() -> str:
    whole = hashlib.sha256()
    for name, content in _static_files().items():
        whole.update(f"{name} {len(content)} ".encode() + content)
    return whole.hexdigest()[:12]


@cache
def _packed(name: str) -> bytes:
    return compress(_static_files()[name], mtime=0)
