"""The text that a reader of a field sees: what its Markdown has to show."""

import unicodedata
from collections.abc import Mapping

from ipt_cards.deck.from_html.elements import (
    ADDRESS,
    BLOCKS,
    LINES,
    MARK,
    folded,
    medium_path,
    missing_text,
    raised,
)
from ipt_cards.deck.from_html.html_tree import FORMULA, Child
from ipt_cards.deck.from_html.ruby import readings_in
from ipt_cards.deck.markup.cloze import content_of, parts_of
from ipt_cards.deck.markup.plain import readable


def visible_text(root: Child, media: Mapping[str, str]) -> str:
    """What a reader of the HTML sees, without any markup."""
    parts: list[str] = []
    depth = 0

    def medium(name: str, description: str, instead: str) -> str:
        if medium_path(media, name) is None:
            return instead
        return description or (name if depth else "")

    def walk(child: Child) -> None:
        nonlocal depth
        if isinstance(child, str):
            at = 0
            for mark in MARK.finditer(child):
                parts.append(child[at : mark.start()])
                at = mark.end()
                if mark[3] is not None:
                    parts.append(medium(mark[3], "", f"[sound:{mark[3]}]"))
                else:
                    depth = max(0, depth + (1 if mark[1] else -1))
            parts.append(child[at:])
            return
        if child.name == FORMULA:
            parts.append(readable(content_of(parts_of(child.attributes["tex"]))))
            return
        if child.name == "rp":
            return
        if child.name == "ruby" and (pairs := readings_in(child)):
            for base, reading in pairs:
                walk(base)
                walk(reading if reading.children else "")
            return
        parts.append("(" if child.name == "rt" else "")
        edge = "\n" if child.name in LINES | BLOCKS | {"br", "tr", "td", "th"} else ""
        parts.append(edge)
        source = child.attributes.get("src", "").strip()
        if child.name in {"img", "audio", "video", "source"} and source:
            described = folded(child.attributes.get("alt", ""))
            if ADDRESS.fullmatch(source):
                parts.append(described or source)
            else:
                parts.append(medium(source, described, missing_text(source, described)))
        in_unicode = raised(child) if child.name in {"sup", "sub"} else None
        if in_unicode is not None:
            parts.append(in_unicode)
        else:
            for inner in child.children:
                walk(inner)
        parts.append(")" if child.name == "rt" else edge)

    walk(root)
    return unicodedata.normalize("NFC", "".join(parts))
