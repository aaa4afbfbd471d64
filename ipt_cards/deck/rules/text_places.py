"""Where in a topic's file a part of a note's text stands: a formula, a character."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from ipt_cards.deck.markup.macros import MacroError
from ipt_cards.deck.markup.parser import formulas_in
from ipt_cards.deck.note import Note
from ipt_cards.deck.problem import Position
from ipt_cards.deck.reading.description_file import read_description
from ipt_cards.deck.reading.findings import Findings
from ipt_cards.deck.reading.folder import DECK_FILE
from ipt_cards.deck.reading.items.taken_apart import taken_apart
from ipt_cards.deck.reading.notation import Notation
from ipt_cards.deck.reading.yaml.nodes import Mapping, Node, Scalar, Sequence, YamlError
from ipt_cards.deck.reading.yaml.tree import decode
from ipt_cards.deck.reading.yaml_file import content_of
from ipt_cards.deck.text import normal_text

_OPENS = r"(?:\$\$?|\\{1,2}[(\[])\s*"
_CLOSES = r"\s*(?:\$|\\{1,2}[)\]])"
_WRITTEN = {
    "\\": r"\\{1,2}",  # twice in double quotes
    "'": "'{1,2}",
    '"': r'\\?"',
    "\t": r"(?:\t|\\t)",
}


class _Written(NamedTuple):
    """A text as its file has it.

    text: as YAML means it. source: as it is written, quotes and all, from this line and column on.
    """

    text: str
    source: str
    line: int
    column: int

    def place(self, pattern: str, number: int) -> tuple[int, int]:
        """Line and column of what matches for the (number + 1)th time; else of the text's start."""
        found = list(re.finditer(pattern, self.source))
        if number >= len(found):
            return self.line, self.column
        before = self.source[: found[number].start()]
        lines = before.count("\n")
        column = len(before) - before.rfind("\n") if lines else self.column + len(before)
        return self.line + lines, column


class TextPlaces:
    """Looks in the files of the deck in a folder; a part that isn't found has its note's place."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, tuple[list[int], tuple[str, ...]]] = {}

    def of(self, note: Note, key: str, text: str, part: str) -> Position:
        """Where a part of one of the note's texts first stands.

        key: the YAML key that the text stands under, as `texts_by_key` has both.
        """
        written = self._written(note, key, text)
        return self._position(note, written, _pattern(part), 0)

    def of_formula(self, note: Note, key: str, text: str, number: int) -> Position:
        """Where the formula of that number, from 0, begins in one of the note's texts."""
        written = self._written(note, key, text)
        if written is None:
            return note.at
        formulas = list(formulas_in(normal_text(written.text), gaps=key == "cloze"))
        if number >= len(formulas):
            return self._position(note, written, r"\Z", 1)
        said = [each.content.strip() for each in formulas]
        pattern = _pattern(said[number])
        if formulas[number].type != "amsmath":
            pattern = f"{_OPENS}{pattern}{_CLOSES}"
        return self._position(note, written, pattern, said[:number].count(said[number]))

    def _position(
        self, note: Note, written: _Written | None, pattern: str, number: int
    ) -> Position:
        if written is None:
            return note.at
        return Position(note.at.file, *written.place(pattern, number))

    def _written(self, note: Note, key: str, text: str) -> _Written | None:
        from ipt_cards.deck.reading.yaml.parser import parse  # noqa: PLC0415 - imports PyYAML

        try:
            lines, items = self._items(note.at.file)
            index = bisect_right(lines, note.at.line) - 1
            if index < 0:
                return None
            for scalar in _scalars(parse(items[index]).root, key):
                if self._read(scalar.text) == text:
                    return _cut(scalar, items[index], lines[index])
        except (OSError, YamlError):
            pass  # the file was edited meanwhile
        return None

    def _items(self, file: str) -> tuple[list[int], tuple[str, ...]]:
        """The lines that the file's notes begin in, and the text of each; or the whole file."""
        if file not in self._files:
            text = decode(content_of(self._folder / file)) if file else ""
            parts = taken_apart(text)
            self._files[file] = (parts.lines, parts.items) if parts else ([1], (text,))
        return self._files[file]

    def _read(self, text: str) -> str:
        try:
            return self._notation.read(normal_text(text))
        except MacroError:
            return text

    @cached_property
    def _notation(self) -> Notation:
        description = read_description(content_of(self._folder / DECK_FILE), Findings(DECK_FILE))
        return description.notation if description else Notation()


def _cut(scalar: Scalar, source: str, line: int) -> _Written:
    from ipt_cards.deck.editing.note_texts import index_of  # noqa: PLC0415 - as above

    start, end = index_of(scalar.event.start_mark), index_of(scalar.event.end_mark)
    mark = scalar.mark
    return _Written(scalar.text, source[start:end], line + mark.line - 1, mark.column)


def _scalars(root: Node | None, key: str) -> Iterator[Scalar]:
    """The texts under a key, however deep: of a note, or of any note."""
    waiting: list[tuple[Node, bool]] = [(root, False)] if root is not None else []
    while waiting:
        node, is_under = waiting.pop()
        if isinstance(node, Scalar):
            if is_under:
                yield node
        elif isinstance(node, Sequence):
            waiting += ((item, is_under) for item in reversed(node.items))
        elif isinstance(node, Mapping):
            for name, value in reversed(node.pairs):
                named = isinstance(name, Scalar) and name.text == key
                waiting.append((value, is_under or named))
                waiting += (
                    [(name, True)] if is_under else []
                )  # pairs are written as keys and values


def _pattern(part: str) -> str:
    """A regular expression for a text as YAML may have it written, over lines and in quotes."""
    written = []
    for sign in re.findall(r"\t|[^\S\t]+|\S", part):
        if sign in _WRITTEN:
            written.append(_WRITTEN[sign])
        elif sign.isspace():
            written.append(r"(?:\\n|\s)+" if "\n" in sign else r"\s+")
        else:
            written.append(re.escape(sign))
    return "".join(written)
