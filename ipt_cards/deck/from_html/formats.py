"""Which formats HTML's elements give to the text in them."""

from urllib.parse import quote

from ipt_cards.deck.from_html.elements import ADDRESS
from ipt_cards.deck.from_html.html_tree import Element
from ipt_cards.deck.from_html.inline import CODE, LINK, Formats

_FORMATS = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "s": "strike",
    "strike": "strike",
    "del": "strike",
    "code": CODE,
    "kbd": CODE,
    "tt": CODE,
}
UNKEPT = frozenset({"u", "font", "mark", "big", "small", "ins"})
"""Elements with a look that Markdown has no word for."""


def with_format(formats: Formats, element: Element) -> Formats:
    """The formats of the text in an element, given those around it."""
    kind = _FORMATS.get(element.name)
    if kind and kind not in dict(formats):
        return (*formats, (kind, ""))
    address = element.attributes.get("href", "").strip()
    if element.name == "a" and ADDRESS.fullmatch(address) and LINK not in dict(formats):
        return (*formats, (LINK, address_of(address)))
    return formats


def address_of(written: str) -> str:
    """An address as Markdown may have it, without what would part a cloze."""
    return quote(written, safe="%/:=&?~#+!$,;'@*-._").replace("::", ":%3A")
