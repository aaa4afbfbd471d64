"""From an entry of Org's to the note of its card.

Sources: https://github.com/l3kn/org-fc (docs/card_types.org) and
https://github.com/anki-editor/anki-editor.
"""

import re
from collections.abc import Iterator
from typing import TypedDict

from ipt_cards.deck.from_html.markdown import to_markdown
from ipt_cards.deck.markup.cloze import cloze_numbers
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.note import BasicNote, ClozeNote
from ipt_cards.deck.text import normal_text, without_control_characters
from ipt_cards.formats.found import NO_ID
from ipt_cards.formats.markdown.clozes import cloze
from ipt_cards.formats.media import MediaBeside
from ipt_cards.formats.org.html import to_html
from ipt_cards.formats.org.outline import Entry

_FC = "fc"
_NO_TAGS = frozenset(
    {"fc", "export", "noexport", "suspended", "leech", "marked", "drill", "ATTACH"}
)
_FRONT = frozenset({"front", "question", "text"})
_BACK = frozenset({"back", "answer"})
_EXTRA = frozenset({"extra", "back extra", "note", "notes"})
_HOLE = re.compile(
    r"\{\{(?P<text>(?:\$[^$]*\$|[^{}]|\{[^{}]*\})+?)(?:\}\{(?P<hint>[^{}]*))?\}"
    r"(?:@(?P<number>\d+))?\}"
)
_RAW = re.compile(r"\s*# raw\s+")
_EMPHASISED = re.compile(r"(?:^|(?<=\s))([*/_=~])(\S(?:.*?\S)?)\1(?=\s|[.,;:!?]|$)")


class NoCardError(Exception):
    """An entry that asks nothing. The message says why, for people."""


class _Shared(TypedDict):
    id: str
    tags: tuple[str, ...]


def is_card(entry: Entry) -> bool:
    """Whether the entry is a card of either's."""
    return "ANKI_NOTE_TYPE" in entry.properties or (_FC in entry.tags and entry.level > 0)


def note_of(entry: Entry, lost: list[str]) -> BasicNote | ClozeNote:
    """The note of a card. lost: what can't be kept of it, added to. Raises NoCardError."""
    return _ankis(entry, lost) if "ANKI_NOTE_TYPE" in entry.properties else _fcs(entry, lost)


def _require_answer(front: str, back: str) -> None:
    if not front or not back:
        raise NoCardError("it has no answer" if front else "it asks nothing")


def _cloze(text: str, *, extra: str, shared: _Shared) -> ClozeNote:
    if not cloze_numbers(text):
        raise NoCardError("nothing in its text is hidden")
    return ClozeNote(text=text, extra=extra, **shared)


def _ankis(entry: Entry, lost: list[str]) -> BasicNote | ClozeNote:
    kind = entry.properties["ANKI_NOTE_TYPE"].casefold()
    is_raw = entry.inherited("ANKI_FORMAT").casefold() == "nil"
    fields = _fields(entry)
    is_cloze = "cloze" in kind
    if not is_cloze and not kind.startswith("basic"):
        lost.append("its note type is its author's own: the first field asks, the second answers")

    def said(names: frozenset[str]) -> list[str] | None:
        return next((fields.pop(name) for name in list(fields) if name in names), None)

    front, back, extra = said(_FRONT), said(_BACK), said(_EXTRA)
    if "basic" not in kind and not is_cloze:
        others = iter([fields.pop(name) for name in list(fields)])
        front, back = front or next(others, None), back or next(others, None)
        extra = [*(extra or []), *(line for each in others for line in ["", *each])]
    body = entry.body if any(map(str.strip, entry.body)) else None
    if front is None:
        front = body if body and (is_cloze or back is not None) else [entry.title]
        body = None if front is body else body
    if back is None and not is_cloze:
        # What is missing is what the heading says.
        back = body or ([entry.title] if front != [entry.title] else None)
    lost += (f"its field “{name}” isn't kept" for name in fields)
    texts = [
        _markdown(each or [], is_raw=is_raw, has_clozes=is_cloze and not n)
        for n, each in enumerate((front, back, extra))
    ]
    written = (*entry.inherited("ANKI_TAGS").split(), *entry.all_tags())
    if is_cloze:
        shown = "\n\n".join(filter(None, texts[1:]))
        return _cloze(texts[0], extra=shown, shared=_shared(written))
    _require_answer(texts[0], texts[1])
    return BasicNote(
        front=texts[0],
        back=texts[1],
        extra=texts[2],
        reversed="reversed card)" in kind and "optional" not in kind,
        typed="type in" in kind,
        **_shared(written),
    )


def _fields(entry: Entry) -> dict[str, list[str]]:
    """The lines of each field by its name, from properties and from the headings below."""
    fields = {
        name.removeprefix("ANKI_FIELD_").replace("_", " ").casefold(): [value]
        for name, value in entry.properties.items()
        if name.startswith("ANKI_FIELD_")
    }
    if entry.properties.get("ANKI_NO_SUBHEADING_FIELDS", "nil") == "nil":
        for child in entry.children:
            if not is_card(child) and "noexport" not in child.tags:
                fields.setdefault(child.title.casefold(), list(_below(child)))
    return fields


def _fcs(entry: Entry, lost: list[str]) -> BasicNote | ClozeNote:
    kind = entry.properties.get("FC_TYPE", "normal").casefold()
    back = next((child for child in entry.children if child.title.casefold() in _BACK), None)
    others = [each for each in entry.children if each is not back and not is_card(each)]
    lines = [*entry.body, *(line for each in others for line in _with_heading(each))]
    shared = _shared(entry.all_tags())
    if kind == "cloze":
        whole = "\n".join([entry.title, "", *lines])
        if entry.properties.get("FC_CLOZE_TYPE", "deletion") != "deletion":
            lost.append("which of its other gaps are shown with one that is asked isn't kept")
        text = _markdown(_with_clozes(whole).split("\n"), has_clozes=True)
        extra = _markdown(list(_below(back)) if back else [])
        return _cloze(text, extra=extra, shared=shared)
    if kind not in {"normal", "double", "text-input"}:
        lost.append(f"its type “{kind}” is asked as a question and its answer")
    title = _markdown([entry.title])
    if back is None:
        front, answer = title, lines
    else:
        front = "\n\n".join(filter(None, (title, _markdown(lines))))
        answer = list(_below(back))
    if kind != "text-input":
        said = _markdown(answer)
        _require_answer(front, said)
        return BasicNote(front=front, back=said, reversed=kind == "double", **shared)
    first = next((n for n, line in enumerate(answer) if line.strip()), len(answer))
    expected = answer[first].strip() if first < len(answer) else ""
    if emphasised := _EMPHASISED.search(expected):
        expected, rest = emphasised[2], answer
    else:
        rest = answer[first + 1 :]
    typed = _markdown([expected])
    extra = _markdown(rest)
    extra = "" if to_plain(extra) == to_plain(typed) else extra
    _require_answer(front, typed)
    return BasicNote(front=front, back=typed, typed=True, extra=extra, **shared)


def _with_clozes(text: str) -> str:
    """Holes of org-fc's as clozes. One without a number comes after those that have some."""
    given = [int(found["number"]) for found in _HOLE.finditer(text) if found["number"]]
    following = iter(range(max(given, default=-1) + 1, len(text)))

    def hole(found: re.Match[str]) -> str:
        number = int(found["number"]) if found["number"] else next(following)
        return cloze(number + 1, found["text"].strip(), (found["hint"] or "").strip())

    return _HOLE.sub(hole, text)


def _below(entry: Entry) -> Iterator[str]:
    yield from entry.body
    for child in entry.children:
        if not is_card(child) and "noexport" not in child.tags:
            yield from _with_heading(child)


def _with_heading(entry: Entry) -> Iterator[str]:
    yield from ("", f"* {entry.title}", "")
    yield from _below(entry)


def _markdown(lines: list[str], *, is_raw: bool = False, has_clozes: bool = False) -> str:
    text = without_control_characters("\n".join(lines)).strip("\n")
    raw = _RAW.match(text)
    if raw is not None:
        html = text[raw.end() :]
    elif is_raw:
        html = text
    else:
        html = to_html(text.split("\n")) if "\n" in text.strip() else to_html([text])
    return normal_text(to_markdown(html, MediaBeside(""), has_clozes=has_clozes).text)


def _shared(tags: Iterator[str] | tuple[str, ...]) -> _Shared:
    kept = dict.fromkeys(normal_text(tag) for tag in tags if tag not in _NO_TAGS)
    return {"id": NO_ID, "tags": tuple(filter(None, kept))}
