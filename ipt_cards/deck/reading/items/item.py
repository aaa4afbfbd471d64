"""What an item of a topic's list of notes says by itself, before it is held against the others."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from ipt_cards.deck.note import Note
from ipt_cards.deck.problem import Position
from ipt_cards.deck.reading.findings import Findings
from ipt_cards.deck.reading.links import LINKING_KEYS, Link
from ipt_cards.deck.reading.notes import read_note
from ipt_cards.deck.reading.surroundings import Surroundings
from ipt_cards.deck.reading.yaml.nodes import Mapping, Node, Scalar, Sequence
from ipt_cards.deck.reading.yaml_file import Mark


class Item(NamedTuple):
    """An item that was read.

    note: None where it has errors. id: as written, "" for none. mark: where the id stands.
    """

    note: Note | None
    id: str
    mark: Mark
    links: tuple[Link, ...]


def read_item(node: Node, around: Surroundings, findings: Findings) -> Item:
    """What a YAML item says, with each problem noted."""
    note = read_note(node, around, findings)
    note_id, mark = _written_id(node)
    return Item(note, note_id, mark, tuple(_links(node, note_id, findings)))


def moved(item: Item, lines: int) -> Item:
    """The same item, so many lines further down in its file."""
    if not lines:
        return item
    note = item.note
    return Item(
        None if note is None else replace(note, at=_down(note.at, lines)),
        item.id,
        Mark(item.mark.line + lines, item.mark.column),
        tuple(link._replace(at=_down(link.at, lines)) for link in item.links),
    )


def _down(at: Position, lines: int) -> Position:
    return Position(at.file, at.line + lines, at.column)


def _written_id(node: Node) -> tuple[str, Mark]:
    if isinstance(node, Mapping):
        for key, value in node.pairs:
            if isinstance(key, Scalar) and key.text == "id" and isinstance(value, Scalar):
                return value.text.strip(), value.mark
    return "", node.mark


def _links(node: Node, note_id: str, findings: Findings) -> Iterator[Link]:
    if not note_id or not isinstance(node, Mapping):
        return
    for key, value in node.pairs:
        if isinstance(key, Scalar) and key.text in LINKING_KEYS:
            for named in value.items if isinstance(value, Sequence) else [value]:
                if isinstance(named, Scalar) and named.text.strip():
                    at = findings.position(named.mark)
                    yield Link(note_id, key.text, named.text.strip(), at)
