"""Any YAML as a tree, by PyYAML's parser.

Anchors, aliases and tags are refused, so that no file can grow while it is read; the tree is built
from the parser's events without recursion, so that no nesting can exhaust the stack.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ipt_cards.deck.reading.yaml.nodes import (
    MAXIMUM_DEPTH,
    MAXIMUM_NODES,
    Mapping,
    Node,
    Scalar,
    Sequence,
    Tree,
    YamlError,
    mark_of,
)
from ipt_cards.deck.reading.yaml_file import Mark, mark_after


def parse(text: str) -> Tree:
    """The tree of a YAML text with one document.

    An alias, an anchor or a tag is refused and reading goes on, so that one run finds them all.
    Raises YamlError for what is not YAML.
    """
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
        return _tree(iter(loader.get_event, None))
    except yaml.MarkedYAMLError as error:
        # That a quotation mark doesn't close, the parser sees at the file's end alone.
        is_open = error.problem == "found unexpected end of stream"
        mark = (is_open and error.context_mark) or error.problem_mark or error.context_mark
        place = Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)
        raise YamlError(place, _advice(error, text, place)) from None
    except yaml.reader.ReaderError as error:
        place = mark_after(text[: error.position])
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
                mark_of(event), "the file holds too much for a topic: split it into several"
            )
        if kind is ScalarEvent:
            _refuse_reference(event, tree)
            node = Scalar(event, event.value, not event.style)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            _refuse_reference(event, tree)
            if len(stack) >= MAXIMUM_DEPTH:
                raise YamlError(mark_of(event), "this is nested too deeply for a deck")
            stack.append(
                (Mapping(event, []) if kind is MappingStartEvent else Sequence(event, []), [])
            )
            continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            node = stack.pop()[0]
        elif kind is AliasEvent:
            tree.refused.append((mark_of(event), _quote("*", "an alias")))
            node = Scalar(event, f"*{event.anchor}", plain=True)
        elif kind is DocumentStartEvent:
            documents += 1
            if documents > 1:
                raise YamlError(mark_of(event), "a second document begins here: keep one in a file")
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
        tree.refused.append((mark_of(event), _quote("&", "an anchor")))
    if event.tag is not None and event.tag != "!":
        tree.refused.append((mark_of(event), _quote("!", "a tag")))


def _quote(character: str, taken_for: str) -> str:
    return (
        f"a text that begins with {character} must stand in quotes, "
        f"for YAML takes it for {taken_for}"
    )


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
