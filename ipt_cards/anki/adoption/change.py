"""What a person should know of a deck that was taken over: what was left behind, what changed."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a note was changed or left behind. Those that end a note come first."""

    NO_CARDS = "has no cards in Anki"
    NO_QUESTION = "shows no question"
    NO_ANSWER = "shows no answer"
    NO_IDENTITY = "has a guid that can't be written, or another note's"
    REFUSED = "would be refused by `ipt-cards check`"
    COMPOSED = "is put together from several fields or words of the template: an edit stays here"
    SIBLINGS = "has more cards than two that mirror each other: each became a note"
    OCCLUSION = "hides areas of a picture in a way that only Anki has: it became one basic note"
    SCRIPTED = "has a script in its template, which only runs in Anki"
    FILTERED = "shows a field in a way that only Anki has (a hint to click on, kanji alone, speech)"
    MEDIA = "names media that the file doesn't have, or of a kind that decks don't have"
    PLAINER = "has underlining, colours, sizes or so, which Anki keeps until you edit the text"

    @property
    def is_loss(self) -> bool:
        """Whether the note wasn't taken over."""
        return self in _LOSSES


_LOSSES = frozenset(list(Reason)[:5])


@dataclass(frozen=True, slots=True)
class Change:
    """A change on one note: its id here, or the beginning of its text if it wasn't taken over."""

    reason: Reason
    note: str
    detail: str = ""
