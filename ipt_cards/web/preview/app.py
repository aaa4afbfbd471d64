"""The preview's pages, which follow the deck's files as they are saved."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.routing import Route
from watchfiles import Change, awatch

from ipt_cards.web.errors import EXCEPTION_HANDLERS
from ipt_cards.web.pages import static
from ipt_cards.web.preview import routes
from ipt_cards.web.preview.routes import PreviewSite

ROUTES = [
    Route("/", routes.notes),
    Route("/notes/{note}", routes.note),
    Route("/frames/{card:path}", routes.frame),
    Route("/style/{key}.css", routes.style),
    Route("/events", routes.events),
    Route("/decks/{deck}/media/{path:path}", routes.medium),
    Route("/static/{digest}/{name:path}", static),
]


def preview_application(site: PreviewSite) -> Starlette:
    """The pages on a deck that is being written."""
    app = Starlette(routes=ROUTES, exception_handlers=EXCEPTION_HANDLERS, lifespan=_following)
    app.state.site = site
    app.state.pages = site.pages
    return app


_KEPT = 8
"""Checks of which the last that began counts; the loop itself keeps no task alive."""
_CALM_SECONDS = 0.4
"""For so long the warnings wait, so that the cards are there first."""


@asynccontextmanager
async def _following(app: Starlette) -> AsyncIterator[None]:
    site: PreviewSite = app.state.site
    stop = asyncio.Event()

    async def follow() -> None:
        # An editor writes a file in several steps; what counts is how it is when they are through.
        async for _ in awatch(
            site.deck.folder, watch_filter=_is_of_a_deck, debounce=60, step=20, stop_event=stop
        ):
            with suppress(OSError):  # a file that is just being replaced comes again
                await site.thread.run(site.deck.read)
                checks.append(asyncio.create_task(check(site.deck.version)))
                del checks[:-_KEPT]

    async def begin() -> None:
        await asyncio.to_thread(site.deck.check)
        await asyncio.to_thread(site.deck.learn)

    async def check(version: int) -> None:
        await asyncio.sleep(_CALM_SECONDS)
        if site.deck.version == version:
            await asyncio.to_thread(site.deck.check)

    checks = [asyncio.create_task(begin())]
    following = asyncio.create_task(follow())
    yield
    stop.set()
    await following
    await asyncio.gather(*checks)


def _is_of_a_deck(_change: Change, path: str) -> bool:
    return not path.endswith((".partial", "~", ".swp", ".tmp"))
