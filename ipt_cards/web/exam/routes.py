"""The exam's address: begun, a question after the other, handed in, looked at."""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ipt_cards.deck.card_filter import CardFilter
from ipt_cards.exam.mock.event import GoTo
from ipt_cards.study.errors import StudyError
from ipt_cards.study.exam.answers import typed_answer
from ipt_cards.study.exam.recorded_sitting import RecordedSitting
from ipt_cards.web.cards.media import DeckMedia
from ipt_cards.web.exam.forms import answer_of, event_of
from ipt_cards.web.exam.sittings import OpenSittings
from ipt_cards.web.exam.view import (
    history_rows,
    question_view,
    result_view,
    token_of,
    waiting_told,
)
from ipt_cards.web.safety.limits import form_of
from ipt_cards.web.site import deck_page, opened_deck, site_of

_HANDED_IN = (
    "This exam was handed in elsewhere, such as in a terminal. Its score stands first under "
    "Past exams."
)


async def show(request: Request) -> Response:
    """The exam as it stands: to be begun, its question, or its result."""
    site = site_of(request)
    template, shown = await site.thread.run(_shown, request)
    return deck_page(request, template, here="exam", **shown)


async def take(request: Request) -> Response:
    """What a form asks for is done; then the exam is shown as it stands."""
    site = site_of(request)
    form = await form_of(request)
    problem = ""
    if site.is_own_form(form):
        problem = await site.thread.run(_take, request, form)
    if problem:
        return site.pages.error("There is no such exam", problem, 409)
    address = request.url.path + ("?hand-in=1" if form.get("do", [""])[0] == "confirm" else "")
    if "hx-request" not in request.headers:
        return RedirectResponse(address, 303)
    if address != request.url.path:
        return Response(headers={"hx-redirect": address})
    return await show(request)


def _shown(request: Request) -> tuple[str, dict[str, Any]]:
    opened, sittings = opened_deck(request), _sittings(request)
    opened.refresh()
    media = DeckMedia(opened.deck.id, opened.folder)
    problem = ""
    try:
        sat = sittings.of(opened)
    except StudyError as error:
        sat, problem = None, str(error)
    if sat is not None and sat.sitting.ending is not None:
        return "exam_result.html", {"result": result_view(sat, media)}
    if sat is not None and "hand-in" in request.query_params:
        return "exam_hand_in.html", {"exam": question_view(sat, media)}
    if sat is not None:
        return "exam.html", {"exam": question_view(sat, media)}
    waiting = None
    try:
        waiting = sittings.waiting(opened)
    except StudyError as error:
        problem = str(error)
    if sittings.is_taken_over(opened) and waiting is None:
        problem = _HANDED_IN
    past, _ = sittings.files.history()
    calendar = site_of(request).learner.calendar
    return "exam_start.html", {
        "problem": problem,
        "waiting": waiting_told(waiting) if waiting and waiting.ending is None else "",
        "ended": waiting is not None and waiting.ending is not None,
        "topics": [(topic.id, topic.name) for topic in opened.deck.topics],
        "blueprint": opened.deck.blueprint,
        "history": history_rows([e for e in past if e.deck == opened.deck.id], calendar),
    }


def _take(request: Request, form: Mapping[str, Sequence[str]]) -> str:
    """Do it; what can't be done is told."""
    opened, sittings = opened_deck(request), _sittings(request)
    match form.get("do", [""])[0]:
        case "begin":
            return _begin(request, form)
        case "resume" if sittings.of(opened) is None:
            sittings.resume(opened)
        case "leave":
            sittings.leave(opened)
        case "discard" | "done":
            sittings.discard(opened)
        case _:
            sat = sittings.of(opened)
            if sat is not None and form.get("token", [""])[0] == token_of(sat.sitting):
                _answer(request, sat, form)
    return ""


def _begin(request: Request, form: Mapping[str, Sequence[str]]) -> str:
    opened, sittings = opened_deck(request), _sittings(request)
    if sittings.of(opened) is not None:
        return ""  # begun by another tab
    written = form.get("questions", [""])[0].strip()
    is_count = written.isascii() and written.isdecimal() and len(written) < 5
    if written and not (is_count and int(written)):
        return f"`{written}` is no number of questions."
    chosen = CardFilter(tuple(form.get("topic", ())))
    try:
        sittings.begin(opened, chosen, int(written) if written else None, logged="logged" in form)
    except ValueError as error:
        return f"{error}."
    return ""


def _answer(request: Request, sat: RecordedSitting, form: Mapping[str, Sequence[str]]) -> None:
    opened, sittings = opened_deck(request), _sittings(request)
    answer = None if "keep" in form else answer_of(form, sat.sitting)
    place = sat.sitting.place
    event = event_of(form, sat.sitting)
    if isinstance(answer, str):
        sittings.handle(opened, typed_answer(sat.sitting, sat.cards, answer, sat.counted))
        sittings.handle(opened, GoTo(place))  # where the button is pressed
    elif answer is not None:
        sittings.handle(opened, answer)
    if event is not None:
        sittings.handle(opened, event)


def _sittings(request: Request) -> OpenSittings:
    sittings = request.app.state.sittings
    assert isinstance(sittings, OpenSittings)  # noqa: S101 - app.py's
    return sittings
