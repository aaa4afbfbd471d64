"""Anki's card templates: which fields a card shows, and the HTML that comes of it.

The syntax is Anki's (https://docs.ankiweb.net/templates/fields.html): `{{Field}}`,
`{{filter:Field}}`, `{{#Field}}…{{/Field}}` and `{{^Field}}…{{/Field}}`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ipt_cards.deck.from_html.elements import texts
from ipt_cards.deck.from_html.html_tree import parse_html

_TAG = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_EMPTY = re.compile(r"(?:\s|&nbsp;|</?(?:br|div)\s*/?>)*", re.IGNORECASE)
_NO_FIELDS = frozenset(
    {"FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID"}
)

_SPECIAL_FILTERS = frozenset({"hint", "kana", "kanji", "tts"})


def is_empty(html: str) -> bool:
    """Whether Anki takes a field for empty."""
    return _EMPTY.fullmatch(html) is not None


@dataclass(frozen=True, slots=True)
class Face:
    """One side of a card as it shows one note.

    fields: those that show something, in order, each once. typed: the field whose content the
    learner types, "" for none. cloze: the field whose clozes are asked. has_words: whether the
    template shows words of its own. pieces: texts of the template, each with the field whose value
    follows it, "" for none.
    """

    fields: tuple[str, ...]
    typed: str
    cloze: str
    has_words: bool
    pieces: tuple[tuple[str, str], ...]

    def html(self, values: Mapping[str, str]) -> str:
        """The whole side with a note's values, without the other side in it."""
        return "".join(text + (values[name] if name else "") for text, name in self.pieces)


def filled_fields(values: Mapping[str, str]) -> frozenset[str]:
    """The fields that hold something to show, of a note's."""
    return frozenset(name for name, html in values.items() if not is_empty(html))


@lru_cache(maxsize=256)  # notes of a type differ in which of their fields are filled, if at all
def face(
    template: str,
    names: tuple[str, ...],
    filled: frozenset[str],
    *,
    is_front: bool,
    hidden: frozenset[str] = frozenset(),
) -> Face:
    """The side that a template makes of a note's fields; `hidden` ones are left out.

    names: all of the note's fields. filled: those that hold something to show.
    """
    fields: dict[str, None] = {}
    typed = cloze = ""
    pieces: list[tuple[str, str]] = []
    words: list[str] = []
    for text, filters, name in _resolved(_COMMENT.sub("", template), filled):
        words.append(text)
        pieces.append((text, ""))
        if name not in names or name in hidden:
            continue
        if "cloze" in filters:
            cloze = name
        if "type" in filters and is_front:
            typed = name
            if "cloze" not in filters:
                continue
        if ("hint" in filters and is_front) or name not in filled:
            continue
        fields[name] = None
        pieces[-1] = (text, name)
    has_words = any(map(str.isalnum, "".join(texts(parse_html("".join(words), has_clozes=False)))))
    return Face(tuple(fields), typed, cloze, has_words, tuple(pieces))


@lru_cache(maxsize=256)
def shown_fields(template: str) -> tuple[str, ...]:
    """Every field that a template can show, in order."""
    pieces = _resolved(_COMMENT.sub("", template), None)
    return tuple(dict.fromkeys(name for _, _, name in pieces if name and name not in _NO_FIELDS))


@lru_cache(maxsize=256)
def special_filters(template: str) -> tuple[str, ...]:
    """The filters in a template that do what cards here can't, as written there, each once."""
    found = dict.fromkeys(name for tag in _TAG.finditer(template) for name in _filters(tag[1]))
    return tuple(name for name in found if name in _SPECIAL_FILTERS)


@lru_cache(maxsize=256)
def condition(template: str) -> str:
    """The field that the whole template hangs on, `{{#Field}}…{{/Field}}`; "" for none."""
    found = re.fullmatch(r"\s*\{\{#([^{}]+)\}\}.*\{\{/\1\}\}\s*", template, re.DOTALL)
    return found[1].strip() if found else ""


def _filters(tag: str) -> list[str]:
    return [each.strip().split(" ")[0] for each in tag.split(":")[:-1]]


def _resolved(
    template: str, filled: frozenset[str] | None
) -> Iterator[tuple[str, frozenset[str], str]]:
    """Each text with the field that follows it; without filled ones, every condition is met."""
    met: list[tuple[str, bool]] = []
    at = 0
    text = ""
    for tag in _TAG.finditer(template):
        visible = all(holds for _, holds in met)
        text += template[at : tag.start()] if visible else ""
        at = tag.end()
        said = tag[1]
        name = said[1:].strip()
        if said[0] in "#^":
            met.append((name, filled is None or (name in filled) == (said[0] == "#")))
        elif said[0] == "/":
            if met and met[-1][0] == name:
                met.pop()
        elif said[0] != "!" and visible:
            yield text, frozenset(_filters(said)), said.rpartition(":")[2].strip()
            text = ""
    yield text + (template[at:] if all(holds for _, holds in met) else ""), frozenset(), ""
