"""What a writer makes of a deck."""

from collections.abc import Mapping
from dataclasses import dataclass

from ipt_cards.deck.note import Note


@dataclass(frozen=True, slots=True)
class NotSaid:
    """What the format can't say, for people: the same words for the same of several notes.

    note: whose it is; None for what the deck says of itself.
    """

    what: str
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """A deck in another program's format.

    files: their bytes by name; one alone is written where the person says, several into a folder.
    media: paths of the deck's own files that the texts name, to be copied beside.
    """

    files: Mapping[str, bytes]
    losses: tuple[NotSaid, ...] = ()
    media: tuple[str, ...] = ()
