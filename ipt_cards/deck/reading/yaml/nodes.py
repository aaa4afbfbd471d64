"""The tree: texts, lists, and keys with values, each with its place in the file.

Every scalar stays the text that was written: `no`, `1984` and `2024-01-01` are words on a card.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from ipt_cards.deck.reading.yaml_file import Mark

if TYPE_CHECKING:  # PyYAML is slow to import, and most files don't need it
    from yaml.events import Event

MAXIMUM_DEPTH = 32
MAXIMUM_NODES = 300_000
"""Some 40,000 notes. A megabyte of brackets would else take a gigabyte of memory."""


class YamlError(Exception):
    """A file that is no readable YAML: where, and what to do."""

    def __init__(self, mark: Mark, message: str) -> None:
        super().__init__(message)
        self.mark = mark
        self.message = message


@dataclass(slots=True)
class _Placed:
    """place: line and column from 1; or PyYAML's event, which tells where it ends, too."""

    place: "tuple[int, int] | Event"

    @property
    def mark(self) -> Mark:
        """Where it begins."""
        return Mark(*self.place) if isinstance(self.place, tuple) else mark_of(self.place)

    @property
    def event(self) -> "Event":
        """What PyYAML's parser says of it, where the tree is that parser's."""
        assert not isinstance(self.place, tuple)  # noqa: S101 - for writers only, who parse anew
        return self.place


@dataclass(slots=True)
class Scalar(_Placed):
    """A text as written. `plain` tells that it stood without quotes."""

    text: str
    plain: bool


@dataclass(slots=True)
class Sequence(_Placed):
    """A list."""

    items: list["Node"]


@dataclass(slots=True)
class Mapping(_Placed):
    """Keys with values, in the order written; a key may stand twice."""

    pairs: list[tuple["Node", "Node"]]


Node: TypeAlias = Scalar | Sequence | Mapping


@dataclass(slots=True)
class Tree:
    """A file's content: its root, None where the file is empty, and what YAML may not hold here."""

    root: Node | None
    refused: list[tuple[Mark, str]]


def mark_of(event: "Event") -> Mark:
    """Where an event of PyYAML's begins."""
    start = event.start_mark
    return Mark(start.line + 1, start.column + 1) if start else Mark(1, 1)


def events_of(node: Node) -> int:
    """How many events of YAML's parser make a node."""
    match node:
        case Scalar():
            return 1
        case Sequence(_, items):
            return 2 + sum(map(events_of, items))
        case Mapping(_, pairs):
            return 2 + sum(events_of(key) + events_of(value) for key, value in pairs)
