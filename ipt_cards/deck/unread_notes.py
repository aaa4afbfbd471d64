"""Notes that are made when they are first looked at: a quiz looks at few of a deck's thousands."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import overload

from ipt_cards.deck.note import Note


class UnreadNotes(Sequence[Note]):
    """Notes to come. Equal to any sequence of equal notes, and hashed as their tuple is.

    card_keys: the keys of the cards that they yield, known before, as is what notes come after, by
    their ids. read: what makes each note, by its id.
    """

    def __init__(
        self,
        card_keys: tuple[str, ...],
        read: Callable[[], Mapping[str, Callable[[], Note]]],
        after: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.card_keys = card_keys
        self.after = after
        self._read = read
        self._made: dict[str, Note] = {}

    def with_id(self, note_id: str) -> Note:
        """One note, made without the others. Raises KeyError."""
        if note_id not in self._made:
            self._made[note_id] = self._unmade[note_id]()
        return self._made[note_id]

    @cached_property
    def _unmade(self) -> Mapping[str, Callable[[], Note]]:
        return self._read()

    @cached_property
    def _notes(self) -> tuple[Note, ...]:
        return tuple(map(self.with_id, self._unmade))

    @overload
    def __getitem__(self, index: int) -> Note: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Note]: ...
    def __getitem__(self, index: int | slice) -> Note | Sequence[Note]:
        return self._notes[index]

    def __iter__(self) -> Iterator[Note]:
        return iter(self._notes)

    def __len__(self) -> int:
        return len(self._notes)

    def __bool__(self) -> bool:
        return bool(self.card_keys)  # every note yields a card

    def __eq__(self, other: object) -> bool:
        if isinstance(other, UnreadNotes):
            other = other._notes
        return self._notes == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._notes)
