"""The lines that Anki's export as text begins with (https://docs.ankiweb.net/importing/text-files)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_LINE = re.compile(r"#([a-z ]+):(.*)")
_SEPARATORS = {
    "comma": ",",
    "semicolon": ";",
    "tab": "\t",
    "space": " ",
    "pipe": "|",
    "colon": ":",
}
_COLUMNS = {
    "guid column": "id",
    "tags column": "tags",
    "deck column": "topic",
    "notetype column": "kind",
}


@dataclass(frozen=True, slots=True)
class AnkiText:
    """What these lines say.

    delimiter: None where they don't say. heads: the columns' names. columns: by what they hold,
    from 0. kind, topic, tags: of all rows. lines: how many these are. rest: the text after them.
    """

    lines: int
    rest: str
    delimiter: str | None = None
    is_html: bool = False
    heads: tuple[str, ...] = ()
    columns: Mapping[str, int] = field(default_factory=dict)
    kind: str = ""
    topic: str = ""
    tags: tuple[str, ...] = ()


def anki_text(text: str) -> AnkiText | None:
    """What Anki's lines at the beginning of a text say; None where there are none."""
    said: dict[str, str] = {}
    lines = position = 0
    while found := _LINE.match(text, position):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end + 1
        said[found[1]] = text[found.start(2) : end].strip("\r\n")
        lines += 1
        position = end
    if not said.keys() & {"separator", "html", "columns", "tags", "notetype", "deck", *_COLUMNS}:
        return None
    separator = said.get("separator")
    delimiter = None if separator is None else _SEPARATORS.get(separator.lower(), separator[:1])
    heads = said["columns"].split(delimiter or "\t") if "columns" in said else ()
    places = {_COLUMNS[key]: value for key, value in said.items() if key in _COLUMNS}
    return AnkiText(
        lines,
        text[position:],
        delimiter or None,
        is_html=said.get("html", "").lower() == "true",
        heads=tuple(heads),
        columns={what: int(n) - 1 for what, n in places.items() if n.isdigit() and int(n) > 0},
        kind=said.get("notetype", ""),
        topic=said.get("deck", ""),
        tags=tuple(said.get("tags", "").split()),
    )
