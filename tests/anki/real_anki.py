"""The real Anki, as a judge: importing packages, answering cards, and reading what it shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)
from anki.scheduler.v3 import CardAnswer, Scheduler

if TYPE_CHECKING:
    from anki.cards import Card

TEMPLATE_ERROR = "docs.ankiweb.net/templates/errors"


@contextmanager
def fresh_collection() -> Iterator[Collection]:
    """An empty collection, gone afterwards."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        collection = Collection(str(Path(folder, "collection.anki2")))
        try:
            yield collection
        finally:
            collection.close()


def import_package(collection: Collection, path: Path, **options: Any) -> dict[str, int]:
    """Import as Anki does by default; how many notes were new, updated, known and conflicting."""
    request = ImportAnkiPackageRequest(
        package_path=str(path), options=ImportAnkiPackageOptions(**options)
    )
    log = collection.import_anki_package(request).log
    return {
        "new": len(log.new),
        "updated": len(log.updated),
        "duplicate": len(log.duplicate),
        "conflicting": len(log.conflicting),
    }


def answer(
    collection: Collection, card_id: int, rating: "CardAnswer.Rating.V" = CardAnswer.GOOD
) -> None:
    """Answer a card with Anki's own scheduler."""
    card = collection.get_card(card_id)  # type: ignore[arg-type] # Anki's ids are NewTypes
    collection.decks.set_current(card.did)
    card.start_timer()
    states = collection._backend.get_scheduling_states(card_id)
    scheduler = collection.sched
    assert isinstance(scheduler, Scheduler)
    scheduler.answer_card(scheduler.build_answer(card=card, states=states, rating=rating))


def export(collection: Collection, path: Path, *, legacy: bool) -> Path:
    """Write the collection as an .apkg or a .colpkg, told by the path, with its scheduling."""
    if path.suffix == ".colpkg":
        collection.export_collection_package(str(path), include_media=True, legacy=legacy)
        collection.reopen()
    else:
        options = ExportAnkiPackageOptions(with_scheduling=True, with_media=True, legacy=legacy)
        collection.export_anki_package(out_path=str(path), options=options, limit=None)
    return path


def cards(collection: Collection) -> "list[Card]":
    """All cards in the order of note and template."""
    ids = collection.find_cards("", order="n.id, c.ord asc")
    return [collection.get_card(card_id) for card_id in ids]


def scheduling(card: "Card") -> tuple[object, ...]:
    """What Anki's scheduler knows of a card."""
    return (card.type, card.queue, card.due, card.ivl, card.factor, card.reps, card.lapses)


class _VisibleText(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in {"style", "script"}
        described = dict(attrs).get("alt")
        self.parts.append(described if tag == "img" and described else "")
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"style", "script"}
        self._part(tag)

    def _part(self, tag: str) -> None:
        if tag in {"p", "div", "li", "ul", "ol", "br", "h1", "h2", "h3", "hr", "pre", "section"}:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def visible_text(html: str) -> str:
    """The text of an HTML page, by an HTML parser, with white space folded."""
    parser = _VisibleText()
    parser.feed(html)
    parser.close()
    return " ".join("".join(parser.parts).split())
