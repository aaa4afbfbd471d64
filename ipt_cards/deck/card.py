"""Cards: one question with its answer, generated from a note."""

from dataclasses import dataclass
from typing import Literal

from ipt_cards.deck.markup.cloze import cloze_numbers
from ipt_cards.deck.note import (
    BasicNote,
    ChoiceNote,
    ClozeNote,
    MatchingNote,
    Note,
    NumericNote,
    OcclusionNote,
    OrderingNote,
)
from ipt_cards.deck.occlusion import Hiding, Mask

Direction = Literal["forward", "reverse"]


@dataclass(frozen=True, slots=True)
class BasicCard:
    """A basic note asked in one direction."""

    note: BasicNote
    direction: Direction

    @property
    def key(self) -> str:
        """What progress hangs on: `note-id/forward` or `note-id/reverse`."""
        return f"{self.note.id}/{self.direction}"

    @property
    def question(self) -> str:
        """The side that is shown first, Markdown."""
        return self.note.front if self.direction == "forward" else self.note.back

    @property
    def answer(self) -> str:
        """The side that is asked for, Markdown."""
        return self.note.back if self.direction == "forward" else self.note.front


@dataclass(frozen=True, slots=True)
class ClozeCard:
    """A cloze note with the gaps of one number hidden."""

    note: ClozeNote
    number: int

    @property
    def key(self) -> str:
        """What progress hangs on: `note-id/c1`."""
        return f"{self.note.id}/c{self.number}"


@dataclass(frozen=True, slots=True)
class ChoiceCard:
    """A choice note's one card."""

    note: ChoiceNote

    @property
    def key(self) -> str:
        """What progress hangs on: the note's id, for the card has no siblings."""
        return self.note.id


@dataclass(frozen=True, slots=True)
class OcclusionCard:
    """A picture with the masks of one number asked."""

    note: OcclusionNote
    number: int

    @property
    def key(self) -> str:
        """What progress hangs on: `note-id/c1`."""
        return f"{self.note.id}/c{self.number}"

    @property
    def masks(self) -> tuple[Mask, ...]:
        """The masks that are asked."""
        return tuple(mask for mask in self.note.masks if mask.number == self.number)

    @property
    def others(self) -> tuple[Mask, ...]:
        """The masks that hide the rest of the picture, if the note hides all."""
        if self.note.hide is Hiding.ONE:
            return ()
        return tuple(mask for mask in self.note.masks if mask.number != self.number)


@dataclass(frozen=True, slots=True)
class NumericCard:
    """A numeric note's one card."""

    note: NumericNote

    @property
    def key(self) -> str:
        """What progress hangs on: the note's id, for the card has no siblings."""
        return self.note.id


@dataclass(frozen=True, slots=True)
class ArrangementCard:
    """The one card of a note whose options are each to be put into a place of its own.

    An option is told by its index, which is that of its right place, too.
    """

    note: OrderingNote | MatchingNote

    @property
    def key(self) -> str:
        """What progress hangs on: the note's id, for the card has no siblings."""
        return self.note.id

    @property
    def options(self) -> tuple[str, ...]:
        """The steps, or the right sides of the pairs, Markdown."""
        if isinstance(self.note, OrderingNote):
            return self.note.steps
        return tuple(pair.right for pair in self.note.pairs)


Card = BasicCard | ClozeCard | ChoiceCard | OcclusionCard | NumericCard | ArrangementCard
"""Any card. A `match` over the kinds is complete."""


def note_id_of(card_key: str) -> str:
    """The id of the note that a card with this key comes from."""
    return card_key.partition("/")[0]


def cards_of(note: Note) -> tuple[Card, ...]:
    """The cards a note yields, siblings in order."""
    match note:
        case BasicNote():
            forward = BasicCard(note, "forward")
            return (forward, BasicCard(note, "reverse")) if note.reversed else (forward,)
        case ClozeNote():
            return tuple(ClozeCard(note, number) for number in cloze_numbers(note.text))
        case ChoiceNote():
            return (ChoiceCard(note),)
        case OcclusionNote():
            numbers = sorted({mask.number for mask in note.masks})
            return tuple(OcclusionCard(note, number) for number in numbers)
        case NumericNote():
            return (NumericCard(note),)
        case OrderingNote() | MatchingNote():
            return (ArrangementCard(note),)
