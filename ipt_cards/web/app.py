"""The pages and their addresses."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.routing import Route

from ipt_cards.web.decks import routes as decks
from ipt_cards.web.decks.browse import CardTexts
from ipt_cards.web.decks.media import medium
from ipt_cards.web.errors import EXCEPTION_HANDLERS
from ipt_cards.web.exam import routes as exam
from ipt_cards.web.exam.sittings import OpenSittings
from ipt_cards.web.offline import app_files
from ipt_cards.web.offline import routes as offline
from ipt_cards.web.pages import static
from ipt_cards.web.quiz import routes as quiz
from ipt_cards.web.quiz.running import RunningQuizzes
from ipt_cards.web.reports import routes as reports
from ipt_cards.web.reports.today import Readiness
from ipt_cards.web.site import Site

_TICK_SECONDS = 1

ROUTES = [
    Route("/", reports.today),
    Route("/static/{digest}/{name:path}", static),
    Route("/decks/{deck}/quiz", quiz.show),
    Route("/decks/{deck}/quiz", quiz.take, methods=["POST"]),
    Route("/decks/{deck}/quiz/cards", offline.cards),
    Route("/decks/{deck}/quiz/answers", offline.answers, methods=["POST"]),
    Route("/offline/hello", offline.hello),
    Route("/offline", app_files.shell),
    Route("/manifest.webmanifest", app_files.manifest),
    Route("/worker.js", app_files.worker),
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
        exception_handlers=EXCEPTION_HANDLERS,
    )
    app.state.site = site
    app.state.pages = site.pages
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
