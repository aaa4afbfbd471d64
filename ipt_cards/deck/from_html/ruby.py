"""Ruby in a field: readings over words, as elements or in the furigana filter's brackets."""

import re
from collections.abc import Iterable, Iterator

from ipt_cards.deck.from_html.elements import folded, texts
from ipt_cards.deck.from_html.html_tree import Element

PARTED, READ, READ_END = "\ufdd6", "\ufdd7", "\ufdd8"
"""What stands in a line for the blank before a base, and for the brackets around its reading."""

_FILTERS = frozenset({"furigana", "kana", "kanji"})
_FILTER = re.compile(r"\{\{\s*(?:[^{}:]+:)*?\s*(?:furigana|kana|kanji)\s*:([^{}]*)\}\}")
_BRACKETED = re.compile(r" ?([^ >]+?)\[(?!sound:)(.+?)\]")
_ELEMENT = re.compile(r"<ruby>([^<> ]+)<rt>([^<>]+)</rt></ruby>")
_PLAIN_TEXT = frozenset({"ruby", "rb", "rp", "rt", "b", "strong", "i", "em", "u", "span", "font"})
_NO_BASE_END = frozenset("\\*_~^$!>`[]|")


def filtered_fields(templates: Iterable[str]) -> set[str]:
    """The fields that templates show through a filter for ruby."""
    return {
        found[1].rpartition(":")[2].strip()
        for template in templates
        for found in _FILTER.finditer(template)
    }


def is_ruby_filter(name: str) -> bool:
    """Whether a filter of Anki's reads brackets as ruby, whole or in part."""
    return name in _FILTERS


def as_elements(html: str) -> str:
    """A field as Anki's furigana filter shows it (rslib/src/template_filters.rs)."""
    return _BRACKETED.sub(r"<ruby>\1<rt>\2</rt></ruby>", html.replace("&nbsp;", " "))


def as_brackets(html: str, before: str) -> str:
    """A field with ruby in brackets, if that is how it stood there before."""
    if "<ruby" in before or not _BRACKETED.search(before):
        return html
    return _ELEMENT.sub(r" \1[\2]", html).removeprefix(" ")


def has_ruby(html: str) -> bool:
    """Whether a field holds ruby as elements."""
    return re.search(r"<ruby\b", html, re.IGNORECASE) is not None


def readings_in(element: Element) -> list[tuple[str, Element]] | None:
    """The bases with their readings in a `ruby` element; None where brackets can't say it.

    What has no reading has an empty element.
    """
    if not set(_names(element)) <= _PLAIN_TEXT:
        return None
    pairs: list[tuple[str, Element]] = []
    base = ""
    for child in element.children:
        if isinstance(child, Element) and child.name == "rp":
            continue
        said = folded("".join(texts(child)))
        if not isinstance(child, Element) or child.name != "rt":
            base += said
        elif base and said:
            pairs.append((base.replace(" ", "\xa0"), child))
            base = ""
        elif said:
            return None
    if base:
        pairs.append((base, Element()))
    sayable = all(_is_sayable(base, reading) for base, reading in pairs if reading.children)
    return pairs if sayable and any(reading.children for _, reading in pairs) else None


def _is_sayable(base: str, reading: Element) -> bool:
    has_letter = any(map(str.isalnum, base))
    said = "".join(texts(reading))
    return has_letter and base[-1] not in _NO_BASE_END and not set("[]") & {*base, *said}


def _names(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, Element):
            yield child.name
            yield from _names(child)
