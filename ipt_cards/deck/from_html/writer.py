"""Writing Markdown from a field's HTML, block by block."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ipt_cards.deck.from_html.elements import (
    ADDRESS,
    BLOCKS,
    HEADINGS,
    LINES,
    MARK,
    children_of,
    folded,
    in_lines,
    is_named,
    is_verbatim,
    language_of,
    medium_path,
    missing_text,
    raised,
    rows_of,
    verbatim,
    with_clozes_spelled,
)
from ipt_cards.deck.from_html.formats import UNKEPT, address_of, with_format
from ipt_cards.deck.from_html.html_tree import FORMULA, Child, Element
from ipt_cards.deck.from_html.inline import (
    CODE,
    LINK,
    Break,
    ClozeClose,
    ClozeOpen,
    Formats,
    Medium,
    Piece,
    Raw,
    Style,
    Text,
    is_blank,
    lines_of,
)
from ipt_cards.deck.from_html.ruby import PARTED, READ, READ_END, readings_in

_BLANKS = re.compile(r"[ \t\n\r\f]+")


@dataclass(slots=True)
class Writer:
    """Takes in a field's elements one by one. `missing`, `plainer`: see Converted."""

    media: Mapping[str, str]
    style: Style
    missing: list[str] = field(default_factory=list)
    plainer: bool = False
    _blocks: list[str] = field(default_factory=list)
    _pieces: list[Piece] = field(default_factory=list)
    _open: list[ClozeOpen] = field(default_factory=list)

    def written(self, children: Iterable[Child]) -> str:
        """The children as blocks, parted by blank lines."""
        return "\n\n".join(self._inner(children))

    def _inner(self, children: Iterable[Child], formats: Formats = ()) -> list[str]:
        """The blocks of an element that holds some. Whatever stood before is finished first."""
        self._finish()
        outer, self._blocks = self._blocks, []
        for child in children:
            self._take(child, formats)
        self._finish()
        inner, self._blocks = self._blocks, outer
        return inner

    def _finish(self) -> None:
        """End the paragraph. A cloze that is open goes on in the next one."""
        lines = lines_of([*self._pieces, *(ClozeClose() for _ in self._open)], self.style)
        if lines:
            self._blocks.append("\\\n".join(lines))
        self._pieces = list(self._open)

    def _take(self, child: Child, formats: Formats) -> None:
        if isinstance(child, str):
            self._take_text(child, formats)
            return
        name = child.name
        if name == "br":
            self._break(explicit=True)
        elif name in {"img", "audio", "video", "source"}:
            self._take_medium(child)
            for inner in child.children:
                self._take(inner, formats)
        elif name in {"sup", "sub"}:
            self._take_raised(child, formats)
        elif name == FORMULA:
            self._take_formula(child)
        elif name == "ruby":
            self._take_ruby(child, formats)
        elif name == "rt":
            self._take_all(["(", *child.children, ")"], formats)
        elif name == "rp":
            pass
        elif name in BLOCKS:
            self._take_block(child, formats)
        else:
            self.plainer |= name in UNKEPT or "style" in child.attributes or name == "iframe"
            formats = with_format(formats, child)
            if name in LINES or name in {"tr", "td", "th"}:
                self._break()
            for inner in child.children:
                self._take(inner, formats)
            if name in LINES or name in {"tr", "td", "th"}:
                self._break()

    def _take_block(self, element: Element, formats: Formats) -> None:
        name = element.name
        if name == "hr":
            self._finish()
            self._blocks += ["---"] if self.style.structure and not self._open else []
        elif name in HEADINGS and self.style.structure:
            text = " ".join(_one_line(self._inner(element.children, formats)))
            self._blocks += [f"{HEADINGS[name]} {text}"] if text else []
        elif name == "blockquote" and self.style.structure:
            quoted = "\n\n".join(self._inner(element.children, formats))
            self._blocks += [re.sub("(?m)^", "> ", quoted)] if quoted else []
        elif name in {"ul", "ol"} and self.style.structure:
            self._take_list(element, formats)
        elif name == "table" and self.style.structure:
            self._take_table(element, formats)
        elif name == "pre" and is_verbatim(element):
            self._take_verbatim(element, formats)
        else:
            within = in_lines(element) if name == "pre" else element
            self._blocks += self._inner(within.children, formats)

    def _take_list(self, element: Element, formats: Formats) -> None:
        self._finish()
        number = int(start) if (start := element.attributes.get("start", "")).isdecimal() else 1
        items: list[str] = []
        tight = True
        for child in element.children:
            if isinstance(child, str) and not child.strip():
                continue
            inside = children_of(child) if is_named(child, "li") else [child]
            blocks = self._inner(inside, formats)
            if not blocks:
                continue
            if not is_named(child, "li") and items and is_named(child, "ul", "ol"):
                indent = " " * (items[-1].index(" ") + 1)
                items[-1] += "\n" + _indented("\n\n".join(blocks), indent)
                continue
            marker = f"{number}. " if element.name == "ol" else "- "
            number += 1
            whole = all(re.match(r"[-] |1\. ", block) for block in blocks[1:])
            tight = tight and whole
            text = ("\n" if whole else "\n\n").join(blocks)
            items.append(marker + _indented(text, " " * len(marker)).lstrip(" "))
        if items:
            self._blocks.append(("\n" if tight else "\n\n").join(items))

    def _take_table(self, element: Element, formats: Formats) -> None:
        self._finish()
        rows = []
        for row in rows_of(element):
            cells = [child for child in row.children if is_named(child, "td", "th")]
            rows.append([" ".join(_one_line(self._inner(children_of(c), formats))) for c in cells])
        rows = [row for row in rows if any(row)]
        width = max(map(len, rows), default=0)
        if width < 2:
            self._blocks += [row[0] for row in rows]
            return
        lines = [
            f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
            for row in ([*row, *[""] * (width - len(row))] for row in rows)
        ]
        lines.insert(1, f"|{' --- |' * width}")
        self._blocks.append("\n".join(lines))

    def _take_verbatim(self, element: Element, formats: Formats) -> None:
        text = verbatim(element)
        if self.style.is_cloze and self.style.formats and not self._open:
            text = with_clozes_spelled(text)
        marked = MARK.search(text) or self._open
        if marked or not (self.style.structure and self.style.formats):
            for line in text.strip("\n").split("\n"):
                self._break()
                self._take_text(line, formats)
            self._finish()
            return
        self._finish()
        if text.strip():
            fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 0)
            code = text.strip("\n").rstrip()
            self._blocks.append(f"{fence}{language_of(element)}\n{code}\n{fence}")

    def _take_text(self, text: str, formats: Formats) -> None:
        at = 0
        for mark in MARK.finditer(text):
            self._add(text[at : mark.start()], formats)
            at = mark.end()
            if mark[1]:
                self._open.append(ClozeOpen(str(int(mark[1])), mark[2]))
                self._pieces.append(self._open[-1])
            elif mark[3] is not None:
                self._add_medium(mark[3], "", f"[sound:{mark[3]}]")
            elif self._open:
                self._open.pop()
                self._pieces.append(ClozeClose())
        self._add(text[at:], formats)

    def _add(self, text: str, formats: Formats) -> None:
        text = _BLANKS.sub(" ", text)
        if text:
            if self._open or self.style.is_cloze:
                formats = tuple(each for each in formats if each[0] != CODE or "{" not in text)
            self._pieces.append(Text(text, formats))

    def _take_medium(self, element: Element) -> None:
        source = element.attributes.get("src", "").strip()
        description = folded(element.attributes.get("alt", ""))
        if ADDRESS.fullmatch(source):
            self.missing.append(source)
            self._pieces.append(Text(description or source, ((LINK, address_of(source)),)))
        elif source:
            self._add_medium(source, description, missing_text(source, description))

    def _add_medium(self, name: str, description: str, instead: str) -> None:
        path = medium_path(self.media, name)
        if path is None:
            self.missing.append(name if len(name) <= 100 else name[:100] + "…")
            self._add(instead, ())
        else:
            self._pieces.append(Medium(path, description or (name if self._open else "")))

    def _take_formula(self, element: Element) -> None:
        tex = element.attributes["tex"]
        if "display" in element.attributes:
            self._pieces.append(Raw(f"$${tex}$$"))
        else:
            self._pieces.append(Raw(f"${tex}$" if self.style.formats else rf"\({tex}\)"))

    def _take_ruby(self, element: Element, formats: Formats) -> None:
        pairs = readings_in(element)
        if pairs is None or {LINK, CODE} & dict(formats).keys():
            self._take_all(element.children, formats)
            return
        self.plainer |= any(
            not is_named(e, "rb", "rt", "rp") for e in element.children if not isinstance(e, str)
        )
        for base, reading in pairs:
            self._take_text(f"{PARTED}{base}{READ}" if reading.children else base, formats)
            if reading.children:
                self._take_all(reading.children, formats)
                self._take_text(READ_END, formats)

    def _take_all(self, children: Iterable[Child], formats: Formats) -> None:
        for child in children:
            self._take(child, formats)

    def _take_raised(self, element: Element, formats: Formats) -> None:
        kept = raised(element)
        text = "".join(each for each in element.children if isinstance(each, str)).strip()
        if kept is not None and self.style.formats and text.isalnum():
            sign = "^" if element.name == "sup" else "~"
            self._pieces.append(Raw(f"{sign}{text}{sign}"))
            return
        if kept is not None:
            self._add(kept, formats)
            return
        self.plainer = True
        for child in element.children:
            self._take(child, formats)

    def _break(self, *, explicit: bool = False) -> None:
        """End the line; an empty line ends the paragraph, unless a cloze is open."""
        last = next((p for p in reversed(self._pieces) if not is_blank(p)), None)
        if isinstance(last, Break):
            if explicit and not self._open:
                self._finish()
        elif last is not None and not isinstance(last, ClozeOpen):
            self._pieces.append(Break())


def _one_line(blocks: Iterable[str]) -> Iterator[str]:
    for block in blocks:
        yield from (line.removesuffix("\\").strip() for line in block.split("\n"))


def _indented(text: str, indent: str) -> str:
    return re.sub(r"(?m)^(?=.)", indent, text)
