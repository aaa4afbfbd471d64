"""The pages and their addresses."""

import asyncio
import os
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ipt_cards.deck.card_filter import UnknownChoiceError
from ipt_cards.errors import UserError
from ipt_cards.web.decks import routes as decks
from ipt_cards.web.decks.browse import CardTexts
from ipt_cards.web.decks.media import medium
from ipt_cards.web.exam import routes as exam
from ipt_cards.web.exam.sittings import OpenSittings
from ipt_cards.web.pages import static
from ipt_cards.web.quiz import routes as quiz
from ipt_cards.web.quiz.running import RunningQuizzes
from ipt_cards.web.reports import routes as reports
from ipt_cards.web.reports.today import Readiness
from ipt_cards.web.safety.limits import TooLargeError
from ipt_cards.web.site import Site, site_of

_TICK_SECONDS = 1

ROUTES = [
    Route("/", reports.today),
    Route("/static/{digest}/{name}", static),
    Route("/decks/{deck}/quiz", quiz.show),
    Route("/decks/{deck}/quiz", quiz.take, methods=["POST"]),
    Route("/decks/{deck}", decks.browse),
    Route("/decks/{deck}/cards/{card:path}", decks.card),
    Route("/decks/{deck}/cards/{card:path}", decks.suspend, methods=["POST"]),
    Route("/decks/{deck}/notes/{note}", decks.edit),
    Route("/decks/{deck}/notes/{note}", decks.save, methods=["POST"]),
    Route("/decks/{deck}/exam", exam.show),
    Route("/decks/{deck}/exam", exam.take, methods=["POST"]),
    Route("/decks/{deck}/statistics", reports.statistics),
    Route("/decks/{deck}/media/{path:path}", medium),
]


def application(site: Site) -> Starlette:
    """The whole of the pages, without what keeps strangers out."""
    app = Starlette(
        routes=ROUTES,
        lifespan=_running,
        exception_handlers={
            HTTPException: _http_error,
            UserError: _user_error,
            UnknownChoiceError: _unknown_choice,
            TooLargeError: _too_large,
            OSError: _file_error,
            Exception: _defect,
        },
    )
    app.state.site = site
    app.state.sittings = OpenSittings(site.learner)
    app.state.texts = CardTexts()
    app.state.readiness = Readiness()
    app.state.quizzes = RunningQuizzes(site.learner)
    return app


@asynccontextmanager
async def _running(app: Starlette) -> AsyncIterator[None]:
    site, sittings = app.state.site, app.state.sittings

    async def watch_clocks() -> None:
        while True:
            await asyncio.sleep(_TICK_SECONDS)
            await site.thread.run(sittings.tick)

    clocks = asyncio.create_task(watch_clocks())
    yield
    clocks.cancel()
    await site.thread.run(sittings.close)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - as registered
    title = "There is no such page" if error.status_code == 404 else error.detail
    return site_of(request).pages.error(title, error.detail, error.status_code)


async def _user_error(request: Request, error: Exception) -> Response:
    return site_of(request).pages.error("This didn't work", str(error), 500)


async def _unknown_choice(request: Request, error: Exception) -> Response:
    return site_of(request).pages.error("There are no such cards", f"{error}.", 404)


async def _too_large(request: Request, _error: Exception) -> Response:
    told = "This is more than any form of these pages has."
    return site_of(request).pages.error("Too much", told, 413)


async def _file_error(request: Request, error: Exception) -> Response:
    return site_of(request).pages.error("A file can't be read or written", str(error), 500)


async def _defect(request: Request, error: Exception) -> Response:
    if os.environ.get("IPT_CARDS_TRACEBACK"):
        traceback.print_exception(error)
    told = (
        f"{type(error).__name__}: {error}. This is a defect of ipt-cards: please report it, with "
        "what is printed when the server runs with IPT_CARDS_TRACEBACK=1 set."
    )
    return site_of(request).pages.error("This didn't work", told, 500)
