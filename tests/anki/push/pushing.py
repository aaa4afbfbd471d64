"""A learner with a deck, a log and an Anki, who pushes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from ipt_cards.anki.identity import CardIdentity, card_keys
from ipt_cards.anki.push.content import Content
from ipt_cards.anki.push.push import Pushing, PushReport
from ipt_cards.anki.push.snapshot import Snapshot, snapshot_of
from ipt_cards.anki.reading.collection import open_collection
from ipt_cards.anki.reading.rows import AnkiCard
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.note import Note
from ipt_cards.progress.entries import Entry, Origin, Retraction, Review, Suspension, dated
from ipt_cards.progress.entry_id import entry_id
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling import sm2
from ipt_cards.scheduling.card_progress import CardProgress
from ipt_cards.scheduling.day import Calendar, Day
from ipt_cards.scheduling.grade import Grade
from tests.anki.push.learners_anki import LearnersAnki
from tests.cli.learner import DECK

CALENDAR = Calendar(UTC)
NOON = datetime(2026, 3, 30, 12, tzinfo=UTC)
EDITED = int((NOON - timedelta(days=100)).timestamp())


class Student:
    """A deck's learner. `deck` and `edited` are what the next push brings.

    remembers: whether it is known at a push what the last one brought.
    """

    def __init__(self, folder: Path, way: str) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self._numbers = count()
        self.deck = DECK
        self.edited = EDITED
        self.remembers = False
        self._pushed: dict[Day, dict[str, str]] = {}
        self.anki = LearnersAnki(folder / "collection.anki2", way)

    def push(
        self, *, overwrite: bool = False, notes_field: bool = False, is_rehearsal: bool = False
    ) -> PushReport:
        with (
            ReviewLog.open(self.folder / "progress.db", CALENDAR) as log,
            self.anki.live() as live,
        ):
            content = self._content(overwrite, notes_field)
            report = Pushing(content, log, CALENDAR, sm2.review, is_rehearsal).push(live)
        if self.remembers and not is_rehearsal:
            self._pushed = {report.first_day: dict(content.said)}
        return report

    def answers(self, *told: tuple[int, str, Grade]) -> list[Review]:
        """Log answers, each (days ago, card, grade), a minute apart from noon on."""
        made = []
        for minute, (ago, card, grade) in enumerate(told):
            at = NOON - timedelta(days=ago) + timedelta(minutes=minute)
            made.append(dated(Review(self._id(at), card, grade, 5000, Origin.QUIZ), CALENDAR))
        self.log(*made)
        return made

    def undoes(self, *reviews: Review) -> None:
        """Take them back at noon, or redo what was: each is told by its entry."""
        for review in reviews:
            at_ms = max(int(NOON.timestamp() * 1000), review.at_ms)
            identifier = entry_id(at_ms, next(self._numbers).to_bytes(10, "big"), after=review.id)
            self.log(Retraction(identifier, review.id))

    def suspends(self, card: str, suspended: bool, at: datetime = NOON) -> None:
        self.log(Suspension(self._id(at), card, suspended))

    def log(self, *entries: Entry) -> None:
        with ReviewLog.open(self.folder / "progress.db", CALENDAR) as log:
            log.append(*entries)

    def entries(self) -> list[Entry]:
        with ReviewLog.open(self.folder / "progress.db", CALENDAR) as log:
            return log.entries()

    def logged(self) -> list[Review]:
        with ReviewLog.open(self.folder / "progress.db", CALENDAR) as log:
            return log.reviews()

    def progress(self) -> dict[str, CardProgress]:
        with ReviewLog.open(self.folder / "progress.db", CALENDAR) as log:
            return log.progress()

    def answers_in_anki(self, *told: tuple[int, str]) -> None:
        """Answer cards "Good" in Anki, each (days ago, card), a minute apart from one o'clock on."""
        for minute, (ago, card) in enumerate(told):
            at = NOON + timedelta(hours=1, minutes=minute) - timedelta(days=ago)
            self.anki.answers(*self._identity(card), at)

    def card_in_anki(self, card: str) -> AnkiCard:
        return self.in_anki().cards[self._identity(card)]

    def histories(self) -> tuple[set[tuple[str, int]], set[tuple[str, int]]]:
        """All answers, as (card, UTC ms), that the log holds, and that Anki holds."""
        anki = self.in_anki()
        keys = card_keys(self.deck)
        there = {
            (keys[identity], row.id)
            for identity, card in anki.cards.items()
            for row in anki.reviews[card.id]
        }
        return {(review.card, review.at_ms) for review in self.logged()}, there

    def in_anki(self) -> Snapshot:
        """What of the deck is in Anki."""
        content = self._content()
        with open_collection(self.anki.path) as collection:
            return snapshot_of([collection], content.guids, content.media_names, UTC)

    def edits_deck(self, note: Note, at: datetime) -> None:
        """Put a note in the place of the one with its id, and the deck's files are of `at`."""
        topics = tuple(
            replace(t, notes=tuple(note if n.id == note.id else n for n in t.notes))
            for t in self.deck.topics
        )
        self.deck = replace(self.deck, topics=topics)
        self.edited = int(at.timestamp())

    def _content(self, overwrite: bool = False, notes_field: bool = False) -> Content:
        return Content(
            self.deck,
            MediaFolder(self.folder),
            lambda *_: self.edited,
            pushed=self._pushed,
            overwrite=overwrite,
            notes_field=notes_field,
        )

    def _identity(self, card: str) -> CardIdentity:
        return next(identity for identity, key in card_keys(self.deck).items() if key == card)

    def _id(self, at: datetime) -> str:
        return entry_id(int(at.timestamp() * 1000), next(self._numbers).to_bytes(10, "big"))
