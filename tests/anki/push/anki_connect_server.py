"""A server that speaks AnkiConnect's protocol (version 6) on top of the real Anki's collection.

It has the documented actions that a push may use, does by each what the add-on does, and answers
errors as the add-on does.
"""
# ruff: noqa: N802, N803, N815 - the protocol's names
# ruff: noqa: N802, N803, N815 - the protocol's names

import contextlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

from anki.collection import (
    Collection,
    DeckIdLimit,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)

VERSION = 6
GUARDED_KEYS = frozenset(
    {"did", "id", "ivl", "lapses", "left", "mod", "nid", "odid"}
    | {"odue", "ord", "queue", "reps", "type", "usn"}
)
"""What `setSpecificValueOfCard` changes only with `warning_check`."""


class AddOn:
    """The actions, as methods. `collection` is None while no profile is open.

    key: what the learner set as `apiKey`. actions: the names of those that were called.
    """

    def __init__(self, collection: Collection | None, key: str | None = None) -> None:
        self._collection = collection
        self.key = key
        self.actions: list[str] = []

    def answer(self, request: Any) -> dict[str, object]:
        try:
            if request.get("key") != self.key:
                raise RuntimeError("valid api key must be provided")  # noqa: TRY301 - as it does
            action = self._action(request["action"])
            return {"result": action(**request.get("params", {})), "error": None}
        except Exception as error:  # noqa: BLE001 - the add-on reports whatever happens
            return {"result": None, "error": str(error)}

    def _action(self, name: str) -> Callable[..., object]:
        action = getattr(self, f"do_{name}", None)
        if action is None:
            raise RuntimeError("unsupported action")
        self.actions.append(name)
        return action  # type: ignore[no-any-return] # one of the below

    @property
    def collection(self) -> Collection:
        if self._collection is None:
            raise RuntimeError("collection is not available")
        return self._collection

    def do_version(self) -> int:
        return VERSION

    def do_multi(self, actions: list[Any]) -> list[object]:
        return [self.answer(action) for action in actions]

    def do_deckNames(self) -> list[str]:
        return [deck.name for deck in self.collection.decks.all_names_and_ids()]

    def do_findCards(self, query: str | None = None) -> list[int]:
        return [] if query is None else list(map(int, self.collection.find_cards(query)))

    def do_getDecks(self, cards: list[int]) -> dict[str, list[int]]:
        decks: dict[str, list[int]] = {}
        for card in cards:
            deck = self.collection.decks.name(self.collection.get_card(card).did)  # type: ignore[arg-type] # a NewType
            decks.setdefault(deck, []).append(card)
        return decks

    def do_exportPackage(self, deck: str, path: str, includeSched: bool = False) -> bool:
        found = self.collection.decks.by_name(deck)
        if found is None:
            return False
        options = ExportAnkiPackageOptions(
            with_scheduling=includeSched,
            with_deck_configs=includeSched,
            with_media=True,
            legacy=True,
        )
        self.collection.export_anki_package(
            out_path=path, options=options, limit=DeckIdLimit(deck_id=found["id"])
        )
        return True

    def do_importPackage(self, path: str) -> bool:
        options = ImportAnkiPackageOptions(
            merge_notetypes=True, with_scheduling=True, with_deck_configs=True
        )
        request = ImportAnkiPackageRequest(package_path=path, options=options)
        self.collection.import_anki_package(request)
        return True

    def do_insertReviews(self, reviews: list[list[int]]) -> None:
        if reviews:
            rows = ", ".join(f"({', '.join(map(str, row))})" for row in reviews)
            database = self.collection.db
            assert database is not None
            database.execute(
                f"insert into revlog(id,cid,usn,ease,ivl,lastIvl,factor,time,type) values {rows}"
            )

    def do_setSpecificValueOfCard(
        self, card: int, keys: list[str], newValues: list[object], warning_check: bool = False
    ) -> object:
        if GUARDED_KEYS & set(keys) and warning_check is False:
            return False
        try:
            found = self.collection.get_card(card)  # type: ignore[arg-type] # a NewType
            for key, value in zip(keys, newValues, strict=True):
                setattr(found, key, value)
            self.collection.update_card(found, skip_undo_entry=True)
        except Exception as error:  # noqa: BLE001 - as the add-on does
            return [[False, str(error)]]
        return [True]

    def do_modelFieldAdd(self, modelName: str, fieldName: str, index: int | None = None) -> None:
        assert index is None
        model = self._model(modelName)
        if fieldName not in self.collection.models.field_map(model):
            self.collection.models.add_field(model, self.collection.models.new_field(fieldName))
        self.collection.models.update_dict(model)

    def do_updateModelTemplates(self, model: dict[str, Any]) -> None:
        found = self._model(model["name"])
        for each in found["tmpls"]:
            template = model["templates"].get(each["name"])
            if template:
                each["qfmt"] = template.get("Front") or each["qfmt"]
                each["afmt"] = template.get("Back") or each["afmt"]
        self.collection.models.update_dict(found)

    def do_updateModelStyling(self, model: dict[str, Any]) -> None:
        found = self._model(model["name"])
        found["css"] = model["css"]
        self.collection.models.update_dict(found)

    def _model(self, name: str) -> dict[str, Any]:
        found = self.collection.models.by_name(name)
        if found is None:
            raise RuntimeError(f"model was not found: {name}")
        return found

    def do_suspend(self, cards: list[int], suspend: bool = True) -> bool:
        for card in cards:
            if (self.collection.get_card(card).queue == -1) == suspend:  # type: ignore[arg-type] # a NewType
                cards.remove(card)
        if not cards:
            return False
        if suspend:
            self.collection.sched.suspend_cards(cards)  # type: ignore[arg-type] # a NewType
        else:
            self.collection.sched.unsuspend_cards(cards)  # type: ignore[arg-type] # a NewType
        return True

    def do_unsuspend(self, cards: list[int]) -> None:
        self.do_suspend(cards, suspend=False)


@contextmanager
def listening(answer: Callable[[bytes], bytes]) -> Iterator[str]:
    """The URL at which each request's body is answered by that, as long as the context lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))
            with contextlib.suppress(ConnectionError):
                self.wfile.write(content)

        do_GET = do_POST

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def serving(add_on: AddOn) -> "contextlib.AbstractContextManager[str]":
    """The URL at which the add-on answers."""
    return listening(lambda body: response(json.dumps(add_on.answer(json.loads(body))).encode()))


def response(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    """An HTTP response as the add-on writes it."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body
