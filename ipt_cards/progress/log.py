"""The review log of one learner: one SQLite file, safe under several processes at once."""

import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from heapq import merge as merge_sorted
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from ipt_cards.progress.entries import KINDS, Entry, Retraction, Review
from ipt_cards.progress.entry_id import END_OF_TIME_MS, instant_ms, least_id
from ipt_cards.progress.errors import (
    ChangedMeanwhileError,
    CorruptedFileError,
    ProgressError,
    explained,
)
from ipt_cards.progress.fold import current_names, taken_back
from ipt_cards.progress.storage import cache, tables
from ipt_cards.progress.storage.database import BUSY_TIMEOUT_MS, connect, transaction
from ipt_cards.progress.storage.log_file import LogFile
from ipt_cards.scheduling import sm2
from ipt_cards.scheduling.card_progress import UNSEEN, CardProgress
from ipt_cards.scheduling.day import Calendar, Day, earliest_ms
from ipt_cards.scheduling.grade import GRADES, Grade
from ipt_cards.scheduling.scheduler import Scheduler

if TYPE_CHECKING:
    from ipt_cards.progress.answer_fold import AnswerFold
    from ipt_cards.progress.merge import MergeReport
    from ipt_cards.progress.storage.addition import Addition
    from ipt_cards.progress.storage.assumed_days import AssumedDays

F = TypeVar("F", bound="AnswerFold")


class ReviewLog(LogFile):
    """An open progress file. Close it, or use it as a context manager.

    Every method raises a ProgressError, with a message for the person, when the file can't be read
    or written. Whatever was returned from `append` is on the disk.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        calendar: Calendar,
        scheduler: Scheduler = sm2.review,
    ) -> None:
        super().__init__(connection, path)
        self.calendar = calendar
        self.scheduler = scheduler

    @classmethod
    def open(
        cls,
        path: Path,
        calendar: Calendar,
        *,
        scheduler: Scheduler = sm2.review,
        busy_timeout_ms: int = BUSY_TIMEOUT_MS,
    ) -> Self:
        """Open the file at `path`, made if there is none, migrated if it is an older release's.

        calendar: the learner's days now. It gives theirs to reviews that don't tell them, in a file
            of the first edition or merged from one; no other day depends on it.
        scheduler: what gives the schedule; where it was another, the log is replayed.
        busy_timeout_ms: how long to wait for another process to finish writing.
        """
        return cls(connect(path, calendar, busy_timeout_ms), path, calendar, scheduler)

    def append(
        self, *entries: Entry, version: tuple[int, int] | None = None
    ) -> dict[str, CardProgress]:
        """Add entries, all of them durably or, if an error is raised, none.

        An entry that is there already is not added again. Returns the progress that each card
        concerned has now.

        version: what `version` said when the entries were thought of, where they make no sense if
            something was written since.

        Raises ValueError when another entry of that kind has the id, and ChangedMeanwhileError
        where something was written since that version.
        """
        with self._adding() as addition:
            if version is not None and version != (self._data_version(), self._written):
                raise ChangedMeanwhileError(f"{self.path} was written to meanwhile.")
            addition.append(entries)
            if addition.conflicts:
                raise ValueError(f"{addition.conflicts[0].kept.id} is another entry's id")
            return {card: cache.read_card(self._connection, card) for card in addition.finish()}

    def merge(self, entries: Iterable[Entry], *, backup: bool = True) -> "MergeReport":
        """Add another log's entries, all or, if an error is raised (also by `entries`), none.

        Entries may come in any order and any number of times.

        backup: whether to take one first. Only five are kept, so that what merges every day would
            push out those of the days that matter.
        """
        if backup:
            from ipt_cards.progress.storage.backup import back_up  # noqa: PLC0415 - as the others below

            back_up(self._connection, self.path, "merge")
        with self._adding() as addition:
            addition.merge(entries)
            addition.finish()
            return addition.report

    def progress(self) -> dict[str, CardProgress]:
        """The progress of every card that has any, also of those no longer in a deck."""
        with self._reading():
            if cache.is_current(self._connection, self.scheduler):
                return cache.read(self._connection)
        with self._writing():
            return cache.read(self._connection)

    def card(self, key: str) -> CardProgress:
        """The progress of one card; that of a new one where it has none."""
        with self._reading():
            if cache.is_current(self._connection, self.scheduler):
                return cache.read_card(self._connection, key)
        return self.progress().get(key, UNSEEN)

    def suspended(self) -> frozenset[str]:
        """The keys of the cards that are suspended."""
        with self._reading():
            if cache.is_current(self._connection, self.scheduler):
                return cache.read_suspended(self._connection)
        return frozenset(card for card, known in self.progress().items() if known.suspended)

    def review(self, identifier: str) -> Review | None:
        """The review with that id as it was written, whether it stands or not, if there is one."""
        with self._reading():
            return tables.find(self._connection, Review, identifier)

    def retraction(self, identifier: str) -> Retraction | None:
        """The retraction with that id, whether it stands or not, if there is one."""
        with self._reading():
            return tables.find(self._connection, Retraction, identifier)

    def entries(self) -> list[Entry]:
        """All entries, in the order of their ids."""
        with self._reading():
            by_kind: list[Iterable[Entry]] = [
                tables.all_of(self._connection, kind) for kind in KINDS
            ]
            return list(merge_sorted(*by_kind, key=attrgetter("id")))

    def reviews(
        self, since_ms: int = 0, latest: int | None = None, on: Day | None = None
    ) -> list[Review]:
        """The reviews that stand, crammed ones too, by their cards' current names, oldest first.

        since_ms: the instant to begin with, UTC milliseconds.
        on: only those of that day of the learner's.
        latest: look no further back than so many reviews, those that don't stand included.
        """
        with self._reading():
            if on is not None:
                since_ms = max(since_ms, earliest_ms(on))
            found = tables.reviews_of(self._connection, least_id(since_ms), latest, on)
            gone = taken_back(self._connection.execute("SELECT id, target FROM retraction"))
            names = current_names(tables.standing_moves(self._connection))
        return [
            replace(review, card=names[review.card]) if review.card in names else review
            for review in found
            if review.id not in gone
        ]

    def instants(self) -> dict[str, "array[int]"]:
        """When each card was answered, UTC milliseconds, in ascending order.

        Answers that were taken back count, and those before a renaming, under the current name.
        """
        found: dict[str, array[int]] = {}
        with self._reading():
            names = current_names(tables.standing_moves(self._connection))
            whole = least_id(0), least_id(END_OF_TIME_MS)
            for identifier, card, _ in tables.told_reviews(self._connection, *whole):
                at_ms = instant_ms(identifier)
                found.setdefault(names.get(card, card), array("q")).append(at_ms)
        return found

    def names(self) -> dict[str, str]:
        """What each card that was ever renamed is called now."""
        with self._reading():
            return current_names(tables.standing_moves(self._connection))

    def answers(self, latest: int | None = None) -> list[tuple[str, Day, Grade, int]]:
        """The reviews that stand, crammed ones aside, oldest first: of a long log in little time.

        Each is its card's current name, its day, its grade and its duration in ms.

        latest: only so many of the latest.
        """
        with self._reading():
            gone = taken_back(self._connection.execute("SELECT id, target FROM retraction"))
            names = current_names(tables.standing_moves(self._connection))
            most = None if latest is None else latest + len(gone)
            found = [
                (names.get(card, card), Day(day), GRADES[grade], duration_ms)
                for identifier, card, day, grade, duration_ms in tables.answer_rows(
                    self._connection, most
                )
                if identifier not in gone
            ]
        return found if latest is None else found[-latest:]

    def folded(self, fold: F) -> F:
        """A new fold of the answers, after all that stand: in little time, for most was kept.

        Where many came since, what they come to is kept, too, unless it can't be written.
        """
        from ipt_cards.progress.storage import kept_fold  # noqa: PLC0415 - as `_adding` does

        with self._reading():
            since, upto = kept_fold.read_on(self._connection, fold)
            version = self._data_version()
        if since >= kept_fold.WORTH_KEEPING:
            with suppress(ProgressError), explained(self.path), transaction(self._connection):
                if self._data_version() == version:
                    kept_fold.keep(self._connection, fold, upto)
        return fold

    def newest(self) -> Review | None:
        """The review with the latest instant, crammed or taken back as it may be."""
        with self._reading():
            return next(iter(tables.reviews_of(self._connection, "", latest=1)), None)

    def assumed_days(self) -> "AssumedDays | None":
        """By which zone and hour reviews of the first edition got their days, if there are any."""
        from ipt_cards.progress.storage.assumed_days import assumed_days  # noqa: PLC0415

        with self._reading():
            return assumed_days(self._connection)

    def mark_told(self) -> None:
        """Keep that the learner was told what `assumed_days` says."""
        from ipt_cards.progress.storage.assumed_days import mark_told  # noqa: PLC0415

        with self._changing():
            mark_told(self._connection)

    def check(self) -> list[str]:
        """What is wrong with the file, a sentence each; empty when all is well."""
        from ipt_cards.progress.storage.check import problems  # noqa: PLC0415

        try:
            with self._reading():
                return list(problems(self._connection, self.scheduler))
        except CorruptedFileError as error:
            return [str(error)]

    def rebuild(self) -> None:
        """Make the cached schedule anew from the entries, and drop what else is kept of them."""
        from ipt_cards.progress.storage import kept_fold  # noqa: PLC0415 - as `_adding` does

        with self._changing():
            cache.rebuild(self._connection, self.scheduler)
            kept_fold.forget(self._connection)

    def backup(self, target: Path) -> None:
        """Copy the whole log to a new file, while others may go on writing.

        Raises ProgressError when there is a file already.
        """
        from ipt_cards.progress.storage.backup import copy  # noqa: PLC0415

        with explained(target):
            copy(self._connection, target)

    @contextmanager
    def _adding(self) -> Iterator["Addition"]:
        # Imported when something is added: by then a quiz has asked its first question.
        from ipt_cards.progress.storage.addition import Addition  # noqa: PLC0415

        with self._writing():
            yield Addition(self._connection, self.calendar, self.scheduler)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._changing():
            if not cache.is_current(self._connection, self.scheduler):
                cache.rebuild(self._connection, self.scheduler)
            yield
