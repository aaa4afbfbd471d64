"""A topic's file with more notes, and with notes that say something else.

Nothing else in the file changes: not a comment, a quotation mark or a blank line.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from ipt_cards.deck.editing.note_texts import index_of, is_flow, written_id
from ipt_cards.deck.note import Note
from ipt_cards.deck.reading.yaml.nodes import Mapping as YamlMapping
from ipt_cards.deck.reading.yaml.nodes import Node, Scalar, YamlError
from ipt_cards.deck.reading.yaml.nodes import Sequence as YamlSequence
from ipt_cards.deck.reading.yaml.parser import parse
from ipt_cards.deck.reading.yaml.tree import decode
from ipt_cards.deck.reading.yaml_file import Mark
from ipt_cards.deck.writing.block_yaml import block_item, block_yaml
from ipt_cards.deck.writing.deck_yaml import said_by

_BOM = b"\xef\xbb\xbf"
_CLOSING = re.compile(r"[\]}]")


class Changed(NamedTuple):
    """A topic's file as it is to be. left: the ids of notes that couldn't be replaced."""

    content: bytes
    left: tuple[str, ...]


def new_topic(name: str, notes: Sequence[Note], head: str = "") -> bytes:
    """The file of a topic. head: a line to begin with."""
    begins = block_yaml({"topic": name}) + ("notes:\n" if notes else "notes: []\n")
    return (head + begins + "".join(block_item(said_by(note), 2) for note in notes)).encode()


def with_notes(content: bytes, added: Sequence[Note], replaced: Mapping[str, Note]) -> Changed:
    """A topic's file with notes after its others, and others in place of some, by their id.

    A note with comments of its author's within is left as it is. Raises YamlError.
    """
    source = decode(content)
    line_end = "\r\n" if "\r\n" in source else "\n"
    listed = _listed_notes(parse(source).root)
    left: list[str] = []
    parts: list[str] = []
    position = 0
    for item in listed.items if replaced else ():
        if not isinstance(item, YamlMapping) or (old_id := written_id(item)) not in replaced:
            continue
        start, end = index_of(item.event.start_mark), _end_of(item, source)
        if _has_comment(item, source[start:end], start):
            left.append(old_id)
            continue
        parts += (source[position:start], _in_place_of(item, replaced[old_id], line_end))
        position = end
    if added:
        at, written = _appended(source, listed, added, line_end)
        parts += (source[position:at].rstrip(" ") if not listed.items else source[position:at],)
        parts += (written,)
        position = at if listed.items else _end_of(listed, source)
    parts.append(source[position:])
    written_file = "".join(parts).encode()
    if content.startswith(_BOM):
        written_file = _BOM + written_file
    return Changed(written_file, tuple(left))


def _listed_notes(root: Node | None) -> YamlSequence:
    if isinstance(root, YamlMapping):
        for key, value in root.pairs:
            if isinstance(key, Scalar) and key.text == "notes" and isinstance(value, YamlSequence):
                return value
    raise YamlError(Mark(1, 1), "the file lists no notes")


def _in_place_of(item: YamlMapping, note: Note, line_end: str) -> str:
    if is_flow(item):
        return _on_a_line(note)
    column = item.mark.column - 1
    return _lines(note, column - 2, line_end).rstrip("\r\n").lstrip(" ").removeprefix("- ")


def _appended(
    source: str, listed: YamlSequence, notes: Sequence[Note], line_end: str
) -> tuple[int, str]:
    """Where notes are to be added, and what is to be written there."""
    if not listed.items:  # in brackets, which the notes take the place of
        return index_of(listed.event.start_mark), (
            line_end + "".join(_lines(note, 2, line_end) for note in notes).rstrip("\r\n")
        )
    end = _end_of(listed.items[-1], source)
    if is_flow(listed):
        return end, "".join(f", {_on_a_line(note)}" for note in notes)
    at = source.find("\n", end) + 1
    written = "".join(_lines(note, listed.mark.column - 1, line_end) for note in notes)
    return (at, written) if at else (len(source), line_end + written)


def _lines(note: Note, column: int, line_end: str) -> str:
    return block_item(said_by(note), column).replace("\n", line_end)


def _on_a_line(note: Note) -> str:
    return json.dumps(said_by(note), ensure_ascii=False, default=str)


def _end_of(node: Node, source: str) -> int:
    """Where a node ends, without white space and comments after it."""
    last, closing = node, 0
    while not isinstance(last, Scalar):
        closing += is_flow(last)
        inner = last.items if isinstance(last, YamlSequence) else [value for _, value in last.pairs]
        if not inner:
            break
        last = inner[-1]
    start, end = index_of(last.event.start_mark), index_of(last.event.end_mark)
    end = start + len(source[start:end].rstrip())
    for found in islice(_CLOSING.finditer(source, end), closing):
        end = found.end()
    return end


def _has_comment(item: Node, source: str, start: int) -> bool:
    """Whether a comment stands within an item. source: its text. start: where that begins."""
    if "#" not in source:
        return False
    position = 0
    for scalar in _scalars(item):
        begin, end = (
            index_of(mark) - start for mark in (scalar.event.start_mark, scalar.event.end_mark)
        )
        header = source[begin:end].partition("\n")[0] if source[begin : begin + 1] in "|>" else ""
        if "#" in source[position:begin] or "#" in header:
            return True
        position = end
    return "#" in source[position:]


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, YamlSequence):
        for item in node.items:
            yield from _scalars(item)
    else:
        for key, value in node.pairs:
            yield from _scalars(key)
            yield from _scalars(value)
