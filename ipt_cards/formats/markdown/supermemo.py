"""SuperMemo's questions and answers as text: lines that begin with `Q:` and `A:`.

A text may hold HTML. Items are parted by blank lines
(https://help.supermemo.org/wiki/File_menu#Import).
"""

import re
from html import escape

from ipt_cards.deck.from_html.markdown import to_markdown
from ipt_cards.deck.note import BasicNote
from ipt_cards.formats.encoding import text_of
from ipt_cards.formats.found import NO_ID, FormatError, Found, FoundNote, Loss, Source

_LINE = re.compile(r"([QA]):\s?(.*)")
_HTML = re.compile(r"<(?:br|b|i|u|p|div|span|img|font|sub|sup)\b[^>]*>", re.IGNORECASE)


def recognises(source: Source) -> bool:
    """Whether the first line that isn't blank is a question, and none is parted by rules."""
    text = source.content[: 1 << 16].decode("utf-8", "replace").removeprefix("\ufeff").lstrip()
    return (
        source.name.lower().endswith(".txt")
        and text.startswith("Q:")
        and bool(re.search(r"^A:", text, re.MULTILINE))
    )


def read(source: Source) -> Found:
    """The items in a file. Raises FormatError where there are none."""
    text, encoding = text_of(source)
    notes: list[FoundNote] = []
    losses: list[Loss] = []
    items: list[tuple[int, dict[str, list[str]]]] = []
    current: list[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.match(line)
        if found is None:
            if current is not None:
                current.append(line)
            continue
        if found[1] == "Q" and (not items or "A" in items[-1][1] or current is None):
            items.append((number, {}))
        elif not items:
            losses.append(Loss(number, "not taken: this answer has no question before it"))
            current = None
            continue
        current = items[-1][1].setdefault(found[1], [])
        current.append(found[2])
    is_html = bool(_HTML.search(text))
    for begins, parts in items:
        front, back = (_markdown("\n".join(parts.get(each, ())), is_html=is_html) for each in "QA")
        if not front or not back:
            losses.append(Loss(begins, "not taken: the question or its answer is missing"))
            continue
        notes.append(FoundNote(BasicNote(id=NO_ID, front=front, back=back), front, begins))
    if not notes and not losses:
        raise FormatError(source.name, 1, 1, "no line begins with `Q:`")
    return Found(source.stem, tuple(notes), tuple(losses), read_as=encoding)


def _markdown(text: str, *, is_html: bool) -> str:
    text = text.strip()
    html = text if is_html else escape(text, quote=False)
    return to_markdown(html.replace("\n", "<br>"), {}).text
