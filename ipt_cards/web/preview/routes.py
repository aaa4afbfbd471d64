"""The preview's addresses: the list of notes, a note's cards, the frames they are shown in."""

import asyncio
import base64
import hashlib
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import cache

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse

from ipt_cards.anki.fields import note_type_of
from ipt_cards.anki.models import model
from ipt_cards.anki.note_types import NOTE_TYPES
from ipt_cards.deck.media_files.media import MediaError, MediaFolder
from ipt_cards.deck.note import kind_of
from ipt_cards.deck.problem import Problem
from ipt_cards.deck.showing.plain_text import question_text
from ipt_cards.study.decks import shown_path
from ipt_cards.web.decks.media import TYPES
from ipt_cards.web.learner import StudyThread
from ipt_cards.web.pages import Pages
from ipt_cards.web.preview.previewed_deck import PreviewedDeck
from ipt_cards.web.safety.headers import MEDIA_POLICY

ON_A_PAGE = 40
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PreviewSite:
    """The deck, the thread in which it is read and shown, and the pages."""

    deck: PreviewedDeck
    thread: StudyThread
    pages: Pages


@dataclass(frozen=True, slots=True)
class Row:
    """A note in the list, with its problems: place, severity and message of each."""

    id: str
    kind: str
    topic: str
    question: str
    problems: tuple[tuple[str, str, str], ...]


async def notes(request: Request) -> Response:
    """A page of the notes, with their problems beside them."""
    asked = request.query_params
    page = asked.get("page", "1")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 7 else 1
    return await _site(request).thread.run(_notes, request, max(1, number), "problems" in asked)


async def note(request: Request) -> Response:
    """A note's cards: front and back, light and dark, phone and desktop."""
    return await _site(request).thread.run(_note, request)


async def frame(request: Request) -> Response:
    """One side of a card, as a page of Anki's."""
    return await _site(request).thread.run(_frame, request)


async def style(request: Request) -> Response:
    """The stylesheet of a note type."""
    for note_type in NOTE_TYPES:
        if note_type.key == request.path_params["key"]:
            return Response(model(note_type).css, media_type="text/css")
    raise HTTPException(404, "There is no such note type.")


async def medium(request: Request) -> Response:
    """A medium of the deck's folder."""
    try:
        path = MediaFolder(_deck(request).folder).locate(request.path_params["path"])
    except MediaError as error:
        raise HTTPException(404, str(error)) from None
    headers = {"content-security-policy": MEDIA_POLICY, "cache-control": "private, no-cache"}
    return FileResponse(path, headers=headers, media_type=TYPES[path.suffix.lower()])


async def events(request: Request) -> Response:
    """Tells an open page, as server-sent events, whenever the deck was read anew."""
    deck = _deck(request)

    async def told() -> AsyncIterator[str]:
        version = deck.version
        yield f"data: {json.dumps(version)}\n\n"
        while not await request.is_disconnected():
            if deck.version != version:
                version = deck.version
                yield f"data: {json.dumps(version)}\n\n"
            await asyncio.sleep(0.05)

    return StreamingResponse(told(), media_type="text/event-stream")


def _notes(request: Request, page: int, only_problems: bool) -> Response:  # noqa: FBT001 - a filter
    deck = _deck(request)
    problems = deck.problems
    ids = deck.note_ids()
    wanted = [each for each in ids if not only_problems or each in problems]
    pages = max(1, -(-len(wanted) // ON_A_PAGE))
    page = min(page, pages)
    rows = []
    for note_id in wanted[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]:
        topic, each = deck.note(note_id)
        question = question_text(next(iter(deck.cards(note_id))))
        told = tuple(_told(deck, problem) for problem in problems.get(note_id, ()))
        rows.append(Row(note_id, kind_of(each), topic.name, question, told))
    return _site(request).pages.page(
        "preview_notes.html",
        name=deck.deck.name or deck.folder.name,
        rows=rows,
        loose=[_told(deck, problem) for problem in problems.get("", ())],
        count=len(ids),
        problem_count=sum(map(len, problems.values())),
        page=page,
        pages=pages,
        only_problems=only_problems,
    )


def _note(request: Request) -> Response:
    deck = _deck(request)
    note_id = request.path_params["note"]
    ids = deck.note_ids()
    try:
        cards = [card.key for card in deck.cards(note_id)]
    except KeyError:
        cards = []
    place = ids.index(note_id) if note_id in ids else None
    return _site(request).pages.page(
        "preview_note.html",
        200 if cards else 404,
        note=note_id,
        cards=cards,
        version=deck.version,
        problems=[_told(deck, each) for each in deck.problems.get(note_id, ())],
        before=ids[place - 1] if place else "",
        after=ids[place + 1] if place is not None and place + 1 < len(ids) else "",
    )


def _frame(request: Request) -> Response:
    deck = _deck(request)
    key = request.path_params["card"]
    try:
        card = next(card for card in deck.cards(key.partition("/")[0]) if card.key == key)
    except (KeyError, StopIteration):
        raise HTTPException(404, "The deck has no such card.") from None
    shown = deck.sides(card)
    side = shown.back if "back" in request.query_params else shown.front
    note_type = note_type_of(card.note)
    page = _site(request).pages.page(
        "preview_frame.html",
        side=side,
        night="dark" in request.query_params,
        style=f"/style/{note_type.key}.css",
    )
    assert isinstance(page, HTMLResponse)  # noqa: S101 - as pages makes it
    page.headers["content-security-policy"] = (
        f"default-src 'none'; script-src {' '.join(_hashes())}; "
        "style-src 'self' 'unsafe-inline'; img-src 'self'; media-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'"
    )
    return page


@cache
def _hashes() -> tuple[str, ...]:
    """The scripts of our own templates, which are all that runs in a frame."""
    scripts = {
        script
        for note_type in NOTE_TYPES
        for template in model(note_type).templates
        for side in (template["qfmt"], template["afmt"])
        for script in _SCRIPT.findall(side)
    }
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return tuple(sorted(f"'sha256-{base64.b64encode(each).decode()}'" for each in digests))


def _told(deck: PreviewedDeck, problem: Problem) -> tuple[str, str, str]:
    place = f"{shown_path(deck.folder / problem.at.file)}:{problem.at.line}:{problem.at.column}"
    return place, problem.severity.value, problem.message


def _deck(request: Request) -> PreviewedDeck:
    return _site(request).deck


def _site(request: Request) -> PreviewSite:
    site = request.app.state.site
    assert isinstance(site, PreviewSite)  # noqa: S101 - preview/app.py's
    return site
