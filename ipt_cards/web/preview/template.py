"""Anki's template language, as far as our note types speak it: a card's sides from its fields.

https://docs.ankiweb.net/templates/intro.html. Where Anki has MathJax there is MathML here, and a
player where Anki has a button.
"""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ipt_cards.deck.markup.cloze import Gap, parts_of
from ipt_cards.deck.markup.mathml import mathml
from ipt_cards.deck.markup.parser import medium_kind

_TAG = re.compile(r"\{\{([#^/]?)([^{}]+)\}\}")
_FORMULA = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)
_SOUND = re.compile(r"\[sound:([^\]]+)\]")
_MARKUP = re.compile(r"<[^>]*>")
_AREA = "image-occlusion:"
"""How Anki writes an area of a picture into a cloze."""

NameMedia = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Sides:
    """A card's front and back, HTML."""

    front: str
    back: str


def sides(
    front: str,
    back: str,
    fields: Mapping[str, str],
    *,
    cloze: int | None,
    media: NameMedia,
) -> Sides:
    """The sides of a card.

    front, back: the template's. cloze: the number that the card asks for, of a cloze note type.
    media: gives the address of a medium, by its name in the fields.
    """
    asked = _Side(fields, cloze, None).rendered(front)
    answered = _Side(fields, cloze, asked).rendered(back)
    return Sides(_finished(asked, media), _finished(answered, media))


class _Side:
    """front: the rendered front, on the back; None on the front itself."""

    def __init__(self, fields: Mapping[str, str], cloze: int | None, front: str | None) -> None:
        self._fields = fields
        self._cloze = cloze
        self._front = front

    def rendered(self, template: str) -> str:
        pieces: list[str] = []
        shown = [True]
        end = 0
        for tag in _TAG.finditer(template):
            if shown[-1]:
                pieces.append(template[end : tag.start()])
            end = tag.end()
            kind, name = tag[1], tag[2].strip()
            if kind == "/":
                shown.pop()
            elif kind:
                is_there = bool(self._fields.get(name, "").strip())
                shown.append(shown[-1] and is_there == (kind == "#"))
            elif shown[-1]:
                pieces.append(self._value(name))
        pieces.append(template[end:])
        return "".join(pieces)

    def _value(self, name: str) -> str:
        if name == "FrontSide":
            return self._front or ""
        *filters, field = name.split(":")
        value = self._fields.get(field, "")
        if "type" in filters:
            if self._front is None:
                return '<input type="text" id="typeans" aria-label="Answer">'
            return f"<code id=typeans>{value if self._cloze is None else ''}</code>"
        if "cloze" in filters and self._cloze is not None:
            return self._clozes(parts_of(value))
        return value

    def _clozes(self, parts: Sequence[str | Gap]) -> str:
        written = []
        for part in parts:
            if isinstance(part, str):
                written.append(part)
                continue
            inner = self._clozes(part.parts)
            if inner.startswith(_AREA):
                written.append(self._area(part.number))
                continue
            if part.number != self._cloze:
                kind = "cloze-inactive"
            elif self._front is None:
                kind, inner = "cloze", f"[{part.hint or '...'}]"
            else:
                kind = "cloze"
            written.append(f'<span class="{kind}" data-ordinal="{part.number}">{inner}</span>')
        return "".join(written)

    def _area(self, number: int) -> str:
        """What tells the scripts of a template of an area; Anki's has its shape, too."""
        asked = "cloze" if self._front is None else "cloze-highlight"
        kinds = {self._cloze: asked, 0: "cloze"}  # 0: a text on the picture
        kind = kinds.get(number, "cloze-inactive")
        return f'<div class="{kind}" data-ordinal="{number}"></div>'


def _finished(side: str, media: NameMedia) -> str:
    def formula(found: re.Match[str]) -> str:
        inline, block = found[1], found[2]
        tex = html.unescape(_MARKUP.sub("", inline or block))
        made = mathml(tex, display=block is not None)
        return f"<code>{html.escape(tex)}</code>" if made is None else made

    def sound(found: re.Match[str]) -> str:
        address = html.escape(media(html.unescape(found[1])))
        tag = "video" if medium_kind(found[1]) == "video" else "audio"
        return f'<{tag} controls preload="metadata" src="{address}"></{tag}>'

    return _SOUND.sub(sound, _FORMULA.sub(formula, side))
