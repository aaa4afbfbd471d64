"""Reviews that were made in Anki, on their way into our log."""

from array import array
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from ipt_cards.anki.identity import CardIdentity, card_keys, renamed_card_keys
from ipt_cards.anki.reading.collection import AnkiCollection
from ipt_cards.anki.revlog import is_answer, is_possible, review_of
from ipt_cards.deck.deck import Deck
from ipt_cards.progress.duplicate_reviews import SAME_ANSWER_MS
from ipt_cards.progress.entries import Review
from ipt_cards.scheduling.day import Calendar
from ipt_cards.scheduling.siblings import note_of


@dataclass(slots=True)
class ImportReport:
    """What was found in Anki's files, counted while they are read.

    new: answers that the log didn't have, by card. known: those it has: made here and brought to
        Anki, or imported before.
    our_notes, other_notes: of the decks asked for, and of others.
    other_answers: to notes of other decks. deleted_answers: to cards that Anki has no more.
    unknown_cards: answers to cards that our notes have in Anki but not in the deck, by note id and
        the card's place from 1 on.
    by_hand: changes of the schedule without an answer. impossible: answers at no instant between
        1970 and the year 9000, or with no button that there is.
    """

    new: Counter[str] = field(default_factory=Counter)
    known: int = 0
    our_notes: int = 0
    other_notes: int = 0
    other_answers: int = 0
    deleted_answers: int = 0
    unknown_cards: Counter[tuple[str, int]] = field(default_factory=Counter)
    by_hand: int = 0
    impossible: int = 0


class _AnkiCard(NamedTuple):
    """A card in Anki. note, key: what it is in our deck, as far as it is there."""

    guid: str
    ordinal: int
    note: str | None
    key: str | None


class ReviewImport:
    """Tells new answers from known ones, in one file of Anki's after another.

    decks: whose notes are looked for.
    calendar: the learner's days, which answers belong to by the hour that Anki's days begin at.
    answered: when each card was answered, as the log tells it (`ReviewLog.instants`). What is found
        is added.
    names: what each card that was ever renamed is called now (`ReviewLog.names`), since Anki keeps
        the notes from before, too.
    """

    def __init__(
        self,
        decks: Collection[Deck],
        calendar: Calendar,
        answered: dict[str, "array[int]"],
        names: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.report = ImportReport()
        self._calendar = calendar
        self._answered = answered
        self._keys: dict[CardIdentity, str] = {}
        for deck in decks:
            self._keys |= renamed_card_keys(deck, names)
        for deck in decks:
            self._keys |= card_keys(deck)
        self._notes = {guid: note_of(key) for (guid, _), key in self._keys.items()}

    def new_reviews(self, collection: AnkiCollection) -> Iterator[Review]:
        """The reviews in a collection that are not known yet, oldest first.

        Memory grows with the collection's cards, not with their reviews, of which each that is new
        takes eight bytes. Raises AnkiFileError while reading.
        """
        report = self.report
        cards = self._cards(collection)
        calendar = collection.calendar(self._calendar)
        for row in collection.reviews():
            card = cards.get(row.card)
            if not is_answer(row):
                report.by_hand += card is not None and card.note is not None
            elif card is None:
                report.deleted_answers += 1
            elif card.note is None:
                report.other_answers += 1
            elif card.key is None:
                report.unknown_cards[card.note, card.ordinal + 1] += 1
            elif not is_possible(row):
                report.impossible += 1
            elif self._is_known(card.key, row.id):
                report.known += 1
            else:
                report.new[card.key] += 1
                yield review_of(row, card.guid, card.ordinal, card.key, calendar)

    def _cards(self, collection: AnkiCollection) -> dict[int, _AnkiCard]:
        guids: dict[int, str] = {}
        for note in collection.notes():
            if note.guid in self._notes:
                guids[note.id] = note.guid
                self.report.our_notes += 1
            else:
                self.report.other_notes += 1
        of_other_deck = _AnkiCard("", 0, None, None)
        return {
            card.id: _AnkiCard(
                guid,
                card.ordinal,
                self._notes[guid],
                self._keys.get((guid, card.ordinal)),
            )
            if (guid := guids.get(card.note)) is not None
            else of_other_deck
            for card in collection.cards()
        }

    def _is_known(self, card: str, at_ms: int) -> bool:
        """Whether the card was answered then; if not, it is from now on."""
        instants = self._answered.setdefault(card, array("q"))
        place = bisect_left(instants, at_ms - SAME_ANSWER_MS)
        if place < len(instants) and instants[place] <= at_ms:
            return True
        insort(instants, at_ms)
        return False
