"""YAML as a tree of texts with positions, and nothing else of YAML.

Every scalar stays the text that was written: `no`, `1984` and `2024-01-01` are words on a card.
Anchors, aliases and tags are refused, so that no file can grow while it is read; the tree is built
from the parser's events without recursion, so that no nesting can exhaust the stack.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ipt_cards.deck.reading.findings import Findings
from ipt_cards.deck.reading.yaml_file import MAXIMUM_BYTES, Mark
from ipt_cards.deck.text import first_control_character

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
class Scalar:
    """A text as written. `plain` tells that it stood without quotes."""

    text: str
    plain: bool
    event: Event

    @property
    def mark(self) -> Mark:
        """Where it begins."""
        return _mark(self.event)


@dataclass(slots=True)
class Sequence:
    """A list."""

    items: list["Node"]
    event: Event

    @property
    def mark(self) -> Mark:
        """Where it begins."""
        return _mark(self.event)


@dataclass(slots=True)
class Mapping:
    """Keys with values, in the order written; a key may stand twice."""

    pairs: list[tuple["Node", "Node"]]
    event: Event

    @property
    def mark(self) -> Mark:
        """Where it begins."""
        return _mark(self.event)


Node: TypeAlias = Scalar | Sequence | Mapping


@dataclass(slots=True)
class Tree:
    """A file's content: its root, None where the file is empty, and what YAML may not hold here."""

    root: Node | None
    refused: list[tuple[Mark, str]]


def events_of(node: Node) -> int:
    """How many events of YAML's parser made a node."""
    match node:
        case Scalar():
            return 1
        case Sequence(items):
            return 2 + sum(map(events_of, items))
        case Mapping(pairs):
            return 2 + sum(events_of(key) + events_of(value) for key, value in pairs)


def root_of(content: bytes, findings: Findings) -> Node | None:
    """The root of a YAML file; None where it is empty or no readable YAML, which is noted."""
    try:
        tree = parse(decode(content))
    except YamlError as error:
        findings.error(error.mark, "yaml-syntax", error.message)
        return None
    for mark, message in tree.refused:
        findings.error(mark, "yaml-syntax", message)
    return tree.root


def decode(raw: bytes) -> str:
    """The file's text, without a byte order mark.

    Raises YamlError for a file that is too large, not UTF-8, or holds a control character.
    """
    if len(raw) > MAXIMUM_BYTES:
        raise YamlError(
            Mark(1, 1),
            f"the file has more than {MAXIMUM_BYTES // 2**20} MiB: split it into several topics",
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig", "replace")
        raise YamlError(
            _mark_after(before),
            f"byte 0x{raw[error.start]:02X} is not UTF-8: save the file in the encoding UTF-8",
        ) from None
    found = first_control_character(text)
    if found:
        raise YamlError(
            _mark_after(text[: found.start()]),
            f"the control character U+{ord(found[0]):04X} can't stand in a text: delete it",
        )
    return text


def parse(text: str) -> Tree:
    """The tree of a YAML text with one document.

    An alias, an anchor or a tag is refused and reading goes on, so that one run finds them all.
    Raises YamlError for what is not YAML.
    """
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
        return _tree(iter(loader.get_event, None))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)
        raise YamlError(place, _advice(error, text, place)) from None
    except yaml.reader.ReaderError as error:
        place = _mark_after(text[: error.position])
        raise YamlError(place, f"this character can't stand in YAML: {error.reason}") from None


def _tree(events: Iterator[Any]) -> Tree:
    tree = Tree(None, [])
    documents = nodes = 0
    # Each open collection, and for a mapping the key that waits for its value.
    stack: list[tuple[Sequence | Mapping, list[Node]]] = []
    for event in events:
        node: Node
        kind = type(event)
        nodes += 1
        if nodes > MAXIMUM_NODES:
            raise YamlError(
                _mark(event), "the file holds too much for a topic: split it into several"
            )
        if kind is ScalarEvent:
            _refuse_reference(event, tree)
            node = Scalar(event.value, not event.style, event)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            _refuse_reference(event, tree)
            if len(stack) >= MAXIMUM_DEPTH:
                raise YamlError(_mark(event), "this is nested too deeply for a deck")
            stack.append(
                (Mapping([], event) if kind is MappingStartEvent else Sequence([], event), [])
            )
            continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            node = stack.pop()[0]
        elif kind is AliasEvent:
            tree.refused.append((_mark(event), _quote("*", "an alias")))
            node = Scalar(f"*{event.anchor}", plain=True, event=event)
        elif kind is DocumentStartEvent:
            documents += 1
            if documents > 1:
                raise YamlError(_mark(event), "a second document begins here: keep one in a file")
            continue
        elif kind is DocumentEndEvent:
            continue
        else:
            continue
        if not stack:
            tree.root = node
            continue
        parent, waiting = stack[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif waiting:
            parent.pairs.append((waiting.pop(), node))
        else:
            waiting.append(node)
    return tree


def _refuse_reference(
    event: ScalarEvent | MappingStartEvent | SequenceStartEvent, tree: Tree
) -> None:
    if event.anchor is not None:
        tree.refused.append((_mark(event), _quote("&", "an anchor")))
    if event.tag is not None and event.tag != "!":
        tree.refused.append((_mark(event), _quote("!", "a tag")))


def _quote(character: str, taken_for: str) -> str:
    return (
        f"a text that begins with {character} must stand in quotes, "
        f"for YAML takes it for {taken_for}"
    )


def _mark(event: Event) -> Mark:
    start = event.start_mark
    return Mark(start.line + 1, start.column + 1) if start else Mark(1, 1)


def _mark_after(text: str) -> Mark:
    return Mark(text.count("\n") + 1, len(text) - text.rfind("\n"))


_KEY = re.compile(r"\s*(?:- +)?[\w-]+")
_MISPLACED = (
    "this line is indented by too much or too little: the keys of a note stand exactly below one "
    "another, and so do the dashes before notes"
)


def _advice(error: yaml.MarkedYAMLError, text: str, place: Mark) -> str:
    """What to do about a syntax error, for the mistakes that authors make."""
    said = f"{error.context or ''} {error.problem or ''}".strip()
    lines = text.split("\n")
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    before = line[: place.column - 1]
    has_tab = "\t" in line[: place.column] and "token" in said
    has_colon = "mapping values are not allowed" in said
    is_after_quotes = before.rstrip()[-1:] in {'"', "'"}
    begins = line[place.column - 1 :][:1]
    cases = (
        ("tab character" in said or has_tab, "a tab can't indent YAML: use spaces"),
        (has_colon and bool(_KEY.fullmatch(before)), _MISPLACED),
        (
            has_colon,
            "a text that holds `: ` must stand in quotes, or on a line of its own after `>-`",
        ),
        ("alias" in said, _quote("*", "an alias")),
        ("anchor" in said, _quote("&", "an anchor")),
        (
            "cannot start any token" in said,
            f"a text can't begin with {begins} unless it stands in quotes",
        ),
        (
            "escape" in said,
            (
                "in double quotes a backslash begins an escape, and this is none: write single "
                "quotes, as for TeX, or double the backslash"
            ),
        ),
        ("quoted scalar" in said, "a quotation mark opens here and doesn't close"),
        (
            "expected ':'" in said,
            "a key and its text are parted by `: `, which is missing on the line above",
        ),
        (
            "expected key" in said and is_after_quotes,
            "after a text in quotation marks nothing else can stand on its line",
        ),
        ("expected key" in said or "'-' indicator" in said, _MISPLACED),
        ("nesting depth" in said, "this is nested too deeply for a deck"),
        (
            "expected <block end>" in said or "expected ',' or" in said or "node content" in said,
            f"the indentation or a bracket doesn't fit here ({error.problem})",
        ),
    )
    return next((advice for holds, advice in cases if holds), f"this isn't YAML: {said}")
