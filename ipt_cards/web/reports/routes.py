"""The addresses of the reports."""

from starlette.requests import Request
from starlette.responses import Response

from ipt_cards.deck.text import visible
from ipt_cards.web.reports.statistics import StatisticsView, statistics_of, statistics_view
from ipt_cards.web.reports.today import Readiness, TodayView, today_view
from ipt_cards.web.site import deck_page, opened_deck, site_of


async def today(request: Request) -> Response:
    """What is due today, and how the learner stands."""
    site = site_of(request)
    view = await site.thread.run(_today, request)
    return site.pages.page("today.html", here="today", today=view, unread=view.unread)


async def statistics(request: Request) -> Response:
    """How the learning of a deck goes."""
    view = await site_of(request).thread.run(_statistics, request)
    return deck_page(request, "statistics.html", here="statistics", shown=view)


def _today(request: Request) -> TodayView:
    forecasts = request.app.state.readiness
    assert isinstance(forecasts, Readiness)  # noqa: S101 - app.py's
    return today_view(site_of(request).learner, forecasts)


def _statistics(request: Request) -> StatisticsView:
    opened = opened_deck(request)
    opened.refresh()
    made = statistics_of(site_of(request).learner, opened)
    return statistics_view(made, visible(opened.deck.name))
