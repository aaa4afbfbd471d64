"""Adding entries to the log, and bringing the cache of the cards they concern up to date."""

import sqlite3
from collections.abc import Iterable

from ipt_cards.progress.duplicate_reviews import SAME_ANSWER_MS, cards_that_are_one, retold
from ipt_cards.progress.entries import Entry, Move, Origin, Retraction, Review, dated
from ipt_cards.progress.entry_id import END_OF_TIME_MS, instant_ms, least_id
from ipt_cards.progress.fold import current_names
from ipt_cards.progress.merge import Conflict, MergeReport, settle, tell_the_same
from ipt_cards.progress.storage import cache, tables
from ipt_cards.scheduling.day import Calendar
from ipt_cards.scheduling.scheduler import Scheduler


class Addition:
    """Entries being added, inside a transaction that the caller began. Ends with `finish`.

    A review appended after all others of its card, the usual case, takes the cache a step forward.
    Anything else makes its card be folded anew.

    calendar: gives their days to reviews that don't tell them.
    """

    def __init__(
        self, connection: sqlite3.Connection, calendar: Calendar, scheduler: Scheduler
    ) -> None:
        self._connection = connection
        self._calendar = calendar
        self._scheduler = scheduler
        self._names = current_names(tables.standing_moves(connection))
        self._moves_changed = False
        self._concerned: set[str] = set()
        self._to_refold: set[str] = set()
        self._added = 0
        self._known = 0
        self._dated = 0
        self.conflicts: list[Conflict] = []

    @property
    def report(self) -> MergeReport:
        """What was done so far."""
        return MergeReport(self._added, self._known, tuple(self.conflicts), self._dated)

    def append(self, entries: Iterable[Entry]) -> None:
        """Add each entry, unless it is there already: for a few, made just now."""
        for entry in entries:
            self._add(entry, is_last=isinstance(entry, Review) and self._is_last(entry))

    def merge(self, entries: Iterable[Entry]) -> None:
        """Add each entry, unless it is there already: for many, made elsewhere.

        Reviews that the log then holds twice, by way of Anki, are taken back once.
        """
        first = last = ""
        moved = False
        for entry in entries:
            if not self._add(entry, is_last=False):
                continue
            if isinstance(entry, Review):
                first = min(first or entry.id, entry.id)
                last = max(last, entry.id)
            moved = moved or isinstance(entry, Move)
        if moved:  # what was told of two cards may now be told of one
            self._take_back_retold(least_id(0), least_id(END_OF_TIME_MS))
        elif first:
            self._take_back_retold(
                least_id(max(0, instant_ms(first) - SAME_ANSWER_MS)),
                least_id(instant_ms(last) + SAME_ANSWER_MS + 1),
            )

    def finish(self) -> set[str]:
        """Bring the cache up to date. Returns the cards concerned, by their current names."""
        names = self._names
        if self._moves_changed:
            names = current_names(tables.standing_moves(self._connection))
            for key in self._names.keys() | names.keys():
                before, after = self._names.get(key, key), names.get(key, key)
                if before != after:
                    self._to_refold |= {before, after}
        to_refold = {names.get(card, card) for card in self._to_refold} | (
            self._to_refold if self._moves_changed else set()
        )
        cache.refold(self._connection, self._scheduler, to_refold)
        return {names.get(card, card) for card in self._concerned} | to_refold

    def _take_back_retold(self, from_id: str, to_id: str) -> None:
        if not tables.has_origin(self._connection, Origin.ANKI, from_id, to_id):
            return
        one_card = cards_that_are_one(tables.all_of(self._connection, Move))
        reviews = tables.told_reviews(self._connection, from_id, to_id)
        for retraction in list(retold(reviews, one_card)):
            if tables.insert(self._connection, retraction):
                self._mark(retraction)

    def _add(self, told: Entry, *, is_last: bool) -> bool:
        entry = dated(told, self._calendar)
        if not tables.insert(self._connection, entry):
            self._settle(told)
            return False
        self._added += 1
        self._dated += entry is not told
        if is_last and isinstance(entry, Review):
            self._step(entry)
        else:
            self._mark(entry)
        return True

    def _is_last(self, review: Review) -> bool:
        # Of its card, and neither renamed nor taken back before it came.
        if review.card in self._to_refold or self._names:
            return False
        [last] = self._connection.execute(
            "SELECT max(id) FROM review WHERE card = ?", (review.card,)
        ).fetchone()
        if last is not None and last >= review.id:
            return False
        return not tables.all_taken_back(self._connection, [review.id])

    def _step(self, review: Review) -> None:
        self._concerned.add(review.card)
        if review.origin != Origin.CRAM:
            cache.step(self._connection, self._scheduler, review)

    def _mark(self, entry: Entry) -> None:
        match entry:
            case Retraction():
                # Where what it takes back hasn't come yet, that tells when it comes.
                for other in tables.concerned(self._connection, entry):
                    self._mark(other)
            case Move():
                self._moves_changed = True
                self._to_refold |= {entry.card, entry.to}
            case _:
                self._to_refold.add(entry.card)

    def _settle(self, entry: Entry) -> None:
        present = tables.find(self._connection, type(entry), entry.id)
        if present is None:
            self._known += 1
            return
        conflict = settle(present, entry)
        if tell_the_same(present, entry):
            self._known += 1
        else:
            self.conflicts.append(conflict)
        if conflict.kept != present:
            self._mark(present)
            tables.replace(self._connection, entry)
            self._mark(entry)
