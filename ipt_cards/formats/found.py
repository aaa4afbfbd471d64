"""What a reader finds in a file of another program's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from ipt_cards.deck.note import Note
from ipt_cards.errors import UserError


class FormatError(UserError):
    """A file that can't be read as what it should be: where, what is wrong, and what to do."""

    def __init__(self, name: str, line: int, column: int, message: str) -> None:
        super().__init__(f"{name}:{line}:{column}: {message}")


class NoTextError(FormatError):
    """The same of a file that is no text, and so has no lines to point at."""

    def __init__(self, name: str, message: str) -> None:
        UserError.__init__(self, f"{name}: {message}")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read cards from.

    name: as a person would type it, for messages. content: its bytes. columns: what the person
    says of a table's columns: a column's name, or its number from 1, by what it holds.
    """

    name: str
    content: bytes
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def stem(self) -> str:
        """The file's name without folders and without its ending."""
        last = self.name.replace("\\", "/").rpartition("/")[2]
        return last.rpartition(".")[0] or last


NO_ID = "note"
"""The id of a note to which its source gives none."""

UNEXPLAINED = "Not a right answer."
"""Why a distractor is wrong of which its source doesn't say so."""

_MOST_NAMED, _LONGEST_NAMED = 3, 40
"""Of the options without a reason, so many are named, by so many characters."""


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A note, with what its source knows of it.

    note: its id is `NO_ID`, and the deck gives it one of its own, or one that the source gives it.
    key: what identifies it in its source, so that it is known when the source is read again: an id
        that is kept there, else what it asks. Notes that share one are told apart by their order.
    line: where it begins, from 1. topic: the topic it belongs to; "" for the source's own.
    """

    note: Note
    key: str
    line: int
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Loss:
    """What of a source can't be kept: the line it stands on, from 1, and why, for people.

    is_filled_in: whether the source is kept whole, and what it lacks was put in.
    """

    line: int
    what: str
    is_filled_in: bool = False


def unexplained(
    line: int, options: Sequence[str], *, before: str = "", behind: str = ""
) -> tuple[Loss, ...]:
    """What to tell of the note on a line whose source doesn't say why these options are wrong.

    before, behind: what tells where in the source that is, beside the line.
    """
    if not options:
        return ()
    texts = [f"“{' '.join(option.split())[:_LONGEST_NAMED]}”" for option in options]
    named = ", ".join(texts[:_MOST_NAMED])
    more = f" and {len(texts) - _MOST_NAMED} more" if len(texts) > _MOST_NAMED else ""
    one_is = "is" if len(texts) == 1 else "are"
    what = f"it doesn't say why {named}{more} {one_is} wrong: `why` is “{UNEXPLAINED}” there"
    return (Loss(line, f"{before}{what}{behind}", is_filled_in=True),)


@dataclass(frozen=True, slots=True)
class Found:
    """Everything in a source.

    name: what to call its notes' topic where they name none. media: files that the source holds
    itself, by the path in the deck that its notes name them by. read_as: how the source was
    understood, for people to confirm; "" where there is no doubt. weights: how much of an exam the
    source gives to its topics, by their names, on any scale; empty where it doesn't say.
    macros_file: what a file beside the source is called that may hold commands of its own for its
    formulas; "" where there can be none. macros: those, by name, as they are written.
    """

    name: str
    notes: tuple[FoundNote, ...]
    losses: tuple[Loss, ...] = ()
    media: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    read_as: str = ""
    weights: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    macros_file: str = ""
    macros: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
