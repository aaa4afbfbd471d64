"""The quiz's address: a question is shown, a form comes back, the next question is shown."""

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ipt_cards.study.open_decks import OpenDeck
from ipt_cards.study.presenting.grades import grade_name
from ipt_cards.web.cards.media import DeckMedia
from ipt_cards.web.quiz.forms import events_of
from ipt_cards.web.quiz.running import Choice, RunningQuiz, RunningQuizzes
from ipt_cards.web.quiz.view import QuizView, quiz_view
from ipt_cards.web.review_id import NEAR_MS, device_mark, why_not
from ipt_cards.web.safety.limits import form_of
from ipt_cards.web.site import deck_page, opened_deck, site_of

_LATE = "This page was out of date, so nothing was recorded. Here is what holds now."
_RESTARTED = "This page was from before a restart, so nothing was recorded."


async def show(request: Request) -> Response:
    """The quiz as it stands."""
    late = _LATE if "late" in request.query_params else ""
    return await _shown(request, late)


async def take(request: Request) -> Response:
    """What a form asks for is done; then the quiz is shown as it stands, at this address."""
    site = site_of(request)
    form = await form_of(request)
    late = "" if site.is_own_form(form) else _RESTARTED
    if not late and not await site.thread.run(_take, request, form):
        # Shown or hidden twice is no answer that was lost.
        late = _LATE if form.get("do", [""])[0] not in {"reveal", ""} else ""
    if "hx-request" in request.headers:
        return await _shown(request, late)
    # A page that came by a form would send it again when it is loaded anew.
    choice = choice_of(request)
    again = ("&" if choice.query else "?") + "late=1" if late else ""
    return RedirectResponse(f"{_address(opened_deck(request), choice)}{again}", 303)


async def _shown(request: Request, late: str) -> Response:
    site, opened, choice = site_of(request), opened_deck(request), choice_of(request)
    running, quiz = await site.thread.run(_looked_at, request)
    return deck_page(
        request,
        "quiz.html",
        here="quiz",
        quiz=quiz,
        late=late,
        cram=choice.cram,
        plan_told=running.plan_told,
        action=_address(opened, choice),
        mark=device_mark(request, site.learner.log.path),
        now=site.learner.clock(),
        grade_keys=[(key, grade_name(grade)) for key, grade in site.learner.grades.items()],
    )


def _take(request: Request, form: Mapping[str, Sequence[str]]) -> bool:
    learner = site_of(request).learner
    running = quizzes_of(request).get(opened_deck(request), choice_of(request))
    review = form.get("review", [""])[0]
    mark = device_mark(request, learner.log.path)
    if why_not(review, mark, learner.clock(), oldest_ms=NEAR_MS):
        review = ""
    if review and running.quiz.is_recorded(review):
        return False
    return running.take(form.get("token", [""])[0], *events_of(form, review))


def _looked_at(request: Request) -> tuple[RunningQuiz, QuizView]:
    opened = opened_deck(request)
    opened.refresh()
    running = quizzes_of(request).get(opened, choice_of(request))
    running.look(opened)
    media = DeckMedia(opened.deck.id, opened.folder)
    return running, quiz_view(running, site_of(request).learner.grades, media)


def quizzes_of(request: Request) -> RunningQuizzes:
    """The quizzes of the server that a request is to."""
    quizzes = request.app.state.quizzes
    assert isinstance(quizzes, RunningQuizzes)  # noqa: S101 - app.py's
    return quizzes


def _address(opened: OpenDeck, choice: Choice) -> str:
    return f"/decks/{opened.deck.id}/quiz{choice.query}"


def choice_of(request: Request) -> Choice:
    """Which quiz of the deck the address means."""
    asked = request.query_params
    return Choice(
        tuple(asked.getlist("topic")[:50]), tuple(asked.getlist("tag")[:50]), "cram" in asked
    )
