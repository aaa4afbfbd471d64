"""A note as an item of its topic's YAML, fast: an import may bring a hundred thousand."""

import re
from collections.abc import Iterator
from typing import Any

from ipt_cards.deck.note import Note
from ipt_cards.deck.writing import as_yaml, said_by

_WIDTH = 100
_WORD = re.compile(r"[^\W\d_]")
_PARTED = re.compile(r": |:$| #")
"""What ends a text without quotation marks."""

_NO_TEXT = re.compile(r"(?i:y|n|yes|no|on|off|true|false|null|\.inf|\.nan)")
"""What other readers of YAML take for something else than text."""


def note_yaml(note: Note, column: int) -> str:
    """The lines of a note, its dash at a column counted from 0."""
    lines = _mapping(said_by(note), column + 2)
    first = next(lines)
    return " " * column + "- " + first[column + 2 :] + "".join(lines)


def _mapping(said: dict[str, Any], column: int) -> Iterator[str]:
    indent = " " * column
    for key, value in said.items():
        name = key if _WORD.match(key) and key.isalnum() else _on_a_line(key)
        if isinstance(value, str) and name is not None:
            written = _text(value, len(name) + 2, column)
            if written is not None:
                yield f"{indent}{name}: {written}\n"
                continue
        elif value is True and name is not None:
            yield f"{indent}{name}: true\n"
            continue
        elif isinstance(value, list) and name is not None and type(value[0]) in {str, dict}:
            yield f"{indent}{name}:\n"
            yield from _items(value, column + 2)
            continue
        elif type(value) is dict and name is not None:
            yield f"{indent}{name}:\n"
            yield from _mapping(value, column + 2)
            continue
        yield from _indented(as_yaml({key: value}), indent)


def _items(values: list[Any], column: int) -> Iterator[str]:
    indent = " " * column
    for value in values:
        if isinstance(value, dict):
            lines = _mapping(value, column + 2)
            yield indent + "- " + next(lines)[column + 2 :]
            yield from lines
        elif (written := _text(value, 2, column)) is not None:
            yield f"{indent}- {written}\n"
        else:
            first, *others = _indented(as_yaml({"-": value}), indent)
            yield first.replace("'-': ", "- ", 1)
            yield from others


def _indented(written: str, indent: str) -> Iterator[str]:
    for line in written.splitlines(keepends=True):
        yield indent + line if line.strip() else line


def _text(text: str, before: int, column: int) -> str | None:
    """A text as a value of a key, or None where PyYAML should find how to write it.

    before: characters that stand before it on its line.
    """
    if "\n" in text:
        lines = text.split("\n")
        if not all(line.isprintable() for line in lines):
            return None
        indent = " " * (column + 2)
        return "|-\n" + "\n".join(indent + line if line else "" for line in lines)
    written = _on_a_line(text)
    if written is None or len(written) + before + column <= _WIDTH:
        return written
    return _folded(written, before + column, " " * (column + 2))


def _on_a_line(text: str) -> str | None:
    if not text.isprintable() or not text:
        return None
    is_plain = _WORD.match(text) and not _PARTED.search(text) and not _NO_TEXT.fullmatch(text)
    return text if is_plain else "'" + text.replace("'", "''") + "'"


def _folded(written: str, used: int, indent: str) -> str:
    """A text on several lines, broken at single blanks, which the line ends then stand for."""
    parts: list[str] = []
    for word in re.split(r"(?<=\S) (?=\S)", written):
        if parts and used + 1 + len(word) > _WIDTH:
            parts.append(f"\n{indent}{word}")
            used = len(indent) + len(word)
        else:
            parts.append(f" {word}" if parts else word)
            used += len(word) + 1
    return "".join(parts)
