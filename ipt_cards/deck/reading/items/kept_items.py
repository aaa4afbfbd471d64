"""Items of a deck's topics kept from one reading to the next: an edit changes few of thousands."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ipt_cards.deck.media_files.media import media_in
from ipt_cards.deck.reading.items.item import Item, moved
from ipt_cards.deck.reading.items.taken_apart import Parts, taken_apart
from ipt_cards.deck.reading.surroundings import Surroundings
from ipt_cards.deck.reading.yaml.nodes import (
    MAXIMUM_NODES,
    Mapping,
    Node,
    Scalar,
    Sequence,
    YamlError,
    events_of,
)
from ipt_cards.deck.reading.yaml.tree import decode, tree_of

_MOST_PARSED = 500
"""Of more items that are new, each by itself, the whole file is parsed sooner."""

_Stamps = tuple[tuple[str, int, int], ...]


class _Kept(NamedTuple):
    """line: where it began. events: how many YAML has for it. media: as what it shows was then."""

    item: Item
    line: int
    events: int
    media: _Stamps

    @property
    def shown(self) -> list[str]:
        return [written for written, *_ in self.media]


class Reread(NamedTuple):
    """A topic's file of which only what is new was parsed.

    root: the file without its items but the first. items: each as it was read before, or parsed.
    """

    root: Mapping
    items: list[Node | Item]
    parts: Parts


class KeptItems:
    """The items of the topics in one folder, by file and by their text.

    Kept are those that nothing is wrong with, while the deck's description and the media that they
    show stay as they were: what is read is the same without.
    """

    def __init__(self) -> None:
        self._files: dict[str, tuple[object, dict[str, _Kept]]] = {}

    def reread(self, file: str, content: bytes, around: Surroundings) -> Reread | None:
        """The file with what is kept of it; None where all of it has to be parsed."""
        described, kept = self._files.get(file, (None, {}))
        if described != _described(around):
            return None
        try:
            parts = taken_apart(decode(content))
            if parts is None:
                return None
            items: list[Node | Item] = []
            events = parsed = 0
            lines = parts.lines
            root = _first(parts)
            for text, line in zip(parts.items[1:], lines[1:], strict=True):
                known = kept.get(text)
                if known is not None and known.media == _stamps(known.shown, around):
                    items.append(moved(known.item, line - known.line))
                    events += known.events
                    continue
                parsed += 1
                node = _one_item("\n" * (line - 2) + "notes:\n" + text, parts.indentation, line)
                if node is None or parsed > _MOST_PARSED:
                    return None
                items.append(node)
                events += events_of(node)
        except YamlError:
            return None
        if root is None or events + events_of(root) + 4 > MAXIMUM_NODES:
            return None
        listed = root.pairs[-1][1]
        assert isinstance(listed, Sequence)  # noqa: S101 - as _first has it
        return Reread(root, [*listed.items, *items], parts)

    def keep(
        self,
        file: str,
        content: bytes,
        around: Surroundings,
        parts: Parts | None,
        items: Iterable[tuple[Node | Item, Item, bool]],
    ) -> None:
        """Keep what was read of a file in place of what was kept.

        parts: where they are known. items: all that the file's last key lists, in order: as they
            came, as they were read, and whether nothing was wrong with them.
        """
        listed = list(items)
        parts = parts or taken_apart(decode(content))
        if parts is None or len(parts.items) != len(listed):
            self._files.pop(file, None)
            return
        _, before = self._files.get(file, (None, {}))
        kept: dict[str, _Kept] = {}
        for text, line, (came, item, is_clean) in zip(
            parts.items, parts.lines, listed, strict=True
        ):
            if isinstance(came, Item):
                if text in before:
                    kept[text] = before[text]._replace(item=item, line=line)
            elif is_clean and came.mark == (line, _column(text)):
                shown = media_in((item.note,) if item.note else ())
                kept[text] = _Kept(item, line, events_of(came), _stamps(shown, around))
        self._files[file] = _described(around), kept


def _described(around: Surroundings) -> object:
    return around.notation.key, frozenset(around.sources)


def _stamps(shown: Iterable[str], around: Surroundings) -> _Stamps:
    found = []
    for written in shown:
        try:
            status = (around.media.path / around.media.place(written)).stat()
        except (OSError, ValueError):
            found.append((written, -1, -1))
        else:
            found.append((written, status.st_mtime_ns, status.st_size))
    return tuple(found)


def _column(text: str) -> int:
    """Where what an item holds begins in its first line, as YAML counts."""
    _, spaces_and_dash, _ = re.split(r"( *- *)", text, maxsplit=1)
    return len(spaces_and_dash) + 1


def _first(parts: Parts) -> Mapping | None:
    """The file as far as its first item; None where `notes` isn't a block of items, and last."""
    text = parts.head + parts.items[0]
    line = parts.lines[0]
    tree = tree_of(text)
    root = tree.root
    if tree.refused or not isinstance(root, Mapping) or not root.pairs:
        return None
    return root if _is_one_item(*root.pairs[-1], parts.indentation, line) else None


def _one_item(text: str, indentation: int, line: int) -> Node | None:
    tree = tree_of(text)
    if tree.refused or not isinstance(tree.root, Mapping) or len(tree.root.pairs) != 1:
        return None
    key, value = tree.root.pairs[0]
    if not _is_one_item(key, value, indentation, line):
        return None
    assert isinstance(value, Sequence)  # noqa: S101 - as it was asked
    return value.items[0]


def _is_one_item(key: Node, value: Node, indentation: int, line: int) -> bool:
    return (
        isinstance(key, Scalar)
        and key.text == "notes"
        and isinstance(value, Sequence)
        and len(value.items) == 1
        and value.mark == (line, indentation + 1)
    )
