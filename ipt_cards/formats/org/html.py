"""Org's markup as HTML that holds Anki's clozes and MathJax's formulas.

Source: https://orgmode.org/worg/org-syntax.html.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from html import escape, unescape
from pathlib import PurePosixPath
from textwrap import dedent

from ipt_cards.deck.markup.parser import MEDIA_SUFFIXES

_BEGIN = re.compile(r"[ \t]*#\+begin_(\S+)(?:[ \t]+(\S+))?", re.IGNORECASE)
_END = re.compile(r"[ \t]*#\+end_(\S+)", re.IGNORECASE)
_COMMENT = re.compile(r"[ \t]*#(?:\+\w+(?:\[[^\]]*\])?:.*|[ \t].*|$)")
_ITEM = re.compile(
    r"([ \t]*)(?:([-+])|(?<=[ \t])(\*)|(\d+|[A-Za-z])[.)])(?:[ \t]+|$)(?:\[@\d+\][ \t]*)?"
)
_TERM = re.compile(r"(.*?)[ \t]+::(?:[ \t]+|$)", re.DOTALL)
_CHECK = re.compile(r"\[([ Xx-])\](?=\s)")
_FIXED = re.compile(r"[ \t]*:(?: (.*)|$)")
_RULE = re.compile(r"[ \t]*-{5,}[ \t]*$")
_HEADING = re.compile(r"(\*+)[ \t]+(.*)")
_ENVIRONMENT = re.compile(r"[ \t]*\\begin\{([A-Za-z]+\*?)\}")
_ENVIRONMENT_END = re.compile(r"\\end\{[A-Za-z]+\*?\}")
_BLOCKS_OF_TEXT = {"quote": "blockquote"}
_CODE = frozenset({"src", "example"})
_UNSHOWN = frozenset({"comment", "export"})
_PICTURE = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|mp3|ogg|wav|mp4|webm|m4a|flac|opus)$", re.IGNORECASE
)

# Bounded, for what is never closed would be looked for to the end, from each beginning.
_INLINE = re.compile(
    r"""
      (?P<cloze>\{\{c\d+::|\}\})
    | \$\$(?P<display>[^$]+)\$\$ | \\\[(?P<displayed>.{1,2000}?)\\\]
    | \\\((?P<formula>.{1,2000}?)\\\)
    | (?<![\w$\\])\$(?P<dollars>[^\s$](?:[^$]*?[^\s$.,;])?)\$(?=[\s.,;:!?'")}\]-]|$)
    | \[\[(?P<target>[^\[\]]+)\](?:\[(?P<label>(?:[^\]]|\](?!\]))*)\])?\]
    | \[fn:[^\]]*\](?P<note>)
    | (?:(?<![^\s\-({'"—])|(?<=::))(?P<mark>[*/_+=~])
      (?P<marked>(?!\s)(?:(?!(?P=mark)).|(?P=mark)(?=\w)){1,800}?(?<!\s))(?P=mark)(?=[\s\-.,:;!?'")}\[—]|$)
    | (?P<break>\\\\[ \t]*(?=\n|$))
    | \\(?P<entity>[A-Za-z]+\d*)(?:\{\})?
    | (?<=\S)(?P<script>[_^])\{(?P<scripted>[^{}]*)\}
    """,
    re.VERBOSE | re.DOTALL,
)
_TAGS = {"*": "b", "/": "i", "_": "u", "+": "s"}


def to_html(lines: Sequence[str]) -> str:
    """The HTML that shows these lines."""
    text = dedent("\n".join(line.expandtabs(8) for line in lines))
    return "".join(_blocks(text.split("\n")))


def _blocks(lines: Sequence[str]) -> Iterator[str]:
    at = 0
    paragraph: list[str] = []
    ends = _Ends(lines)
    while at < len(lines):
        line = lines[at]
        taken, html = _block(lines, at, ends)
        if taken:
            if paragraph:
                yield _paragraph(paragraph)
                paragraph = []
            if html:
                yield html
            at += taken
        else:
            paragraph.append(line.strip())
            at += 1
    if paragraph:
        yield _paragraph(paragraph)


class _Ends:
    r"""Where in some lines what `#+begin_…` and `\begin{…}` open is closed, found in one pass."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines: dict[str, list[int]] = {}
        for number, line in enumerate(lines):
            if found := _END.match(line):
                self._lines.setdefault(found[1].lower(), []).append(number)
            for environment in dict.fromkeys(_ENVIRONMENT_END.findall(line)):
                self._lines.setdefault(environment, []).append(number)

    def after(self, what: str, at: int) -> int | None:
        """The first line from `at` on that closes it: a block's kind, or an environment's end."""
        lines = self._lines.get(what, [])
        place = bisect_left(lines, at)
        return lines[place] if place < len(lines) else None


def _begins_block(lines: Sequence[str], at: int, ends: _Ends) -> bool:
    line = lines[at]
    environment = _ENVIRONMENT.match(line)
    return (
        not line.strip()
        or line.lstrip().startswith("|")
        or any(each.match(line) for each in (_BEGIN, _COMMENT, _RULE, _HEADING, _FIXED, _ITEM))
        or (environment is not None and ends.after(_end_of(environment), at) is not None)
    )


def _end_of(environment: re.Match[str]) -> str:
    return f"\\end{{{environment[1]}}}"


def _block(lines: Sequence[str], at: int, ends: _Ends) -> tuple[int, str]:
    """How many lines a block has that begins here, and its HTML; 0 for a paragraph's line."""
    line = lines[at]
    if begin := _BEGIN.match(line):
        stop = ends.after(begin[1].lower(), at + 1)
        return _delimited(lines, at, stop, begin[1].lower(), begin[2] or "")
    if not line.strip() or _COMMENT.match(line):
        return 1, ""
    if _RULE.match(line):
        return 1, "<hr>"
    if heading := _HEADING.match(line):
        return 1, f"<h4>{inline(heading[2])}</h4>"
    if _FIXED.match(line):
        taken = _count(lines, at, _FIXED)
        rows = (_FIXED.match(each) for each in lines[at : at + taken])
        return taken, _code((row[1] or "" for row in rows if row), "")
    if line.lstrip().startswith("|"):
        taken = _count(lines, at, re.compile(r"[ \t]*\|"))
        return taken, _table(lines[at : at + taken])
    if environment := _ENVIRONMENT.match(line):
        stop = ends.after(_end_of(environment), at)
        if stop is not None:
            tex = "\n".join(lines[at : stop + 1])
            return stop + 1 - at, f"<p>\\[{escape(tex, quote=False)}\\]</p>"
    if _ITEM.match(line):
        return _list(lines, at)
    return 0, ""


def _count(lines: Sequence[str], at: int, pattern: re.Pattern[str]) -> int:
    stop = at
    while stop < len(lines) and pattern.match(lines[stop]):
        stop += 1
    return stop - at


def _delimited(
    lines: Sequence[str], at: int, stop: int | None, kind: str, language: str
) -> tuple[int, str]:
    if stop is None:
        return 1, ""
    inside = lines[at + 1 : stop]
    taken = stop + 1 - at
    if kind in _UNSHOWN:
        return taken, ""
    if kind in _CODE:
        plain = (re.sub(r"^([ \t]*),(?=\*|#\+|,)", r"\1", line) for line in inside)
        return taken, _code(dedent("\n".join(plain)).split("\n"), language if kind == "src" else "")
    tag = _BLOCKS_OF_TEXT.get(kind, "div")
    return taken, f"<{tag}>{to_html(inside)}</{tag}>"


def _code(lines: Iterator[str] | Sequence[str], language: str) -> str:
    name = f' class="language-{escape(language)}"' if language else ""
    return f"<pre><code{name}>{escape(chr(10).join(lines), quote=False)}</code></pre>"


def _table(lines: Sequence[str]) -> str:
    rows = []
    for line in lines:
        if re.match(r"[ \t]*\|-", line):
            continue
        cells = line.strip().strip("|").split("|")
        rows.append("".join(f"<td>{inline(cell.strip())}</td>" for cell in cells))
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _list(lines: Sequence[str], at: int) -> tuple[int, str]:
    """The items from here on, each with the lines that stand further in."""
    first = _ITEM.match(lines[at])
    assert first is not None  # noqa: S101 - the caller saw it
    indent = len(first[1])
    items: list[list[str]] = []
    stop = at
    blanks = 0
    while stop < len(lines):
        line = lines[stop]
        found = _ITEM.match(line)
        if not line.strip():
            blanks += 1
            if blanks > 1:
                break
        elif found and len(found[1]) == indent:
            items.append([line[found.end() :]])
            blanks = 0
        elif len(line) - len(line.lstrip()) > indent and items:
            items[-1].append(line)
            blanks = 0
        else:
            break
        if not line.strip() and items:
            items[-1].append("")
        stop += 1
    tag = "ol" if first[4] else "ul"
    return stop - at, f"<{tag}>{''.join(map(_item, items))}</{tag}>"


def _item(lines: list[str]) -> str:
    head, *rest = lines
    check = _CHECK.match(head)
    if check:
        head = f"[{check[1]}]{head[check.end() :]}"
    term = _TERM.match(head)
    before = ""
    if term:
        before, head = f"<b>{inline(term[1])}</b>: ", head[term.end() :]
    # The paragraph that begins beside the marker goes on in the lines after it.
    ends = _Ends(rest)
    count = next((n for n in range(len(rest)) if _begins_block(rest, n, ends)), len(rest))
    text = inline("\n".join([head, *(line.strip() for line in rest[:count])]))
    return f"<li>{before}{text}{to_html(rest[count:])}</li>"


def _paragraph(lines: Sequence[str]) -> str:
    return f"<p>{inline(chr(10).join(lines))}</p>"


def inline(text: str) -> str:
    """A text without blocks, as HTML."""
    parts: list[str] = []
    position = 0
    for found in _INLINE.finditer(text):
        parts += (_plain(text[position : found.start()]), _object(found))
        position = found.end()
    return "".join([*parts, _plain(text[position:])])


def _plain(text: str) -> str:
    # What MathJax would take for a formula's beginning isn't one in Org.
    return (
        escape(text, quote=False).replace("\\", "\\<span></span>").replace("[sound:", "&#91;sound:")
    )


def _object(found: re.Match[str]) -> str:
    said = found.groupdict()
    match found.lastgroup:
        case "cloze":
            return said["cloze"]
        case "display" | "displayed":
            return f"\\[{escape(said['display'] or said['displayed'], quote=False)}\\]"
        case "formula" | "dollars":
            return f"\\({escape(said['formula'] or said['dollars'], quote=False)}\\)"
        case "target" | "label":
            return _link(said["target"], said["label"])
        case "marked":
            return _marked(said["mark"], said["marked"])
        case "break":
            return "<br>"
        case "entity":
            name = said["entity"]
            character = unescape(f"&{name};")
            return _plain(found[0]) if character == f"&{name};" else character
        case "scripted":
            tag = "sub" if said["script"] == "_" else "sup"
            return f"<{tag}>{inline(said['scripted'])}</{tag}>"
        case _:
            return ""


def _marked(mark: str, text: str) -> str:
    if mark in "=~":
        return f"<code>{escape(text, quote=False)}</code>"
    return f"<{_TAGS[mark]}>{inline(text)}</{_TAGS[mark]}>"


def _link(target: str, label: str | None) -> str:
    path = re.sub(r"^(?:file|attachment):", "", target).partition("::")[0]
    is_file = path != target or not re.match(r"[a-z][\w+.-]*:", target, re.IGNORECASE)
    if is_file and PurePosixPath(path).suffix.lower() in MEDIA_SUFFIXES:
        return f'<img src="{escape(path.removeprefix("./"))}" alt="{escape(label or "")}">'
    shown = inline(label) if label else _plain(target)
    if re.match(r"(?:https?|mailto):", target):
        return f'<a href="{escape(target)}">{shown}</a>'
    return shown
