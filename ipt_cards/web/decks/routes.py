"""The addresses of a deck's cards and notes."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ipt_cards.study.cards.undo import set_suspended
from ipt_cards.study.errors import NoteEditError
from ipt_cards.web.decks.browse import BrowseView, CardTexts, Wanted, browse_view
from ipt_cards.web.decks.card_page import CardPage, card_page, note_of
from ipt_cards.web.safety.limits import form_of
from ipt_cards.web.site import deck_page, opened_deck, site_of

if TYPE_CHECKING:
    from ipt_cards.study.authoring.note_edit import EditedNote

_RESTARTED = "This page was from before a restart, so nothing was saved. Send it again."
_CHANGED = (
    "The note's file was changed meanwhile, so nothing was saved. What you typed stands here, and "
    "below it what the file says now, where that is another. Save puts your text in its place."
)
_NO_CARD = "The deck has no such card."


async def browse(request: Request) -> Response:
    """The cards of a deck, those looked for."""
    site = site_of(request)
    asked = request.query_params
    page = asked.get("page", "1")
    wanted = Wanted(
        words=asked.get("q", "")[:200],
        topic=asked.get("topic", ""),
        tag=asked.get("tag", ""),
        state=asked.get("state", ""),
        page=max(1, int(page)) if page.isascii() and page.isdecimal() and len(page) < 7 else 1,
    )
    view = await site.thread.run(_browsed, request, wanted)
    return deck_page(request, "browse.html", here="cards", shown=view)


async def card(request: Request) -> Response:
    """A card as it will be asked, its answer, and what is known of it."""
    site = site_of(request)
    view = await site.thread.run(_card, request)
    return deck_page(request, "card_page.html", shown=view)


async def suspend(request: Request) -> Response:
    """A card is suspended, or put back into the queue."""
    site = site_of(request)
    form = await form_of(request)
    if site.is_own_form(form):
        suspended = form.get("do", [""])[0] == "suspend"
        await site.thread.run(_set_suspended, request, suspended=suspended)
    return RedirectResponse(request.url.path, 303)


async def edit(request: Request) -> Response:
    """The texts of a note, to be edited."""
    site = site_of(request)
    try:
        view = await site.thread.run(_edited, request)
    except NoteEditError as error:
        return _not_edited(request, error)
    return _edit_page(request, view, {}, "", 200)


async def save(request: Request) -> Response:
    """The texts of a note are saved; where they can't be, they come back with why."""
    site = site_of(request)
    form = await form_of(request)
    problem = "" if site.is_own_form(form) else _RESTARTED
    try:
        if not problem:
            await site.thread.run(_save, request, form)
            return RedirectResponse(_back(request), 303)
    except NoteEditError as error:
        problem = str(error)
    try:
        view = await site.thread.run(_edited, request)
    except NoteEditError as error:
        return _not_edited(request, error)
    written = {name: values[0].replace("\r\n", "\n") for name, values in form.items()}
    if written.get("version", view.version) != view.version:
        problem = _CHANGED
    return _edit_page(request, view, written, problem, 409)


def _not_edited(request: Request, error: NoteEditError) -> Response:
    pages, title = site_of(request).pages, "This note can't be edited here"
    return pages.error(title, str(error), 409, _back(request))


def _edit_page(
    request: Request, view: "EditedNote", written: Mapping[str, str], problem: str, status: int
) -> Response:
    fields = [
        (f"text-{number}", text.name, written.get(f"text-{number}", text.text), text.text)
        for number, text in enumerate(view.texts)
    ]
    return deck_page(
        request,
        "edit.html",
        status,
        note=request.path_params["note"],
        place=view.place,
        version=view.version,
        fields=fields,
        problem=problem,
        changed=problem == _CHANGED,
        back=_back(request),
    )


def _back(request: Request) -> str:
    # Nothing but a page of this deck: an address elsewhere would take the learner away.
    home = f"/decks/{opened_deck(request).deck.id}"
    back = request.query_params.get("back", "")
    return back if back.startswith((f"{home}/quiz", f"{home}/cards/")) else home


def _browsed(request: Request, wanted: Wanted) -> BrowseView:
    opened = opened_deck(request)
    opened.refresh()
    texts = request.app.state.texts
    assert isinstance(texts, CardTexts)  # noqa: S101 - app.py's
    return browse_view(site_of(request).learner, opened, wanted, texts)


def _card(request: Request) -> CardPage:
    opened = opened_deck(request)
    opened.refresh()
    try:
        return card_page(site_of(request).learner, opened, request.path_params["card"])
    except KeyError:
        raise HTTPException(404, _NO_CARD) from None


def _set_suspended(request: Request, *, suspended: bool) -> None:
    learner, opened = site_of(request).learner, opened_deck(request)
    key = request.path_params["card"]
    if key not in set(opened.deck.card_keys()):
        raise HTTPException(404, _NO_CARD)
    if (key in learner.log.suspended()) != suspended:
        set_suspended(learner.log, [key], suspended=suspended, clock=learner.clock)


def _edited(request: Request) -> "EditedNote":
    from ipt_cards.study.authoring.note_edit import edited_note  # noqa: PLC0415 - YAML is slow to import

    opened = opened_deck(request)
    opened.refresh()
    try:
        note = note_of(opened, request.path_params["note"])
    except KeyError:
        raise HTTPException(404, "The deck has no such note.") from None
    return edited_note(opened.folder, note)


def _save(request: Request, form: Mapping[str, Sequence[str]]) -> None:
    from ipt_cards.study.authoring.note_edit import save_note  # noqa: PLC0415 - as above

    opened = opened_deck(request)
    edited = _edited(request)
    changes = {
        text.path: form[f"text-{number}"][0].replace("\r\n", "\n")
        for number, text in enumerate(edited.texts)
        if f"text-{number}" in form
    }
    note = note_of(opened, request.path_params["note"])
    save_note(opened.folder, opened.deck, note, form.get("version", [""])[0], changes)
    opened.refresh()
