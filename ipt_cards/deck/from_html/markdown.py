"""A field's HTML as the Markdown of a note."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ipt_cards.deck.from_html.elements import folded
from ipt_cards.deck.from_html.html_tree import Element, parse_html
from ipt_cards.deck.from_html.inline import Style
from ipt_cards.deck.from_html.simple import read_simple
from ipt_cards.deck.from_html.visible_text import visible_text
from ipt_cards.deck.from_html.writer import Writer
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.markup.ruby import with_readings
from ipt_cards.deck.text import normal_text

_BARE = re.compile(r"(?!\d{1,9}[.)])[^\W_](?:[^\s*_`~^$\[\]<>&\\|{}#=+!]| (?! ))*")
"""A text that neither HTML nor Markdown has anything to say to: no sign of theirs, no blank but
single ones, and begun by a letter or a digit."""


@dataclass(frozen=True, slots=True)
class Converted:
    """Markdown, and what of the HTML isn't in it.

    missing: the media it names that the deck doesn't have. plainer: whether formats, scripts or
    frames were left out.
    """

    text: str
    missing: tuple[str, ...] = ()
    plainer: bool = False


def to_markdown(
    html: str, media: Mapping[str, str], *, has_clozes: bool = False, ruby: bool = False
) -> Converted:
    """The Markdown that shows the same text as the HTML.

    media: the path in the deck of each medium by its name in Anki. has_clozes: whether Anki takes
    clozes in this field for more than text. ruby: whether brackets in the deck hold readings.
    """
    if is_bare(html):  # as most fields of most decks are
        return Converted(normal_text(html))
    if not ruby and (simple := read_simple(html, media, has_clozes=has_clozes)):
        return Converted(simple.markdown, plainer=simple.plainer)
    root = parse_html(html, has_clozes=has_clozes)
    return tree_to_markdown(root, media, has_clozes=has_clozes, ruby=ruby)


def is_bare(html: str) -> bool:
    """Whether a field's text stands in it as it is to stand in Markdown."""
    return _BARE.fullmatch(html) is not None and html.isprintable()


def element_to_markdown(element: Element, media: Mapping[str, str], *, ruby: bool) -> str:
    """The Markdown that shows the same text as an element of a field."""
    return tree_to_markdown(element, media, has_clozes=False, ruby=ruby).text


def tree_to_markdown(
    root: Element, media: Mapping[str, str], *, has_clozes: bool, ruby: bool
) -> Converted:
    """The Markdown of a field's tree, whatever it holds: see `to_markdown`."""
    wanted = folded(visible_text(root, media))
    styles = (
        replace(style, is_cloze=has_clozes, has_ruby=ruby)
        for style in (
            Style(),
            Style(formats=False),
            Style(formats=False, structure=False, thorough=True),
        )
    )
    for style in styles:
        writer = Writer(media, style)
        text = normal_text(writer.written(root.children))
        text = with_readings(text) if ruby else text
        if folded(to_plain(text, gaps=has_clozes)) == wanted:
            break
    plainer = writer.plainer or not style.formats
    return Converted(text, tuple(dict.fromkeys(writer.missing)), plainer)
