"""What a push needs of the learner's Anki, whether it runs or is closed."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from ipt_cards.anki.reading.collection import AnkiCollection
from ipt_cards.anki.reading.rows import AnkiReview
from ipt_cards.errors import UserError


class AnkiUnavailableError(UserError):
    """Anki can't be reached, or won't do what is asked. The message is meant to be shown as it is.

    Whatever was done before stays done, and the next push goes on from there.
    """


class IdTakenError(Exception):
    """A row of Anki's review log has the id already, whatever card's it is. None was added."""


@dataclass(frozen=True, slots=True)
class NewSchedule:
    """What to write over a card's schedule. The fields are AnkiCard's.

    reviewed: when the card was last answered, in seconds since the epoch; None for a new one.
    """

    card: int
    kind: int
    queue: int
    due: int
    interval: int
    ease_factor: int
    reviews: int
    lapses: int
    reviewed: int | None

    def values(self) -> dict[str, object]:
        """The same by the names of the attributes of Anki's cards.

        A step of learning that was left is over, and so is what FSRS, where the learner has it on,
        thought of the card: Anki works that out anew from the review log.
        """
        return {
            "type": self.kind,
            "queue": self.queue,
            "due": self.due,
            "ivl": self.interval,
            "factor": self.ease_factor,
            "reps": self.reviews,
            "lapses": self.lapses,
            "left": 0,
            "memory_state": None,
            "last_review_time": self.reviewed,
        }


@dataclass(frozen=True, slots=True)
class NewForm:
    """What to make of a note type of ours that is there. The fields are AnkiNoteType's.

    added: a field that it is to have at its end; None where there is none to add. backs: what is to
    stand on the back, by template.
    """

    id: int
    name: str
    added: str | None
    backs: Mapping[str, str]
    css: str


class LiveAnki(Protocol):
    """An Anki that is read and changed in place.

    Each change may be repeated. Every method raises AnkiUnavailableError where Anki can't be
    reached or won't do it, and AnkiFileError for what Anki never writes.

    removes_reviews: whether rows can be taken out of the review log.
    """

    removes_reviews: bool

    def read(
        self, decks: frozenset[str], note_types: frozenset[int]
    ) -> AbstractContextManager[Iterator[AnkiCollection]]:
        """The collection as it is now: whole, or in parts that each hold some of its decks.

        All notes of these note types (by id) are in it, wherever the learner moved them, and all
        that is in the decks of these names.
        """

    def import_package(self, package: bytes) -> None:
        """Import a package as Anki does, updating notes that are older than in it."""

    def set_form(self, form: NewForm) -> None:
        """Change a note type. Its notes stay, and are changed from now on as far as Anki knows."""

    def set_schedules(self, schedules: Sequence[NewSchedule]) -> None:
        """Write over the schedules of cards that are there."""

    def add_reviews(self, reviews: Sequence[AnkiReview]) -> None:
        """Add rows to the review log, all or none. Raises IdTakenError."""

    def remove_reviews(self, reviews: Sequence[int]) -> None:
        """Take rows, told by their ids, out of the review log. Only where `removes_reviews`."""

    def set_suspended(self, cards: Sequence[int], *, suspended: bool) -> None:
        """Take cards out of Anki's queue, or put them back."""
