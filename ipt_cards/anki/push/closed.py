"""The collection of an Anki that is closed, changed by way of the package `anki`."""

import glob
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from ipt_cards.anki.push.live_anki import (
    AnkiUnavailableError,
    IdTakenError,
    NewForm,
    NewSchedule,
)
from ipt_cards.anki.reading.collection import AnkiCollection, open_collection
from ipt_cards.anki.reading.rows import AnkiReview
from ipt_cards.anki.revlog import REVLOG_COLUMNS, revlog_values
from ipt_cards.extras import installing
from ipt_cards.scratch_folder import scratch_folder

if TYPE_CHECKING:
    from anki.collection import Collection

KEPT = 5
"""How many backups are kept beside a collection."""

_OLD_SCHEMA = 11
"""What an Anki before 2.1.50 leaves its collection in. It couldn't open a newer one."""


class ClosedAnki:
    """A collection.anki2 that no Anki has open. It implements LiveAnki.

    now: when this is, for the name of the backup.

    The collection is backed up, opened and changed when the first change is made; until then it is
    only read. Close it, or use it as a context manager.
    """

    removes_reviews = True

    def __init__(self, path: Path, now: datetime) -> None:
        self._path = path
        self._now = now
        self._collection: Collection | None = None
        self._schema = 0
        self.backup: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Leave the collection to Anki again, in the form in which it was."""
        if self._collection is not None:
            self._collection.close(downgrade=self._schema == _OLD_SCHEMA)
            self._collection = None

    @contextmanager
    def read(
        self,
        decks: frozenset[str],  # noqa: ARG002 - all are there
        note_types: frozenset[int],  # noqa: ARG002 - as above
    ) -> Iterator[Iterator[AnkiCollection]]:
        """The whole collection."""
        self.close()
        with open_collection(self._path) as collection:
            if collection.media is not None:
                raise AnkiUnavailableError(
                    f"{self._path} is a package. `--collection` takes the collection.anki2 in "
                    "Anki's folder; a package is read by `ipt-cards anki import`."
                )
            yield iter([collection])

    def import_package(self, package: bytes) -> None:
        """Import a package as Anki does, updating notes that are older than in it."""
        with self._changing() as collection, scratch_folder() as folder:
            from anki.collection import (  # noqa: PLC0415 - an extra
                ImportAnkiPackageOptions,
                ImportAnkiPackageRequest,
            )

            path = folder / "deck.apkg"
            path.write_bytes(package)
            options = ImportAnkiPackageOptions(merge_notetypes=True, with_scheduling=True)
            collection.import_anki_package(
                ImportAnkiPackageRequest(package_path=str(path), options=options)
            )

    def set_form(self, form: NewForm) -> None:
        """Change a note type."""
        with self._changing() as collection:
            models = collection.models
            note_type = models.get(form.id)  # type: ignore[arg-type] # a NewType
            assert note_type is not None  # noqa: S101 - it was there
            if form.added is not None:
                models.add_field(note_type, models.new_field(form.added))
            for template in note_type["tmpls"]:
                template["afmt"] = form.backs[template["name"]]
            note_type["css"] = form.css
            models.update_dict(note_type)

    def set_schedules(self, schedules: Sequence[NewSchedule]) -> None:
        """Write over the schedules of cards that are there."""
        with self._changing() as collection:
            cards = []
            for schedule in schedules:
                card = collection.get_card(schedule.card)  # type: ignore[arg-type] # a NewType
                for name, value in schedule.values().items():
                    setattr(card, name, value)
                cards.append(card)
            collection.update_cards(cards)

    def add_reviews(self, reviews: Sequence[AnkiReview]) -> None:
        """Add rows to the review log, all or none. Raises IdTakenError."""
        with self._changing() as collection:
            database = collection.db
            assert database is not None  # noqa: S101 - it is open
            ids = [review.id for review in reviews]
            places = ", ".join("?" * len(ids))
            if database.scalar(f"SELECT count() FROM revlog WHERE id IN ({places})", *ids):
                raise IdTakenError
            row = f"({', '.join('?' * len(REVLOG_COLUMNS))})"
            database.execute(
                f"INSERT INTO revlog ({', '.join(REVLOG_COLUMNS)})"
                f" VALUES {', '.join([row] * len(reviews))}",
                *(value for review in reviews for value in revlog_values(review)),
            )

    def remove_reviews(self, reviews: Sequence[int]) -> None:
        """Take rows out of the review log."""
        with self._changing() as collection:
            assert collection.db is not None  # noqa: S101 - it is open
            places = ", ".join("?" * len(reviews))
            collection.db.execute(f"DELETE FROM revlog WHERE id IN ({places})", *reviews)

    def set_suspended(self, cards: Sequence[int], *, suspended: bool) -> None:
        """Take cards out of Anki's queue, or put them back."""
        with self._changing() as collection:
            if suspended:
                collection.sched.suspend_cards(cards)  # type: ignore[arg-type] # a NewType
            else:
                collection.sched.unsuspend_cards(cards)  # type: ignore[arg-type] # a NewType

    @contextmanager
    def _changing(self) -> Iterator["Collection"]:
        """The collection, opened. It raises AnkiUnavailableError for what Anki won't do."""
        try:
            from anki.collection import Collection  # noqa: PLC0415 - an extra, and slow to import
            from anki.errors import AnkiException  # noqa: PLC0415 - as above
        except ModuleNotFoundError as error:
            raise AnkiUnavailableError(
                f"The package {error.name} isn't installed, by which a closed Anki's collection is "
                f"changed: run `{installing('anki')}`, or start Anki and push without "
                "`--collection`."
            ) from None
        try:
            if self._collection is None:
                if self.backup is None:
                    self._back_up()
                self._collection = Collection(str(self._path))
            yield self._collection
        except AnkiException as error:
            if "already open" in str(error):
                raise AnkiUnavailableError(
                    f"Anki holds {self._path}: close Anki, or push without `--collection` while it "
                    "runs."
                ) from error
            raise AnkiUnavailableError(f"{self._path} can't be changed: {error}") from error

    def _back_up(self) -> None:
        with open_collection(self._path) as collection:
            [self._schema] = collection.connection.execute("SELECT ver FROM col").fetchone()
            folder = self._path.parent / "backups"
            folder.mkdir(exist_ok=True)
            earlier = f"{self._path.stem}-before-push-"
            target = folder / f"{earlier}{self._now:%Y-%m-%d-%H%M%S}{self._path.suffix}"
            try:
                with closing(sqlite3.connect(target)) as copy:
                    collection.connection.backup(copy)
            except sqlite3.Error as error:
                raise AnkiUnavailableError(
                    f"{self._path} can't be copied to {target} ({error}), so nothing was changed "
                    "in it. See that there is room on the disk, then push again."
                ) from error
            self.backup = target
        for old in sorted(folder.glob(f"{glob.escape(earlier)}*{self._path.suffix}"))[:-KEPT]:
            old.unlink(missing_ok=True)
