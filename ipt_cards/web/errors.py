"""What went wrong, as a page."""

import os
import traceback
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ipt_cards.deck.card_filter import UnknownChoiceError
from ipt_cards.errors import UserError
from ipt_cards.web.pages import Pages
from ipt_cards.web.safety.limits import TooLargeError


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - as registered
    if error.status_code != 404:
        return _pages(request).error(error.detail, error.detail, error.status_code)
    said = HTTPStatus.NOT_FOUND.phrase  # which is what Starlette says of an address
    told = "Nothing stands at this address." if error.detail == said else error.detail
    return _pages(request).error("There is no such page", told, 404)


async def _user_error(request: Request, error: Exception) -> Response:
    return _pages(request).error("This didn't work", str(error), 500)


async def _unknown_choice(request: Request, error: Exception) -> Response:
    return _pages(request).error("There are no such cards", f"{error}.", 404)


async def _too_large(request: Request, _error: Exception) -> Response:
    told = "This is more than any form of these pages has."
    return _pages(request).error("Too much", told, 413)


async def _file_error(request: Request, error: Exception) -> Response:
    return _pages(request).error("A file can't be read or written", str(error), 500)


async def _defect(request: Request, error: Exception) -> Response:
    if os.environ.get("IPT_CARDS_TRACEBACK"):
        traceback.print_exception(error)
    told = (
        f"{type(error).__name__}: {error}. This is a defect of ipt-cards: please report it, with "
        "what is printed when the server runs with IPT_CARDS_TRACEBACK=1 set."
    )
    return _pages(request).error("This didn't work", told, 500)


def _pages(request: Request) -> Pages:
    pages = request.app.state.pages
    assert isinstance(pages, Pages)  # noqa: S101 - the application's
    return pages


EXCEPTION_HANDLERS: Mapping[Any, Callable[[Request, Exception], Any]] = {
    HTTPException: _http_error,
    UserError: _user_error,
    UnknownChoiceError: _unknown_choice,
    TooLargeError: _too_large,
    OSError: _file_error,
    Exception: _defect,
}
"""What answers each error."""
