"""The push: reviews come home, the deck's notes go out, and Anki catches up with the log.

Each step may be the last one that is reached: what is left is seen, and done, by the next push.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ipt_cards.anki.identity import card_keys, guid_of
from ipt_cards.anki.import_reviews import ReviewImport
from ipt_cards.anki.push.catching_up import Arrears, MissingReview, arrears
from ipt_cards.anki.push.content import OUTGOING, Content, Standing
from ipt_cards.anki.push.learning import learning_of
from ipt_cards.anki.push.live_anki import IdTakenError, LiveAnki, NewForm
from ipt_cards.anki.push.snapshot import Snapshot, snapshot_of
from ipt_cards.anki.reading.collection import AnkiCollection
from ipt_cards.anki.revlog import RevlogRow
from ipt_cards.progress.entries import Review
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.day import Calendar, Day
from ipt_cards.scheduling.scheduler import Scheduler

_CARDS_AT_ONCE = 50
_REVIEWS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class PushReport:
    """What a push did or, in a rehearsal, would do.

    first_day: the first day of the collection, which tells it from others; 0 where Anki has nothing
    that the deck is concerned with. standings: how each note of the deck stood before, by its id.
    refused: ids of notes that Anki didn't take in. home: reviews that came into the log. reviews,
    schedules: how many Anki got. suspended, unsuspended: how many cards were taken out of Anki's
    queue and put back. visiting: how many cards wait until a filtered deck is emptied.
    undone: how many reviews that were taken back here were taken out of Anki; staying: how many
    stay in its history, since this way to it can't take them out. moved_on: the cards that keep
    such a review there, for something came after it. fields_added: the names in Anki of the note
    types that got the field for the learner's own words.
    """

    first_day: Day = field(compare=False)
    standings: Mapping[str, Standing]
    refused: tuple[str, ...]
    home: int
    reviews: int
    schedules: int
    suspended: int
    unsuspended: int
    visiting: int
    undone: int
    staying: int
    moved_on: tuple[str, ...]
    fields_added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pushing:
    """What a push goes by. calendar, scheduler: those of the log."""

    content: Content
    log: ReviewLog
    calendar: Calendar
    scheduler: Scheduler
    is_rehearsal: bool = False

    def push(self, anki: LiveAnki) -> PushReport:
        """Bring the deck and the log's progress into Anki, and Anki's reviews into the log.

        Raises AnkiUnavailableError and AnkiFileError as Anki does, and ProgressError as the log
        does. Nothing is then half done: a review is in the log or it isn't, and what Anki lacks
        still, the next push brings.
        """
        before, home = self._read(anki)
        if home and not self.is_rehearsal:
            self.log.merge(home)
        entries = self.log.entries()
        if self.is_rehearsal:
            entries += home
        keys = card_keys(self.content.deck)
        learned = learning_of(entries, frozenset(keys.values()), self.scheduler)
        standings = self.content.standings(before)
        outgoing = [note for note, standing in standings.items() if standing in OUTGOING]
        if self.is_rehearsal:
            deck = self.content.deck
            going = {guid_of(deck, note) for note in deck.notes() if standings[note.id] in OUTGOING}
            new = [
                learned.rows.get(key, [])
                for (guid, ordinal), key in keys.items()
                if guid in going and (guid, ordinal) not in before.cards
            ]
            lacking = list(arrears(before, keys, learned))
            forms, removes = self.content.forms(before), anki.removes_reviews
            return _reported(before.first_day, standings, (), home, lacking, forms, removes, new)
        refused: tuple[str, ...] = ()
        after = before
        if outgoing:
            after, now = self._bring(anki, before, standings)
            if Standing.UPDATED in map(now.__getitem__, outgoing):
                # Anki takes a note whose note type it changed on import for one edited just now.
                after, now = self._bring(anki, after, now)
            refused = tuple(note for note in outgoing if now[note] is not Standing.UNCHANGED)
        lacking = list(arrears(after, keys, learned))
        _catch_up(anki, [each for each in lacking if each.is_change and not each.visiting])
        # Last, for it changes the time stamps of all notes of a note type.
        forms = self.content.forms(after)
        for form in forms:
            anki.set_form(form)
        removes = anki.removes_reviews
        return _reported(after.first_day, standings, refused, home, lacking, forms, removes)

    def _bring(
        self, anki: LiveAnki, before: Snapshot, standings: Mapping[str, Standing]
    ) -> tuple[Snapshot, dict[str, Standing]]:
        """Have Anki take in what stands so; what is there then, and how it stands."""
        anki.import_package(self.content.package(before, standings))
        after, _ = self._read(anki)
        return after, self.content.standings(after)

    def _read(self, anki: LiveAnki) -> tuple[Snapshot, list[Review]]:
        """What of the deck is in Anki, and the reviews of it that the log doesn't have."""
        content = self.content
        found = ReviewImport([content.deck], self.calendar, self.log.instants(), self.log.names())
        home: list[Review] = []

        def searched(collections: Iterator[AnkiCollection]) -> Iterator[AnkiCollection]:
            for collection in collections:
                home.extend(found.new_reviews(collection))
                yield collection

        with anki.read(content.decks, content.note_types) as collections:
            snapshot = snapshot_of(
                searched(collections), content.guids, content.media_names, self.calendar.zone
            )
        return snapshot, home


def _reported(  # noqa: PLR0913, PLR0917 - what a report is made of
    first_day: Day,
    standings: Mapping[str, Standing],
    refused: tuple[str, ...],
    home: Sequence[Review],
    lacking: Sequence[Arrears],
    forms: Sequence[NewForm],
    removes_reviews: bool,  # noqa: FBT001 - as Anki says it
    new: Sequence[Sequence[RevlogRow]] = (),
) -> PushReport:
    """The report. `new`: the reviews of each card that a rehearsal doesn't bring into Anki."""
    changing = [each for each in lacking if each.is_change]
    ready = [each for each in changing if not each.visiting]
    undone = sum(len(each.undone) for each in ready)
    return PushReport(
        first_day=first_day,
        standings=standings,
        refused=refused,
        home=len(home),
        reviews=sum(len(each.reviews) for each in ready) + sum(map(len, new)),
        schedules=sum(each.schedule is not None for each in ready) + sum(map(bool, new)),
        suspended=sum(each.suspended is True for each in ready),
        unsuspended=sum(each.suspended is False for each in ready),
        visiting=len(changing) - len(ready),
        undone=undone if removes_reviews else 0,
        staying=0 if removes_reviews else undone,
        moved_on=tuple(each.key for each in lacking if each.moved_on),
        fields_added=tuple(form.name for form in forms if form.added is not None),
    )


def _catch_up(anki: LiveAnki, lacking: Sequence[Arrears]) -> None:
    # The schedule comes first: as long as Anki lacks a card's reviews, it is known to be behind.
    for start in range(0, len(lacking), _CARDS_AT_ONCE):
        batch = lacking[start : start + _CARDS_AT_ONCE]
        if schedules := [each.schedule for each in batch if each.schedule is not None]:
            anki.set_schedules(schedules)
        for suspended in (True, False):
            if cards := [
                each.card for each in batch if each.suspended is suspended and each.schedule is None
            ]:
                anki.set_suspended(cards, suspended=suspended)
        # What was taken back goes before anything comes after it.
        undone = [row for each in batch for row in each.undone]
        if undone and anki.removes_reviews:
            anki.remove_reviews(undone)
        reviews = [review for each in batch for review in each.reviews]
        for first in range(0, len(reviews), _REVIEWS_AT_ONCE):
            _add(anki, reviews[first : first + _REVIEWS_AT_ONCE])


def _add(anki: LiveAnki, reviews: Sequence[MissingReview]) -> None:
    try:
        anki.add_reviews([review.row for review in reviews])
    except IdTakenError:
        # Some other card has a review of the same millisecond.
        for review in reviews:
            _add_later(anki, review)


def _add_later(anki: LiveAnki, review: MissingReview) -> None:
    for identifier in range(review.row.id, review.latest_id + 1):
        try:
            anki.add_reviews([replace(review.row, id=identifier)])
        except IdTakenError:
            continue
        return
