"""Keys and values as block YAML, to the byte as PyYAML's emitter writes them, and faster.

That emitter is Python and looks at the characters of a text one by one. Here it is told at a glance
how most texts are written; any other value goes to PyYAML, alone.
"""

import re
from decimal import Decimal
from functools import lru_cache
from io import StringIO
from typing import Any

import yaml

_WIDTH = 100
"""A line ends at the first single blank after so many characters."""

_LONGEST_KEY = 100
"""PyYAML takes somewhat longer ones, too, before it parts key and value by signs of their own."""

_HARD = re.compile(
    "[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010fffe]"
)
"""What only double quotes can hold, and line ends other than the usual one."""

_BEGINS_NO_TEXT = re.compile(r"---|\.\.\.|[#,\[\]{}&*!|>'\"%@` ]|[?:-](?: |\Z)")
_NO_BLOCK = re.compile(r"\A[ \n]| \n|[ \n]\Z")
_BREAK = re.compile(r"(?<=[^ ]) (?=[^ ])")
_WHOLE, _FRACTION = r"-?(?:0|[1-9]\d*)", r"-?\d+\.\d+"
_PLAIN_NUMBER = re.compile(f"{_WHOLE}|{_FRACTION}")
_OTHER_THAN_TEXT = yaml.SafeDumper.yaml_implicit_resolvers
"""By the first character: what YAML takes for numbers, dates and so, unless quoted."""


class OnALine(dict[str, Any]):
    """A mapping that is written on one line, in braces."""


def block_yaml(said: dict[str, Any]) -> str:
    """Keys and values, of which there must be some, as a document."""
    lines: list[str] = []
    _add_mapping(lines, said, 0, "")
    return "".join(lines)


def block_item(said: dict[str, Any], column: int) -> str:
    """Keys and values as an item of a list whose dashes stand at a column, counted from 0."""
    lines: list[str] = []
    _add_mapping(lines, said, column + 2, " " * column + "- ")
    return "".join(lines)


def _add_mapping(lines: list[str], said: dict[str, Any], column: int, lead: str) -> None:
    """Add a mapping's lines. lead: what stands before its first key."""
    for key, value in said.items():
        name = _key(key)
        kind = type(value)
        written = None
        if name is None:
            pass
        elif kind is str:
            written = _text(value, column + len(name) + 1, column + 2)
        elif kind is bool:
            written = "true" if value else "false"
        elif kind is int or (kind is Decimal and _PLAIN_NUMBER.fullmatch(str(value))):
            written = str(value)
        elif value and kind is dict:
            lines.append(f"{lead}{name}:\n")
            lead = " " * column
            _add_mapping(lines, value, column + 2, f"{lead}  ")
            continue
        elif value and kind is list:
            lines.append(f"{lead}{name}:\n")
            lead = " " * column
            _add_list(lines, value, column + 2)
            continue
        if written is None:
            lines.append(lead + _by_pyyaml({key: value}, column)[column:])
        else:
            lines.append(f"{lead}{name}: {written}\n")
        lead = " " * column


def _add_list(lines: list[str], values: list[Any], column: int) -> None:
    lead = " " * column + "- "
    for value in values:
        kind = type(value)
        if value and kind is dict:
            _add_mapping(lines, value, column + 2, lead)
        elif kind is str and (written := _text(value, column + 1, column + 2)) is not None:
            lines.append(f"{lead}{written}\n")
        else:
            lines.append(_by_pyyaml([value], column))


@lru_cache(maxsize=128)  # nearly all keys are the same few
def _key(key: object) -> str | None:
    """A key as it is written; None where PyYAML should find how."""
    if not isinstance(key, str) or not 0 < len(key) <= _LONGEST_KEY:
        return None
    if "\n" in key or _HARD.search(key):
        return None
    quote = _quote(key)
    return quote + key.replace("'", "''") + quote if quote else key


def _text(text: str, used: int, column: int) -> str | None:
    """A text as a value; None where PyYAML should find how to write it.

    used: how many characters stand before it on its line, but for the blank between. column: where
    its further lines begin.
    """
    if not text.isprintable() and _HARD.search(text):
        return None
    if "\n" in text:
        return None if _NO_BLOCK.search(text) else _block(text, " " * column)
    quote = _quote(text)
    written = text.replace("'", "''") if quote else text
    if used + len(written) + 3 > _WIDTH:
        written = _folded(written, used + 1 + len(quote), column)
    return f"{quote}{written}{quote}"


def _block(text: str, indent: str) -> str:
    lines = (indent + line if line else "" for line in text.split("\n"))
    return "|-\n" + "\n".join(lines)


def _quote(text: str) -> str:
    """The quotation mark that a text needs on its line; "" for none."""
    if (
        not text
        or _BEGINS_NO_TEXT.match(text)
        or text[-1] in ": "
        or ": " in text
        or " #" in text
        or any(known.match(text) for _, known in _OTHER_THAN_TEXT.get(text[0], ()))
    ):
        return "'"
    return ""


def _folded(written: str, used: int, column: int) -> str:
    """A text on several lines. used: the characters before it. column: where the others begin."""
    lines: list[str] = []
    begin = 0
    while found := _BREAK.search(written, begin + max(0, _WIDTH + 1 - used)):
        lines.append(written[begin : found.start()])
        begin, used = found.end(), column
    return f"\n{' ' * column}".join([*lines, written[begin:]])


def _by_pyyaml(said: dict[Any, Any] | list[Any], column: int) -> str:
    stream = StringIO()
    dumper = _Dumper(stream, allow_unicode=True, sort_keys=False, width=_WIDTH)
    dumper.first_column = column
    dumper.open()
    dumper.represent(said)
    dumper.close()
    return stream.getvalue()


class _Dumper(yaml.SafeDumper):
    """PyYAML's, for a list or a mapping that begins at a column."""

    first_column = 0

    def represent_text(self, text: str) -> yaml.ScalarNode:
        style = "|" if "\n" in text else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    def represent_on_a_line(self, said: OnALine) -> yaml.MappingNode:
        return self.represent_mapping("tag:yaml.org,2002:map", said, flow_style=True)

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's
        is_first = self.indent is None
        super().increase_indent(flow, False)  # lists stand deeper than their key
        if is_first:
            self.indent = self.first_column

    def expect_document_end(self) -> None:
        super().expect_document_end()
        self.open_ended = False  # nothing need part this from another document

    def ignore_aliases(self, _data: object) -> bool:
        return True

    def represent_number(self, number: Decimal) -> yaml.ScalarNode:
        # What YAML takes for a number, too, stands without quotes and needs no tag.
        written = str(number)
        if re.fullmatch(_WHOLE, written):
            return self.represent_scalar("tag:yaml.org,2002:int", written)
        if re.fullmatch(_FRACTION, written):
            return self.represent_scalar("tag:yaml.org,2002:float", written)
        return self.represent_text(written)


_Dumper.add_representer(str, _Dumper.represent_text)
_Dumper.add_representer(OnALine, _Dumper.represent_on_a_line)
_Dumper.add_representer(Decimal, _Dumper.represent_number)
