"""What HTML's elements mean for the text that a reader sees, and what stands for media."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from ipt_cards.deck.from_html.html_tree import (
    CLOZE_CLOSE,
    CLOZE_OPEN,
    CONTENT,
    FORMULA,
    HINT,
    SOUND,
    SOUND_END,
    Child,
    Element,
)

MARK = re.compile(
    f"{CLOZE_OPEN}(\\d+){HINT}([^{CONTENT}]*){CONTENT}|{CLOZE_CLOSE}|{SOUND}([^{SOUND_END}]*){SOUND_END}"
)
"""What stands in a text for a cloze's beginning (its number, its hint), its end, or a sound."""

ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)
LINES = frozenset(
    {"div", "section", "article", "header", "footer", "main", "nav", "aside", "figure"}
    | {"figcaption", "center", "address", "form", "dl", "dt", "dd", "details", "summary"}
    | {"fieldset", "legend", "tbody", "thead", "tfoot", "caption", "option"}
)
"""Elements that begin a line and end one."""

HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
BLOCKS = frozenset({"p", "ul", "ol", "li", "blockquote", "pre", "table", "hr", *HEADINGS})
"""Elements that are paragraphs, or hold some."""

_NEVER_VERBATIM = frozenset(
    {"img", "audio", "video", "source", "sup", "sub", "table", "tr", "td", "th", FORMULA}
)
_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


def missing_text(source: str, description: str) -> str:
    """What stands for an image that isn't there: its description, else its name."""
    return description or ("" if source.lower().startswith("data:") else source)


def medium_path(media: Mapping[str, str], name: str) -> str | None:
    """The path in the deck of a medium, however a field spells its name; None if it has none."""
    return next((media[each] for each in _spellings(name) if each in media), None)


def _spellings(name: str) -> Iterator[str]:
    yield from (name, unquote(name))
    yield from (unicodedata.normalize("NFC", name), unicodedata.normalize("NFC", unquote(name)))


def raised(element: Element) -> str | None:
    """A superscript or subscript in Unicode's own characters, if it has them."""
    text = "".join(child for child in element.children if isinstance(child, str)).strip()
    table = _RAISED if element.name == "sup" else _LOWERED
    whole = len(element.children) == 1 and all(ord(each) in table for each in text)
    return text.translate(table) if text and whole else None


def texts(child: Child) -> Iterator[str]:
    """The texts in an element, in order."""
    if isinstance(child, str):
        yield child
    else:
        for inner in child.children:
            yield from texts(inner)


def folded(text: str) -> str:
    """The text with single blanks for all its white space."""
    return " ".join(text.split())


def is_verbatim(element: Element) -> bool:
    """Whether text in lines is all that is in an element, whatever it looks like."""
    return not _NEVER_VERBATIM & set(_names(element))


def _names(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, Element):
            yield child.name
            yield from _names(child)


def verbatim(child: Child, *, inside: bool = False) -> str:
    """The text of an element with its line ends and blanks as they are.

    inside: whether it stands in another, which it parts into lines.
    """
    if isinstance(child, str):
        return child
    if child.name == "br":
        return "\n"
    inner = "".join(verbatim(each, inside=True) for each in child.children)
    return f"\n{inner}\n" if inside and child.name in LINES | BLOCKS else inner


def in_lines(element: Element) -> Element:
    """An element in which the ends of lines are kept, with these as elements."""
    children: list[Child] = []
    for child in element.children:
        if isinstance(child, str):
            first, *others = child.split("\n")
            children.append(first)
            for line in others:
                children += [Element("br"), line]
        else:
            children.append(in_lines(child))
    return Element(element.name, element.attributes, children)


def language_of(element: Element) -> str:
    """The language that code says it is in, by its class; "" for none."""
    for child in element.children:
        if isinstance(child, Element) and child.name == "code":
            for name in child.attributes.get("class", "").split():
                if re.fullmatch(r"language-[\w+#.-]+", name):
                    return name.removeprefix("language-")
    return ""


def is_named(child: Child, *names: str) -> bool:
    """Whether it is an element of one of these names."""
    return isinstance(child, Element) and child.name in names


def children_of(child: Child) -> list[Child]:
    """What stands in an element; nothing for a text."""
    return child.children if isinstance(child, Element) else []


def rows_of(element: Element) -> Iterator[Element]:
    """The rows of a table, or of a part of one."""
    for child in element.children:
        if isinstance(child, str):
            continue
        if child.name == "tr":
            yield child
        elif child.name in {"tbody", "thead", "tfoot"}:
            yield from rows_of(child)


def with_clozes_spelled(text: str) -> str:
    """Code with its clozes spelled out; as it was where there are others of Anki's marks in it."""
    hints: list[str] = []
    parts: list[str] = []
    at = 0
    for mark in MARK.finditer(text):
        parts.append(text[at : mark.start()])
        at = mark.end()
        if mark[1]:
            hints.append(mark[2])
            parts.append(f"{{{{c{int(mark[1])}::")
        elif mark[3] is None and hints:
            hint = hints.pop()
            parts.append(f"::{hint}}}}}" if hint else "}}")
        else:
            return text
    return text if hints else "".join(parts) + text[at:]
