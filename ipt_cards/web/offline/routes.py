"""The addresses by which a page goes on without the server, and comes back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from gzip import compress

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ipt_cards.deck.card_filter import UnknownChoiceError
from ipt_cards.quiz.event import Join
from ipt_cards.quiz.judging.judge import Verdict
from ipt_cards.quiz.screen import Asking
from ipt_cards.quiz.session import Session
from ipt_cards.study.presenting.verdicts import VERDICTS
from ipt_cards.web.cards.media import DeckMedia
from ipt_cards.web.offline.answers import OfflineAnswer, offline_answers
from ipt_cards.web.offline.cards import OfflineCard, offline_card, questions_to_come
from ipt_cards.web.pages import CSRF
from ipt_cards.web.quiz.routes import choice_of, quizzes_of
from ipt_cards.web.quiz.running import Choice, RunningQuiz
from ipt_cards.web.review_id import device_mark, why_not
from ipt_cards.web.safety.limits import form_of
from ipt_cards.web.site import opened_deck, site_of

_AT_ONCE = 5
"""Cards that are made before whoever answers in another tab has a turn."""


async def hello(request: Request) -> Response:
    """That the server is there, and what a page has to know to send what it kept."""
    learner = site_of(request).learner
    mark = device_mark(request, learner.log.path)
    return JSONResponse({"csrf": CSRF, "mark": mark, "now": learner.clock()})


async def cards(request: Request) -> Response:
    """The next cards of a quiz, for a page that may have to go on alone."""
    site = site_of(request)
    session, questions = await site.thread.run(_begin, request)
    made: list[OfflineCard] = []
    for first in range(0, len(questions), _AT_ONCE):
        some = questions[first : first + _AT_ONCE]
        made += await site.thread.run(_made, request, session, some)
    told = {"right": VERDICTS[Verdict.RIGHT], "wrong": VERDICTS[Verdict.WRONG]}
    found = told | {"name": opened_deck(request).deck.name} | {"cards": list(map(asdict, made))}
    body = json.dumps(found, ensure_ascii=False).encode()
    headers = {"content-type": "application/json"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        body = compress(body, 5)
        headers |= {"content-encoding": "gzip", "vary": "accept-encoding"}
    return Response(body, headers=headers)


async def answers(request: Request) -> Response:
    """Answers that a page kept join the log. It is told which did, and why others can't."""
    site = site_of(request)
    form = await form_of(request)
    if not site.is_own_form(form):
        raise HTTPException(409, "This page is from before a restart.")
    joined, refused = await site.thread.run(_join, request, form)
    return JSONResponse({"joined": joined, "refused": refused})


def _begin(request: Request) -> tuple[Session, list[Asking]]:
    opened = opened_deck(request)
    opened.refresh()
    running = quizzes_of(request).get(opened, choice_of(request))
    running.look(opened)
    session = running.quiz.session
    return session, questions_to_come(session, site_of(request).learner.clock())


def _made(request: Request, session: Session, questions: Sequence[Asking]) -> list[OfflineCard]:
    site, opened = site_of(request), opened_deck(request)
    learner = site.learner
    media = DeckMedia(opened.deck.id, opened.folder)
    today = learner.calendar.day(learner.clock())
    return [
        offline_card(asking, session, opened.labels, media, learner.grades, today, site.pages)
        for asking in questions
    ]


def _join(request: Request, form: Mapping[str, Sequence[str]]) -> tuple[list[str], dict[str, str]]:
    learner, opened = site_of(request).learner, opened_deck(request)
    opened.refresh()
    mark, now = device_mark(request, learner.log.path), learner.clock()
    names = learner.log.names()
    given, bad = offline_answers(form.get("answers", [""])[0])
    joined = []
    refused = dict.fromkeys(bad, "it is no answer")
    for answer in given:
        card = names.get(answer.card, answer.card)
        running = _quiz_with(request, card)
        if why := why_not(answer.id, mark, now):
            refused[answer.id] = why
        elif running is None:
            refused[answer.id] = "the deck has its card no more"
        else:
            _record(running, answer, card)
            joined.append(answer.id)
    return joined, refused


def _quiz_with(request: Request, card: str) -> RunningQuiz | None:
    """The quiz that was answered or, where it asks the card no more, the one on all cards."""
    opened, choice = opened_deck(request), choice_of(request)
    for each in (choice, Choice(cram=choice.cram)):
        try:
            running = quizzes_of(request).get(opened, each)
        except UnknownChoiceError:
            continue
        running.look(opened)
        if card in running.quiz.session.cards:
            return running
    return None


def _record(running: RunningQuiz, answer: OfflineAnswer, card: str) -> None:
    if answer.undone:
        running.take_back(answer.id)
    else:
        running.join(Join(card, answer.grade, answer.id, answer.duration_ms))
