"""An Org file as its entries: headings with their tags, properties and texts.

Source: https://orgmode.org/worg/org-syntax.html. Dates, states and drawers are passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_HEADING = re.compile(r"(\*+)[ \t]++(.*[^ \t]|)[ \t]*$")
_TAGS = re.compile(r"(?:^|[ \t]+):((?:[\w@#%]+:)+)$")
_STATE = re.compile(r"(?:TODO|DONE|NEXT|WAIT(?:ING)?|CANCELL?ED|COMMENT)(?=\s|$)[ \t]*")
_PRIORITY = re.compile(r"\[#\w\][ \t]*")
_PLANNING = re.compile(r"[ \t]*(?:SCHEDULED|DEADLINE|CLOSED):")
_DRAWER = re.compile(r"[ \t]*:([\w-]+):[ \t]*$")
_PROPERTY = re.compile(r"[ \t]*:([^\s:]+?)(\+?):(?:[ \t]++(.*[^ \t]))?[ \t]*$")
_KEYWORD = re.compile(r"#\+(\w+):[ \t]*+(.*[^ \t]|)[ \t]*$")
_BLOCK = re.compile(r"[ \t]*#\+(begin|end)_(\S+)", re.IGNORECASE)


@dataclass(slots=True)
class Entry:
    """A heading with what stands below it. The file itself is one of level 0.

    tags: its own. properties: its own, by their names in capitals. body: its lines up to the next
    heading. line: from 1. name: for the file, its title.
    """

    level: int
    title: str = ""
    line: int = 1
    tags: tuple[str, ...] = ()
    parent: "Entry | None" = None
    properties: dict[str, str] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)
    children: list["Entry"] = field(default_factory=list)

    def inherited(self, name: str) -> str:
        """A property, or that of the nearest entry around that has it; "" where none has."""
        entry: Entry | None = self
        while entry is not None:
            if name in entry.properties:
                return entry.properties[name]
            entry = entry.parent
        return ""

    def all_tags(self) -> Iterator[str]:
        """The tags of the entries around, from the outermost, then its own."""
        if self.parent is not None:
            yield from self.parent.all_tags()
        yield from self.tags

    def entries(self) -> Iterator["Entry"]:
        """It and all entries below it, in their order."""
        waiting = [self]
        while waiting:
            entry = waiting.pop()
            yield entry
            waiting += reversed(entry.children)


def outline_of(text: str) -> Entry:
    """The file's entries."""
    root = current = Entry(0)
    in_drawer = ""
    in_block = ""
    for number, line in enumerate(text.split("\n"), 1):
        heading = _HEADING.match(line)
        if heading is not None:
            current = _entry(heading, number, current)
            in_drawer = in_block = ""
            continue
        block = _BLOCK.match(line)
        if block is not None and not in_drawer:
            starts = block[1].lower() == "begin"
            if not in_block or (not starts and block[2].lower() == in_block):
                in_block = block[2].lower() if starts else ""
        drawer = None if in_block else _DRAWER.match(line)
        if drawer is not None and (not in_drawer or drawer[1].upper() == "END"):
            in_drawer = "" if drawer[1].upper() == "END" else drawer[1].upper()
        elif in_drawer == "PROPERTIES":
            _add_property(current, line)
        elif not in_drawer and not (_PLANNING.match(line) and not any(current.body)):
            if current is root and (keyword := _KEYWORD.match(line)):
                _take_keyword(root, keyword[1].upper(), keyword[2])
            current.body.append(line)
    return root


def _entry(heading: re.Match[str], line: int, before: Entry) -> Entry:
    level, title = len(heading[1]), heading[2]
    parent = before
    while parent.level >= level and parent.parent is not None:
        parent = parent.parent
    tags: tuple[str, ...] = ()
    if found := _TAGS.search(title):
        tags, title = tuple(found[1].strip(":").split(":")), title[: found.start()]
    title = _PRIORITY.sub("", _STATE.sub("", title, count=1) if _STATE.match(title) else title, 1)
    entry = Entry(level, title.strip(), line, tags, parent)
    parent.children.append(entry)
    return entry


def _add_property(entry: Entry, line: str) -> None:
    if found := _PROPERTY.match(line):
        name, value = found[1].upper(), found[3] or ""
        before = entry.properties.get(name, "")
        entry.properties[name] = f"{before} {value}".strip() if found[2] else value


def _take_keyword(root: Entry, keyword: str, value: str) -> None:
    if keyword == "TITLE":
        root.title = f"{root.title} {value}".strip()
    elif keyword == "FILETAGS":
        root.tags += tuple(filter(None, value.replace(":", " ").split()))
    elif keyword == "PROPERTY":
        name, _, said = value.partition(" ")
        root.properties[name.upper()] = said.strip()
