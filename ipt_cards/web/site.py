"""What all pages of a server share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ipt_cards.study.open_decks import OpenDeck
from ipt_cards.web.learner import Learner, StudyThread
from ipt_cards.web.pages import Pages, is_own_form


@dataclass(frozen=True, slots=True)
class Site:
    """The learner, the thread in which everything of the learner's happens, and the pages."""

    learner: Learner
    thread: StudyThread
    pages: Pages

    @staticmethod
    def is_own_form(form: Mapping[str, list[str]]) -> bool:
        """Whether a form is one of this server's pages."""
        return is_own_form(form)


def site_of(request: Request) -> Site:
    """The site that a request is to."""
    site = request.app.state.site
    assert isinstance(site, Site)  # noqa: S101 - app.py's
    return site


def opened_deck(request: Request) -> OpenDeck:
    """The deck that the address names. Raises HTTPException where it isn't open."""
    try:
        return site_of(request).learner.decks[request.path_params["deck"]]
    except KeyError:
        raise HTTPException(404, "This deck isn't open here.") from None


def deck_page(
    request: Request,
    template: str,
    status: int = 200,
    /,
    **shown: Any,  # noqa: ANN401 - as the template has it
) -> Response:
    """A page on the deck that the address names, with what keeps its files from being read."""
    opened = opened_deck(request)
    unread = [opened.problem] if opened.problem else []
    pages = site_of(request).pages
    return pages.page(template, status, deck=opened.deck, unread=unread, **shown)
