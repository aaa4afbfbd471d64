"""The YAML that most files are written in, read by its lines: in half of PyYAML's time, without it.

Keys and dashes in columns; texts on their key's line, with or without quotes, or folded by `>-`;
texts in brackets; comments and blank lines between. What is anything else is left to PyYAML, which
says the same of these.
"""

import re
from typing import TypeAlias

from ipt_cards.deck.reading.yaml.nodes import (
    MAXIMUM_DEPTH,
    MAXIMUM_NODES,
    Mapping,
    Node,
    Scalar,
    Sequence,
    events_of,
)

_UNUSUAL = re.compile("[\t\r\x85\u2028\u2029\ufeff]")
"""Blanks and line ends of other kinds."""

# A key that begins with dots might end a document.
_BEGINS_A_KEY = r"[^\x00-'*-/:-@\[-^`{-\xa0]"
_BEGINS = r"[^\x00-\#%-'*,\-:>-@\[\]`{-}\x7f-\xa0]"
_KEY = rf"{_BEGINS_A_KEY}[^:\#\n]{{0,250}}+(?<!\ )"
_PLAIN = (
    rf"(?:{_BEGINS}|-(?=[0-9A-Za-z]))"
    r"[^:\#\n]*+(?:(?::(?![\ \n])|(?<!\ )\#)[^:\#\n]*+)*+(?<!\ )"
)
_WORDS = rf'"[^"\\\n]*+"|{_BEGINS}[^:\#\n,?\[\]{{}}]*+(?<!\ )'
_FOLDED_LINE = r"[^\ \#\n](?:[^\n]*[^\ \n])?\n"
_LINE = re.compile(
    rf"""
    (?P<indent>\ *+)
    (?P<dash>-\ )?
    (?:(?P<key>{_KEY}):(?:\ (?!\n)|(?=\n)))?
    (?:
      (?:
        (?P<plain>{_PLAIN})
      | "(?P<double>[^"\\\n]*+(?:\\["\\][^"\\\n]*+)*+)"
      | '(?P<single>[^'\n]*+(?:''[^'\n]*+)*+)'
      | \[(?P<listed>(?:(?:{_WORDS})(?:,\ (?:{_WORDS}))*+)?)\]
      | \#[^\n]*+
      )?\n
    | >-\n(?P<folded>(?P<margin>\ ++){_FOLDED_LINE}(?:(?P=margin){_FOLDED_LINE})*+)
      (?=\n*+(?:\ *+[^\ \#\n]|\Z))  # blanks and comments might be of the text
    )
    """,
    re.VERBOSE,
)
_ESCAPED = re.compile(r"\\(.)")
_INDENT_ALONE = _LINE.groupindex["indent"]
_MOST_EVENTS_A_LINE = 6
"""A dash, a key, and a text; and two collections that end."""


_Collection: TypeAlias = Sequence | Mapping


class _OtherYaml(Exception):  # noqa: N818 - no error: PyYAML reads on
    """Something that these lines don't tell."""


class _Around:
    """The lists and mappings that go on around the innermost one, each with its column.

    A column is that of a collection's dashes or keys, from 0.
    """

    def __init__(self) -> None:
        self.root: _Collection | None = None
        self._open: list[tuple[_Collection, int]] = []

    def begin(
        self, inner: _Collection, column: int, key: Scalar | None, begun: _Collection, at: int
    ) -> None:
        """Begin a collection at a column: the root, or the value of a key of the innermost.

        Raises _OtherYaml where it can't be that value.
        """
        if key is None:
            if self.root:
                raise _OtherYaml
            self.root = begun
        elif isinstance(inner, Mapping) and at >= column + isinstance(begun, Mapping):
            inner.pairs.append((key, begun))
        else:
            raise _OtherYaml
        self.add(inner, column)

    def add(self, inner: _Collection, column: int) -> None:
        """Go on in one within the innermost."""
        if len(self._open) >= MAXIMUM_DEPTH:
            raise _OtherYaml
        self._open.append((inner, column))

    def at(self, inner: _Collection, column: int, at: int, *, is_item: bool) -> _Collection:
        """The one whose dash or key stands at a column. Raises _OtherYaml where there is none."""
        while at < column:
            inner, column = self._open.pop()
        if at == column and not is_item and isinstance(inner, Sequence):
            inner, column = self._open.pop()  # its dashes stand in the column of the keys around it
        if at != column or is_item != isinstance(inner, Sequence):
            raise _OtherYaml
        return inner


def tree_of_lines(text: str) -> Node | None:
    """The root of a YAML text; None where its lines don't tell it, and of an empty one.

    text: what a file holds, without control characters.
    """
    if not text.isascii() or "\r" in text or "\t" in text:
        text = text.replace("\r\n", "\n")
        if _UNUSUAL.search(text):
            return None
    if not text.endswith("\n"):
        text += "\n"
    try:
        root = _read(text)
    except _OtherYaml:
        return None
    # Where a file holds too much, PyYAML's parser tells. Document and stream are events, too.
    most = 4 + _MOST_EVENTS_A_LINE * text.count("\n") + text.count(",")
    is_large = root is not None and most > MAXIMUM_NODES and events_of(root) + 4 > MAXIMUM_NODES
    return None if is_large else root


def _read(text: str) -> Node | None:  # noqa: C901, PLR0912, PLR0915 - a call a line takes long
    around = _Around()
    inner: _Collection = Sequence((0, 0), [])
    column = -1
    waiting: Scalar | None = None  # a key, for a value on the lines below
    line = end = 0
    for found in _LINE.finditer(text):
        if found.start() != end:
            raise _OtherYaml
        end = found.end()
        line += 1
        if found.lastindex == _INDENT_ALONE:
            continue
        indent, dash, key, plain, double, _, _, folded, _ = found.groups()
        at = len(indent)
        if waiting or column < 0:
            begun: _Collection = (Sequence if dash else Mapping)((line, at + 1), [])
            around.begin(inner, column, waiting, begun, at)
            inner, column, waiting = begun, at, None
        elif at != column or dash or isinstance(inner, Sequence):
            inner = around.at(inner, column, at, is_item=dash is not None)
            column = at
        if dash:
            at += len(dash)
        value: Node | None
        place = (line, at + len(key) + 3 if key else at + 1)
        if plain is not None:
            value = Scalar(place, plain, True)
        elif double is not None:
            said = _ESCAPED.sub(r"\1", double) if "\\" in double else double
            value = Scalar(place, said, False)
        else:
            value = _rarer_value(found, place, at)
        if isinstance(inner, Sequence):
            if not key:
                if value is None:
                    raise _OtherYaml
                inner.items.append(value)
                continue
            item = Mapping((line, at + 1), [])
            inner.items.append(item)
            around.add(inner, column)
            inner, column = item, at
        if not key:
            raise _OtherYaml
        name = Scalar((line, at + 1), key, True)
        if value is None:
            waiting = name
        else:
            inner.pairs.append((name, value))
        if folded:
            line += folded.count("\n")
    if end != len(text) or waiting:
        raise _OtherYaml
    return around.root


def _rarer_value(found: re.Match[str], place: tuple[int, int], column: int) -> Node | None:
    """What stands there, if anything does. column: of the key, from 0."""
    if found["single"] is not None:
        return Scalar(place, found["single"].replace("''", "'"), False)
    if found["listed"] is not None:
        return _list(found["listed"], place)
    if found["folded"] is not None:
        margin = found["margin"]
        if len(margin) <= column or not found["key"]:
            raise _OtherYaml
        return Scalar(place, found["folded"][len(margin) : -1].replace(f"\n{margin}", " "), False)
    return None


def _list(words: str, place: tuple[int, int]) -> Sequence:
    line, column = place
    items: list[Node] = []
    for word in re.finditer(_WORDS, words, re.VERBOSE):
        is_quoted = word[0].startswith('"')
        said = word[0][1:-1] if is_quoted else word[0]
        begins = (line, column + len("[") + word.start())
        items.append(Scalar(begins, said, plain=not is_quoted))
    return Sequence(place, items)
