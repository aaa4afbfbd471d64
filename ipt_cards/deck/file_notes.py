"""The notes of a file, made when they are first looked at: a quiz looks at few of thousands."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import overload

from ipt_cards.deck.level import Level
from ipt_cards.deck.note import Note


@dataclass(frozen=True, slots=True)
class Overview:
    """What many commands need to know of a file's notes, and nothing more.

    digest: tells what the notes were read from from anything else: the file's bytes and the
        notation that they stand in.
    card_keys: of all cards that they yield. sources: what they cite. media: what they show or play.
    guids: with templates, those that came from Anki. after: what each note comes after that says
        so, levels: what each asks that says so, by its id.
    """

    digest: str
    card_keys: tuple[str, ...]
    sources: frozenset[str]
    media: frozenset[str]
    guids: frozenset[str]
    after: Mapping[str, tuple[str, ...]]
    levels: Mapping[str, Level]


class FileNotes(Sequence[Note]):
    """Notes that may be to come. Equal to any sequence of equal notes, and hashed as their tuple.

    read: what makes each note, by its id.
    """

    def __init__(
        self, overview: Overview, read: Callable[[], Mapping[str, Callable[[], Note]]]
    ) -> None:
        self.overview = overview
        self._read = read
        self._made: dict[str, Note] = {}

    @classmethod
    def of(cls, overview: Overview, notes: Sequence[Note]) -> "FileNotes":
        """Notes that there are already."""
        made = cls(overview, lambda: {note.id: partial(_itself, note) for note in notes})
        made._notes = tuple(notes)
        return made

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
        return bool(self.overview.card_keys)  # every note yields a card

    def __eq__(self, other: object) -> bool:
        if isinstance(other, FileNotes):
            other = other._notes
        return self._notes == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._notes)


def _itself(note: Note) -> Note:
    return note
