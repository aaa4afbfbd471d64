"""An Anki that runs, reached by way of its add-on AnkiConnect."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ipt_cards.anki.push.anki_connect import LONG_PATIENCE_S, AnkiConnect, RefusedError
from ipt_cards.anki.push.live_anki import (
    AnkiUnavailableError,
    IdTakenError,
    NewForm,
    NewSchedule,
)
from ipt_cards.anki.reading.collection import AnkiCollection, open_collection
from ipt_cards.anki.reading.rows import AnkiReview
from ipt_cards.anki.revlog import revlog_values
from ipt_cards.scratch_folder import scratch_folder

_AT_ONCE = 100
"""Rows or cards in a request: some 10 to 30 kB, that AnkiConnect takes in within a second."""


class RunningAnki:
    """The learner's Anki as AnkiConnect shows it. It implements LiveAnki."""

    removes_reviews = False
    """The add-on has no action for it (https://github.com/FooSoft/anki-connect/issues/220)."""

    def __init__(self, connect: AnkiConnect) -> None:
        self._connect = connect
        connect.require_version()

    @contextmanager
    def read(
        self, decks: frozenset[str], note_types: frozenset[int]
    ) -> Iterator[Iterator[AnkiCollection]]:
        """Every deck that has to do with ours, as Anki exports it."""
        with _explained(), scratch_folder() as folder:
            concerned = self._concerned(decks, note_types)
            yield (
                collection
                for number, deck in enumerate(concerned)
                for collection in self._exported(deck, folder / f"{number}.apkg")
            )

    def import_package(self, package: bytes) -> None:
        """Import a package as Anki does, updating notes that are older than in it."""
        with _explained(), scratch_folder() as folder:
            path = (folder / "deck.apkg").resolve()
            path.write_bytes(package)
            if not self._connect.call("importPackage", {"path": str(path)}, LONG_PATIENCE_S):
                raise AnkiUnavailableError(f"Anki didn't import {path}. {_SEPARATE_FILES}")

    def set_form(self, form: NewForm) -> None:
        """Change a note type."""
        with _explained():
            if form.added is not None:
                self._connect.call(
                    "modelFieldAdd",
                    {"modelName": form.name, "fieldName": form.added},
                    LONG_PATIENCE_S,
                )
            templates = {name: {"Back": back} for name, back in form.backs.items()}
            self._connect.call(
                "updateModelTemplates", {"model": {"name": form.name, "templates": templates}}
            )
            self._connect.call(
                "updateModelStyling", {"model": {"name": form.name, "css": form.css}}
            )

    def set_schedules(self, schedules: Sequence[NewSchedule]) -> None:
        """Write over the schedules of cards that are there."""
        with _explained():
            results = self._connect.call_all(
                (
                    (
                        "setSpecificValueOfCard",
                        {
                            "card": schedule.card,
                            "keys": list(values := schedule.values()),
                            "newValues": list(values.values()),
                            "warning_check": True,
                        },
                    )
                    for schedule in schedules
                ),
                _AT_ONCE,
            )
            for result in results:
                if not isinstance(result, list) or not result or result[0] is not True:
                    raise RefusedError(f"setSpecificValueOfCard: {result}")

    def add_reviews(self, reviews: Sequence[AnkiReview]) -> None:
        """Add rows to the review log, all or none. Raises IdTakenError."""
        rows = [revlog_values(review) for review in reviews]
        try:
            self._connect.call("insertReviews", {"reviews": rows})
        except RefusedError as refused:
            if "UNIQUE constraint failed" in str(refused):
                raise IdTakenError from refused
            raise _explanation(refused) from refused

    def remove_reviews(self, reviews: Sequence[int]) -> None:
        """Raise NotImplementedError: the add-on can't."""
        raise NotImplementedError

    def set_suspended(self, cards: Sequence[int], *, suspended: bool) -> None:
        """Take cards out of Anki's queue, or put them back."""
        with _explained():
            for start in range(0, len(cards), _AT_ONCE):
                batch = list(cards[start : start + _AT_ONCE])
                self._connect.call("suspend" if suspended else "unsuspend", {"cards": batch})

    def _concerned(self, named: frozenset[str], note_types: frozenset[int]) -> list[str]:
        """The decks to export: those named, and those with notes of ours, but no subdecks."""
        query = " or ".join(f"mid:{note_type}" for note_type in sorted(note_types))
        cards = self._connect.ids("findCards", {"query": query})
        decks = set(named) & set(self._connect.names("deckNames"))
        for start in range(0, len(cards), 10 * _AT_ONCE):
            batch = cards[start : start + 10 * _AT_ONCE]
            decks.update(self._connect.names("getDecks", {"cards": batch}))
        return sorted(deck for deck in decks if not _parents(deck) & decks)

    def _exported(self, deck: str, path: Path) -> Iterator[AnkiCollection]:
        path = path.resolve()
        done = self._connect.call(
            "exportPackage",
            {"deck": deck, "path": str(path), "includeSched": True},
            LONG_PATIENCE_S,
        )
        if done is not True:
            raise AnkiUnavailableError(f"Anki didn't export its deck {deck!r}: push again.")
        if not path.exists():
            raise AnkiUnavailableError(
                f"Anki exported to {path}, but no file is there. {_SEPARATE_FILES}"
            )
        with open_collection(path) as collection:
            yield collection
        path.unlink()


_SEPARATE_FILES = (
    "If Anki runs in a sandbox (Flatpak, Snap), the two don't see each other's temporary files: "
    "set TMPDIR to a folder in your home that both may use, or close Anki and push with "
    "`--collection FILE`."
)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except RefusedError as refused:
        raise _explanation(refused) from refused


def _explanation(refused: RefusedError) -> AnkiUnavailableError:
    if str(refused) == "unsupported action":
        return AnkiUnavailableError(
            "The add-on AnkiConnect is too old for this: in Anki, choose Tools > Add-ons > "
            "Check for Updates."
        )
    return AnkiUnavailableError(f"Anki couldn't do it, and says: {refused}")


def _parents(deck: str) -> set[str]:
    levels = deck.split("::")
    return {"::".join(levels[:depth]) for depth in range(1, len(levels))}
