"""The texts of a note where they stand in a topic's file, and that file with others in their place.

Nothing else in the file changes: not a comment, a quotation mark or a blank line. A text keeps the
way it is written where it can, on its line or as a block below.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from yaml.events import CollectionStartEvent, ScalarEvent

from ipt_cards.deck.reading.yaml.nodes import Mapping as YamlMapping
from ipt_cards.deck.reading.yaml.nodes import Node, Scalar, Sequence
from ipt_cards.deck.reading.yaml.parser import parse
from ipt_cards.deck.reading.yaml.tree import decode
from ipt_cards.deck.text import normal_text

_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")
_PLAIN = re.compile(r"[^\W\d_](?:[\w .,;()/’“”–—…-]*[\w.)’”…])?")
"""Texts that mean themselves in YAML without quotes, wherever a value may stand; not all of them.

None of them is read as anything but text here, whatever YAML's schemas make of `no` or `null`.
"""


class NoteText(NamedTuple):
    """A text of a note.

    path: the keys, and places in lists from 0, that lead to it from the note.
    """

    path: tuple[str | int, ...]
    text: str

    @property
    def name(self) -> str:
        """The path in words: `front`, `distractors 2 why`."""
        return " ".join(str(part + 1 if isinstance(part, int) else part) for part in self.path)


class NotFoundError(ValueError):
    """The file has no such note, or no such text in it."""


class _Place(NamedTuple):
    """Where a scalar stands. column: what a block below it is indented against, from 0."""

    scalar: Scalar
    column: int
    in_flow: bool


def note_texts(content: bytes, note_id: str, keys: frozenset[str]) -> list[NoteText]:
    """The texts of a note that stand under some keys, in the order of the file.

    content: the topic's file. Raises NotFoundError and YamlError.
    """
    places = _places(decode(content), note_id, keys)
    return [NoteText(path, normal_text(place.scalar.text)) for path, place in places]


def with_note_texts(
    content: bytes, note_id: str, changes: Mapping[tuple[str | int, ...], str]
) -> bytes:
    """The file with other texts in a note, each told by its path.

    Raises NotFoundError, YamlError, and ValueError for a text that can't be put there.
    """
    source = decode(content)
    keys = frozenset(str(path[0]) for path in changes)
    places = dict(_places(source, note_id, keys))
    if not changes.keys() <= places.keys():
        raise NotFoundError(f"`{note_id}` has no such text any more")
    line_end = "\r\n" if "\r\n" in source else "\n"
    # From the last on, so that those before stay where they are.
    for path in sorted(changes, key=lambda path: -_start(places[path])):
        text = normal_text(changes[path])
        if text != normal_text(places[path].scalar.text):
            source = _replaced(source, places[path], text, line_end)
    written = source.encode()
    if content.startswith(b"\xef\xbb\xbf"):
        written = b"\xef\xbb\xbf" + written
    found = dict(note_texts(written, note_id, keys))
    if any(found.get(path) != normal_text(text) for path, text in changes.items()):
        raise ValueError("this text can't be put there: edit the file itself")
    return written


def _places(
    source: str, note_id: str, keys: frozenset[str]
) -> Iterator[tuple[tuple[str | int, ...], _Place]]:
    note = _note(parse(source).root, note_id)
    for key, value in note.pairs:
        if isinstance(key, Scalar) and key.text in keys:
            column = note.mark.column - 1
            in_flow = is_flow(note)
            yield from _within((key.text,), value, column, in_flow=in_flow)


def _within(
    path: tuple[str | int, ...], node: Node, column: int, *, in_flow: bool
) -> Iterator[tuple[tuple[str | int, ...], _Place]]:
    if isinstance(node, Scalar):
        yield path, _Place(node, column, in_flow)
        return
    in_flow = in_flow or is_flow(node)
    column = node.mark.column - 1
    if isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            yield from _within((*path, number), item, column, in_flow=in_flow)
        return
    for key, value in node.pairs:
        if isinstance(key, Scalar):
            yield from _within((*path, key.text), value, column, in_flow=in_flow)


def _note(root: Node | None, note_id: str) -> YamlMapping:
    if isinstance(root, YamlMapping):
        for key, value in root.pairs:
            if isinstance(key, Scalar) and key.text == "notes" and isinstance(value, Sequence):
                for item in value.items:
                    if isinstance(item, YamlMapping) and written_id(item) == note_id:
                        return item
    raise NotFoundError(f"the file has no note `{note_id}` any more")


def written_id(note: YamlMapping) -> str:
    """The id of a note as its file has it; "" where it has none."""
    for key, value in note.pairs:
        if isinstance(key, Scalar) and key.text == "id" and isinstance(value, Scalar):
            return value.text.strip()
    return ""


def is_flow(node: YamlMapping | Sequence) -> bool:
    """Whether it stands in brackets or braces."""
    return isinstance(node.event, CollectionStartEvent) and bool(node.event.flow_style)


def _start(place: _Place) -> int:
    return index_of(place.scalar.event.start_mark)


def index_of(mark: object) -> int:
    """How many characters stand before a mark."""
    return int(getattr(mark, "index"))  # noqa: B009 - PyYAML's two kinds of marks share no type


def _replaced(source: str, place: _Place, text: str, line_end: str) -> str:
    start, end = _start(place), index_of(place.scalar.event.end_mark)
    before, written, after = source[:start], source[start:end], source[end:]
    is_block = written[:1] in ("|", ">")
    # A block takes the blank lines after it along, which part it from what follows.
    trailing = written[len(written.rstrip()) :] if is_block else ""
    if "\n" not in text or place.in_flow:
        # A comment stays: behind the header of a block, or behind the text.
        comment = _header_comment(written) if is_block else ""
        return before + _on_a_line(text, place) + comment + trailing + after
    rest, line_feed, following = after.partition("\n")
    indent = " " * (place.column + 2)
    header = "|"
    if is_block:
        header, _, lines = written.partition("\n")
        header = "|" + _BLOCK_HEADER.sub("", header.rstrip("\r"), count=1)
        first = next((line for line in lines.split("\n") if line.strip()), indent)
        indent = first[: len(first) - len(first.lstrip(" "))] or indent
        rest, line_feed, following = "", "", after
    else:
        header += rest.rstrip("\r")
        trailing = line_end if line_feed else ""
    block = line_end.join(indent + line if line else "" for line in text.split("\n"))
    return f"{before}{header}{line_end}{block}{trailing}{following}"


def _header_comment(written: str) -> str:
    return _BLOCK_HEADER.sub("", written.partition("\n")[0].rstrip("\r"), count=1)


def _on_a_line(text: str, place: _Place) -> str:
    if place.scalar.plain and _PLAIN.fullmatch(text) and not place.in_flow:
        return text
    event = place.scalar.event
    if (
        isinstance(event, ScalarEvent)
        and event.style == "'"
        and "\n" not in text
        and text.isprintable()
    ):
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False)
